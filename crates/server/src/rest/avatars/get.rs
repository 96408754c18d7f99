//! `GET /v1/avatars/{hash}`.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use subrosa_proto::ErrorCode::NotFound;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// A year, and never another picture under this hash. Only the browser of who may see it keeps it.
const FOR_GOOD: &str = "private, max-age=31536000, immutable";

/// A person's avatar
///
/// The hash is the `avatar` of a profile. The same hash is always the same picture: keep it.
#[utoipa::path(
    get, path = "/v1/avatars/{hash}", operation_id = "get_avatar", tag = "Accounts",
    params(
        ("hash" = String, Path, description = "The `avatar` of a profile.", example = "9f86d081884c7d659a2feaa0c55ad015"),
        ("If-None-Match" = inline(Option<String>), Header, nullable = false, description = "The `ETag` of the picture that the client holds."),
    ),
    responses(
        (status = 200, description = "The picture, a square JPEG.", content_type = "image/jpeg",
            headers(("ETag" = String, description = "The hash."), ("Cache-Control" = String, description = "For good."))),
        (status = 304, description = "The client holds it already."),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(hash): Id<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let tag = format!("\"{hash}\"");
    let picture = app.messaging.avatar(&actor, hash).await?;
    let held = headers.get(IF_NONE_MATCH).is_some_and(|held| held.as_bytes() == tag.as_bytes());
    let cached = [(ETAG, tag), (CACHE_CONTROL, FOR_GOOD.to_owned())];
    if held {
        return Ok((StatusCode::NOT_MODIFIED, cached).into_response());
    }
    Ok((cached, [(CONTENT_TYPE, "image/jpeg")], picture).into_response())
}
