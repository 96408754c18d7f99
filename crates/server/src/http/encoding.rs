//! Which encodings a client takes.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// Whether `Accept-Encoding` names an encoding and does not refuse it (RFC 9110, 12.5.3).
pub(crate) fn takes(headers: &HeaderMap, encoding: &str) -> bool {
    let named = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    named.flat_map(|value| value.split(',')).any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0_f32));
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn encodings_are_taken_as_the_client_says() {
        let accepts = |value| {
            let headers = [(ACCEPT_ENCODING, HeaderValue::from_static(value))].into_iter().collect();
            ["br", "gzip"].map(|encoding| takes(&headers, encoding))
        };
        assert_eq!(accepts("gzip, deflate, br"), [true, true]);
        assert_eq!(accepts("gzip;q=0.5, br;q=0"), [false, true]);
        assert_eq!(accepts("identity"), [false, false]);
    }
}
