//! `POST /v1/brand/replies`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, LabelInvalid, NameTaken, TextInvalid};
use subrosa_proto::brand::{SaveReply, SavedReply};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, LabelInvalid, NameTaken, TextInvalid]);

/// Keep a reply
///
/// Its name is unique in the brand. What it does besides being said (`then`) is shown by a client before it is sent, and asked for after the
/// message by `PATCH /v1/conversations/{conversation}/ticket`.
#[utoipa::path(
    post, path = "/v1/brand/replies", operation_id = "create_reply", tag = "Inbox",
    request_body = SaveReply,
    responses((status = 201, description = "Kept.", body = SavedReply), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(reply): Json<SaveReply>,
) -> Result<(StatusCode, Answer<SavedReply>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_reply(&actor, reply).await?)))
}
