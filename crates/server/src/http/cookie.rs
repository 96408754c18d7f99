//! The session cookie: readable by no script, sent to no other site.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// Its name. Under TLS with the prefix that makes browsers insist on `Secure` and one host (RFC 6265bis, 4.1.3).
const fn name(secure: bool) -> &'static str {
    if secure { "__Host-subrosa" } else { "subrosa" }
}

const SECONDS: u32 = 400 * 24 * 60 * 60;

/// `Set-Cookie` for a new session.
pub(crate) fn set(token: &str, secure: bool) -> Option<HeaderValue> {
    let flag = if secure { "; Secure" } else { "" };
    let text = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={SECONDS}{flag}", name(secure));
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// `Set-Cookie` that ends the session in the browser.
pub(crate) fn clear(secure: bool) -> HeaderValue {
    if secure {
        HeaderValue::from_static("__Host-subrosa=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure")
    } else {
        HeaderValue::from_static("subrosa=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }
}

/// The token in a request's cookies.
pub(crate) fn read(headers: &HeaderMap, secure: bool) -> Option<&str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, token)| (found == name(secure) && !token.is_empty()).then_some(token))
}
