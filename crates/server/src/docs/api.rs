//! The reference of the API as a page, made from its description.

use std::sync::LazyLock;

use axum::response::Html;
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::page::{markdown, page};
use super::schema::{described, fields, kind};
use crate::{openapi, socket};

static PAGE: LazyLock<String> = LazyLock::new(|| {
    let document = serde_json::to_value(openapi::document()).unwrap_or_default();
    page("API", &reference(&document)).into_string()
});

/// `GET /docs/api`.
pub(crate) async fn reference_page() -> Html<&'static str> {
    Html(&PAGE)
}

/// An operation with where it is.
struct Operation<'d> {
    method: String,
    path: &'d str,
    item: &'d Value,
}

impl Operation<'_> {
    fn name(&self) -> &str {
        self.item["operationId"].as_str().unwrap_or_default()
    }
}

fn reference(document: &Value) -> Markup {
    let operations = operations(document);
    let tags = document["tags"].as_array().map(Vec::as_slice).unwrap_or_default();
    html! {
        h1 { "API" }
        (markdown(document["info"]["description"].as_str().unwrap_or_default()))
        p { "For programs: " a href="/v1/openapi.json" { "OpenAPI 3.1" } " and, for the socket, "
            a href="/v1/asyncapi.json" { "AsyncAPI 3.0" } ". Send the token of a session as "
            code { "Authorization: Bearer …" } ". Bodies and answers are " code { "application/json" } ", and errors "
            code { "application/problem+json" } ", unless something else is said." }
        @for tag in tags {
            h2 { (tag["name"].as_str().unwrap_or_default()) }
            p { (tag["description"].as_str().unwrap_or_default()) }
            ul { @for one in of_tag(&operations, tag) {
                li { a href=(format!("#{}", one.name())) { code { (one.method) " " (one.path) } } " " (summary(one.item)) }
            } }
            @for one in of_tag(&operations, tag) { (operation(one)) }
        }
        h2 { "Shapes" }
        @for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
            h3 id=(name) { (name) }
            (described(schema))
            @if schema["properties"].is_null() && schema["allOf"].is_null() { p { (kind(schema)) } }
            (fields(schema))
        }
    }
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let all = paths.flat_map(|(path, items)| {
        let items = items.as_object().into_iter().flat_map(Map::iter);
        items.map(move |(method, item)| Operation { method: method.to_uppercase(), path, item })
    });
    all.collect()
}

fn of_tag<'o, 'd>(operations: &'o [Operation<'d>], tag: &'o Value) -> impl Iterator<Item = &'o Operation<'d>> {
    operations.iter().filter(|operation| operation.item["tags"][0] == tag["name"])
}

fn summary(item: &Value) -> &str {
    item["summary"].as_str().unwrap_or_default()
}

fn operation(operation: &Operation<'_>) -> Markup {
    let item = operation.item;
    html! {
        h3 id=(operation.name()) { code { span.method { (operation.method) } (operation.path) } }
        p { b { (summary(item)) "." }
            @if socket::NAMES.contains(&operation.name()) { span.soft { " On the socket: " code { (operation.name()) } "." } } }
        (described(item))
        @if let Some(parameters) = item["parameters"].as_array() {
            h4 { "Parameters" }
            div.scrolls { table { tbody { @for parameter in parameters {
                tr {
                    td { code { (parameter["name"].as_str().unwrap_or_default()) }
                        span.soft { " " (parameter["in"].as_str().unwrap_or_default())
                            @if parameter["required"] == true { ", required" } } }
                    td { (kind(&parameter["schema"])) }
                    td { (described(parameter)) }
                }
            } } } }
        }
        @if item["requestBody"].is_object() { h4 { "Body" } p { (contents(&item["requestBody"])) } }
        h4 { "Answers" }
        div.scrolls { table { tbody { @for (status, answer) in item["responses"].as_object().into_iter().flatten() {
            tr { td { (status) } td { (contents(answer)) } td { (described(answer)) } }
        } } } }
    }
}

/// What is in a body or an answer: the shape of JSON, or the type of other content.
fn contents(holder: &Value) -> Markup {
    html! { @for (index, (media, content)) in holder["content"].as_object().into_iter().flatten().enumerate() {
        @if index > 0 { ", " }
        @if media.ends_with("json") { (kind(&content["schema"])) } @else { code { (media) } }
    } }
}
