//! The web app, embedded in the binary: its files, and its page for every address that the app itself draws.
//!
//! Debug builds read `web/dist` from disk; release builds hold it as it was when they were built.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use subrosa_proto::ErrorCode;

use crate::http::Failure;
use crate::http::encoding::takes;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

const PAGE: &str = "index.html";
/// Files under `assets/` carry a hash of their content in their name.
const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
/// Encodings that the build writes beside each file, the smallest first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

const MISSING: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>Subrosa</title>\
    <h1>The web app is not in this build</h1>\
    <p>Run <code>make build</code>, or <code>npm ci &amp;&amp; npm run build</code> in <code>web/</code> before building the binary. \
    The API works without it: see <a href=/docs/api>its reference</a>.";

/// Whatever no other route takes.
pub(crate) async fn serve(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    if path == "v1" || path.starts_with("v1/") || path.starts_with("docs/") {
        return Failure::new(ErrorCode::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refused = Failure::new(ErrorCode::MethodNotAllowed);
        return ([(ALLOW, HeaderValue::from_static("GET,HEAD"))], refused).into_response();
    }
    let headers = request.headers();
    match path {
        "" => page(headers),
        path if Files::get(path).is_some() => file(path, headers),
        _ if wants_page(headers) => page(headers),
        _ => Failure::new(ErrorCode::NotFound).into_response(),
    }
}

/// Whether a browser asks for a page to show: a script or picture that is missing must not get one.
fn wants_page(headers: &HeaderMap) -> bool {
    headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).any(|value| value.contains("text/html"))
}

fn page(headers: &HeaderMap) -> Response {
    if Files::get(PAGE).is_some() { file(PAGE, headers) } else { Html(MISSING).into_response() }
}

/// A file of the app, in the smallest form that the client takes.
fn file(path: &str, headers: &HeaderMap) -> Response {
    let Some((encoding, file)) = smallest(path, headers) else {
        return Failure::new(ErrorCode::NotFound).into_response();
    };
    let tag = format!("\"{}\"", hexadecimal(&file.metadata.sha256_hash()[..16]));
    let cached = if path.starts_with("assets/") { FOR_GOOD } else { ASK_AGAIN };
    let held = headers.get(IF_NONE_MATCH).is_some_and(|held| held.as_bytes() == tag.as_bytes());
    let mut response = if held {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = Files::get(path).map_or_else(String::new, |plain| content_type(plain.metadata.mimetype()));
        ([(CONTENT_TYPE, kind)], Body::from(file.data.into_owned())).into_response()
    };
    let answer = response.headers_mut();
    answer.insert(CACHE_CONTROL, cached);
    answer.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        answer.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answer.insert(ETAG, tag);
    }
    response
}

fn smallest(path: &str, headers: &HeaderMap) -> Option<(Option<&'static str>, EmbeddedFile)> {
    for (encoding, ending) in ENCODINGS {
        if takes(headers, encoding)
            && let Some(file) = Files::get(&format!("{path}{ending}"))
        {
            return Some((Some(encoding), file));
        }
    }
    Files::get(path).map(|file| (None, file))
}

fn content_type(guessed: &str) -> String {
    let is_text = guessed.starts_with("text/") || guessed.ends_with("javascript") || guessed.ends_with("json");
    if is_text { format!("{guessed}; charset=utf-8") } else { guessed.to_owned() }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
