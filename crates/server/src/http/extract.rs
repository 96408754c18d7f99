//! JSON bodies, queries and ids in paths, with our errors instead of the framework's.

use std::str::FromStr;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use subrosa_proto::limits::REQUEST_BYTES;
use subrosa_proto::{ErrorCode, object};

use super::Failure;
use crate::App;

/// A JSON body of at most 128 KiB. Nesting is bounded by the parser.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(Failure::new(ErrorCode::UnsupportedMediaType));
        }
        let body = bytes(request, REQUEST_BYTES).await?;
        object::read(&body).map(Self).map_err(|error| Failure::detailed(ErrorCode::MalformedRequest, error.to_string()))
    }
}

/// The bytes of a body, up to a limit.
pub(crate) async fn bytes(request: Request, most: usize) -> Result<Bytes, Failure> {
    let limited = http_body_util::Limited::new(request.into_body(), most);
    match http_body_util::BodyExt::collect(limited).await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Err(Failure::new(ErrorCode::PayloadTooLarge)),
        Err(_) => Err(Failure::detailed(ErrorCode::MalformedRequest, "the body broke off")),
    }
}

/// The parameters of a query.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        axum::extract::Query::try_from_uri(&parts.uri)
            .map(|axum::extract::Query(query)| Self(query))
            .map_err(|error| Failure::detailed(ErrorCode::InvalidParameter, error.body_text()))
    }
}

/// The one id in a path. What is no id names nothing.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr> FromRequestParts<App> for Id<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        named(parts, app, 0).await.map(Self)
    }
}

/// The two names in a path, of a thing and of another that belongs to it.
pub(crate) struct Ids<T, U>(pub(crate) T, pub(crate) U);

impl<T: FromStr + Send, U: FromStr> FromRequestParts<App> for Ids<T, U> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let first = named(parts, app, 0).await?;
        Ok(Self(first, named(parts, app, 1).await?))
    }
}

/// What stands at a place among the names in a path.
async fn named<T: FromStr>(parts: &mut Parts, app: &App, place: usize) -> Result<T, Failure> {
    let not_found = || Failure::new(ErrorCode::NotFound);
    let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| not_found())?;
    let (_, text) = params.iter().nth(place).ok_or_else(not_found)?;
    text.parse().map_err(|_| not_found())
}
