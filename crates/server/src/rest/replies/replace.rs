//! `PUT /v1/brand/replies/{reply}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, LabelInvalid, NameTaken, NotFound, TextInvalid};
use subrosa_proto::ReplyId;
use subrosa_proto::brand::{SaveReply, SavedReply};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, LabelInvalid, NameTaken, NotFound, TextInvalid]);

/// Write a saved reply anew
///
/// Name, text and what it does take the place of what stood there.
#[utoipa::path(
    put, path = "/v1/brand/replies/{reply}", operation_id = "replace_reply", tag = "Inbox",
    params(("reply" = ReplyId, Path, description = "The reply.")),
    request_body = SaveReply,
    responses((status = 200, description = "The reply as it is now.", body = SavedReply), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<ReplyId>,
    Json(reply): Json<SaveReply>,
) -> Result<Answer<SavedReply>, Failure> {
    Ok(Answer(app.engage.replace_reply(&actor, id, reply).await?))
}
