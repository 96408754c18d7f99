//! An answer that is a table, to be kept as a file.

use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

/// What is said of a CSV (RFC 4180) with this name, which has to be one of our own: it is not escaped.
pub(crate) fn headers(name: &str) -> [(HeaderName, String); 2] {
    [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ]
}
