//! A request of tracking calls as it came: by whose key, and what.

use std::io::Read;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::MultiGzDecoder;
use subrosa_proto::ErrorCode;
use subrosa_proto::limits::TRACKING_BYTES;

use crate::App;
use crate::http::{Failure, extract};

/// The write key, and the body, unpacked where it was packed.
pub(in crate::rest) struct Sent {
    pub(super) key: String,
    pub(super) body: Bytes,
}

impl FromRequest<App> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        let no_key = || {
            let how = "Authorization: Basic, with the write key as the name and no password";
            Failure::detailed(ErrorCode::Unauthenticated, how)
        };
        let key = write_key(request.headers()).ok_or_else(no_key)?;
        let encoding = request.headers().get(CONTENT_ENCODING).map(|value| value.as_bytes().to_ascii_lowercase());
        let body = extract::bytes(request, TRACKING_BYTES).await?;
        let body = match encoding.as_deref() {
            None | Some(b"" | b"identity") => body,
            Some(b"gzip") => unpacked(&body)?,
            Some(_) => {
                return Err(Failure::detailed(ErrorCode::UnsupportedMediaType, "Content-Encoding: gzip, or none"));
            }
        };
        Ok(Self { key, body })
    }
}

/// The name of Basic authentication (RFC 7617, 2).
fn write_key(headers: &HeaderMap) -> Option<String> {
    let (scheme, coded) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let plain = String::from_utf8(STANDARD.decode(coded.trim()).ok()?).ok()?;
    let (name, _) = plain.split_once(':').unwrap_or((&plain, ""));
    (!name.is_empty()).then(|| name.to_owned())
}

/// What was packed, which may be no larger than what comes unpacked.
fn unpacked(body: &[u8]) -> Result<Bytes, Failure> {
    let most = u64::try_from(TRACKING_BYTES).unwrap_or(u64::MAX);
    let mut plain = Vec::new();
    let read = MultiGzDecoder::new(body).take(most + 1).read_to_end(&mut plain);
    match read {
        Ok(_) if plain.len() > TRACKING_BYTES => Err(Failure::new(ErrorCode::PayloadTooLarge)),
        Ok(_) => Ok(plain.into()),
        Err(_) => Err(Failure::detailed(ErrorCode::MalformedRequest, "the body is no gzip")),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use axum::http::HeaderValue;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn the_key_is_the_name() {
        let key = |value: &str| {
            let value = HeaderValue::from_str(value).expect("a value");
            write_key(&[(AUTHORIZATION, value)].into_iter().collect())
        };
        let basic = |plain: &str| format!("Basic {}", STANDARD.encode(plain));
        assert_eq!(key(&basic("the-key:")).as_deref(), Some("the-key"));
        assert_eq!(key(&basic("the-key:a password")).as_deref(), Some("the-key"));
        assert_eq!(key(&basic("the-key")).as_deref(), Some("the-key"));
        for none in [basic(":"), basic(""), "Basic ***".to_owned(), "Bearer the-key".to_owned(), "the-key".to_owned()] {
            assert_eq!(key(&none), None, "{none}");
        }
    }

    #[test]
    fn a_small_body_unpacks_to_no_large_one() {
        let packed = |plain: &[u8]| {
            let mut packer = GzEncoder::new(Vec::new(), Compression::best());
            packer.write_all(plain).expect("packed");
            packer.finish().expect("packed")
        };
        assert_eq!(unpacked(&packed(b"{}")).ok().as_deref(), Some(b"{}".as_slice()));
        let bomb = packed(&vec![b' '; TRACKING_BYTES + 1]);
        assert!(bomb.len() < 10_000);
        assert!(unpacked(&bomb).is_err());
        assert!(unpacked(b"plain").is_err());
    }
}
