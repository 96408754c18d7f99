//! A JSON schema in words: types with their limits, and tables of fields.

use maud::{Markup, html};
use serde_json::Value;

use super::page::markdown;

/// A table of an object's fields; nothing for what is no object.
pub(super) fn fields(schema: &Value) -> Markup {
    let parts = schema["allOf"].as_array().map_or_else(|| vec![schema], |parts| parts.iter().collect());
    html! {
        @for part in parts {
            @if let Some(properties) = part["properties"].as_object() {
                div.scrolls { table { tbody { @for (name, field) in properties {
                    tr {
                        td { code { (name) } @if is_required(part, name) { span.soft { " required" } } }
                        td { (kind(field)) }
                        td { (described(field)) }
                    }
                } } } }
            } @else if part["$ref"].is_string() {
                p { "The fields of " (kind(part)) ", and:" }
            }
        }
    }
}

/// The description that a schema carries, also inside its only alternative to null.
pub(super) fn described(schema: &Value) -> Markup {
    let own = schema["description"].as_str().or_else(|| schema["oneOf"][0]["description"].as_str());
    markdown(own.unwrap_or_default())
}

fn is_required(schema: &Value, name: &str) -> bool {
    schema["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name))
}

/// A type in a few words, with a link to where it is described.
pub(super) fn kind(schema: &Value) -> Markup {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return html! { a href=(format!("#{name}")) { (name) } };
    }
    if let Some(alternatives) = schema["oneOf"].as_array() {
        return html! { @for (index, one) in alternatives.iter().enumerate() { @if index > 0 { " or " } (kind(one)) } };
    }
    if let Some(values) = schema["enum"].as_array() {
        return html! { @for (index, value) in values.iter().enumerate() { @if index > 0 { ", " } code { (text(value)) } } };
    }
    if schema["type"] == "array" {
        return html! { "list of " (kind(&schema["items"])) (limits(schema)) };
    }
    let name = match &schema["type"] {
        Value::Array(names) => names.iter().map(text).collect::<Vec<_>>().join(" or "),
        one => text(one),
    };
    html! { (name) (limits(schema)) }
}

fn limits(schema: &Value) -> Markup {
    const NAMES: [(&str, &str); 7] = [
        ("minimum", "from"),
        ("maximum", "to"),
        ("minLength", "at least"),
        ("maxLength", "at most"),
        ("maxItems", "at most"),
        ("format", "format"),
        ("pattern", "pattern"),
    ];
    html! { @for (key, word) in NAMES { @if !schema[key].is_null() { ", " (word) " " code { (text(&schema[key])) } } } }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}
