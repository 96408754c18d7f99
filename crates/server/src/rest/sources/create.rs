//! `POST /v1/brand/sources`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, TextInvalid};
use subrosa_proto::source::{FreshSource, SaveSource};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, TextInvalid]);

/// Make a source
///
/// A system of the brand that tells what customers do: a shop, an app's server. This answer alone shows its write key, with which it makes
/// tracking calls.
#[utoipa::path(
    post, path = "/v1/brand/sources", operation_id = "create_source", tag = "Tracking",
    request_body = SaveSource,
    responses((status = 201, description = "The source, and its write key.", body = FreshSource), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(source): Json<SaveSource>,
) -> Result<(StatusCode, Answer<FreshSource>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_source(&actor, source).await?)))
}
