//! Keeps other sites from acting with a visitor's cookie.
//!
//! Browsers say where a request comes from: `Sec-Fetch-Site` (Fetch Metadata), or `Origin`, which they send with every request that
//! changes something and with every WebSocket handshake. A request with the cookie and neither is not from a browser's page
//! of ours.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// Whether a request with the cookie comes from our own pages.
pub(crate) fn is_same_site(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = text(ORIGIN.as_str()) else { return false };
    if public_url.is_some_and(|url| url.trim_end_matches('/') == origin) {
        return true;
    }
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && host == text(HOST.as_str())
}

/// Whether a request comes from the pages of another site. Programs, which are no browsers, send neither header.
pub(crate) fn is_foreign(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let says_where = headers.contains_key("sec-fetch-site") || headers.contains_key(ORIGIN);
    says_where && !is_same_site(headers, public_url)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|&(name, value)| (name.parse().expect("a name"), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn own_pages_pass_and_others_do_not() {
        assert!(is_same_site(&headers(&[("sec-fetch-site", "same-origin")]), None));
        assert!(!is_same_site(
            &headers(&[("sec-fetch-site", "cross-site"), ("origin", "http://dm.test"), ("host", "dm.test")]),
            None
        ));
        assert!(!is_same_site(&headers(&[("sec-fetch-site", "same-site")]), None));
        assert!(is_same_site(&headers(&[("origin", "http://dm.test"), ("host", "dm.test")]), None));
        assert!(is_same_site(
            &headers(&[("origin", "https://dm.test"), ("host", "inner:80")]),
            Some("https://dm.test/")
        ));
        assert!(!is_same_site(&headers(&[("origin", "http://evil.test"), ("host", "dm.test")]), None));
        assert!(!is_same_site(&headers(&[("origin", "null"), ("host", "dm.test")]), None));
        assert!(!is_same_site(&headers(&[("host", "dm.test")]), None));
    }
}
