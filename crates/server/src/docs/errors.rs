//! What each error means: the page behind the `type` of a problem.

use axum::response::Html;
use maud::html;
use rust_embed::RustEmbed;
use subrosa_proto::ErrorCode;

use super::page::{markdown, page};
use crate::http::{Failure, Id};

/// The pages as they stand in the repository.
#[derive(RustEmbed)]
#[folder = "../../docs/errors"]
struct Pages;

/// `GET /docs/errors`: all codes.
pub(crate) async fn index() -> Html<String> {
    let content = html! {
        h1 { "Errors" }
        p { "Every error has a stable " code { "code" } ", a sentence on what happened and a hint on what to do. Over HTTP it is "
            code { "application/problem+json" } " (RFC 9457); on the socket the same object stands in a frame." }
        div.scrolls { table {
            thead { tr { th { "code" } th { "status" } th { "what happened" } th { "may succeed later, unchanged" } } }
            tbody { @for code in ErrorCode::ALL {
                tr {
                    td { a href=(format!("/docs/errors/{}", code.code())) { code { (code.code()) } } }
                    td { (code.status()) }
                    td { (code.title()) }
                    td { @if code.is_retryable() { "yes" } @else { "no" } }
                }
            } }
        } }
    };
    Html(page("Errors", &content).into_string())
}

/// `GET /docs/errors/{code}`: one of them.
pub(crate) async fn one(Id(name): Id<String>) -> Result<Html<String>, Failure> {
    let code = ErrorCode::ALL.iter().find(|code| code.code() == name);
    let code = code.ok_or_else(|| Failure::new(ErrorCode::NotFound))?;
    let written = Pages::get(&format!("{}.md", code.code()));
    let content = match written.as_ref().and_then(|file| str::from_utf8(&file.data).ok()) {
        Some(text) => markdown(text),
        None => {
            html! { h1 { (code.code()) } p { b { (code.title()) } " Status " (code.status()) "." } p { (code.hint()) } }
        }
    };
    Ok(Html(page(code.code(), &content).into_string()))
}
