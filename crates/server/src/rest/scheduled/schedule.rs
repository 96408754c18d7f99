//! `POST /v1/conversations/{conversation}/scheduled`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{
    BodyInvalid, ClientIdConflict, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid,
};
use subrosa_proto::sending::{ScheduleReply, ScheduledReply};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(
    ANY,
    SIGNED_IN,
    CHANGE,
    JSON,
    &[BodyInvalid, ClientIdConflict, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid]
);

/// Schedule a reply
///
/// It is sent once when its moment has come, in the name of the member who asks, at most some seconds late. It is held instead, and says why, when
/// that member answers customers no more, the thread has gone to someone else, the customer can't be reached or, unless said otherwise, has
/// written before. At most 20 wait in a conversation, each within a year. The same `client_id` again gives the first result.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/scheduled", operation_id = "schedule_reply", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer.")),
    request_body = ScheduleReply,
    responses((status = 201, description = "It waits.", body = ScheduledReply), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(wanted): Json<ScheduleReply>,
) -> Result<(StatusCode, Answer<ScheduledReply>), Failure> {
    let kept = app.messaging.schedule_reply(&actor, conversation, wanted).await?;
    Ok((StatusCode::CREATED, Answer(kept)))
}
