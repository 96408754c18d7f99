//! `POST /v1/brand/segments`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, TextInvalid};
use subrosa_proto::saved_segment::{SaveSegment, Segment};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, TextInvalid]);

/// Make a segment
///
/// A saved rule over contacts, given as JSON or as text.
#[utoipa::path(
    post, path = "/v1/brand/segments", operation_id = "create_segment", tag = "Segments",
    request_body = SaveSegment,
    responses((status = 201, description = "The segment.", body = Segment), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(segment): Json<SaveSegment>,
) -> Result<(StatusCode, Answer<Segment>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_segment(&actor, segment).await?)))
}
