//! `POST /v1/conversations/{conversation}/messages`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{
    BodyInvalid, ClientIdConflict, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid, ThreadTaken,
};
use subrosa_proto::event::{SendMessage, Sent};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(
    ANY,
    SIGNED_IN,
    CHANGE,
    JSON,
    &[BodyInvalid, ClientIdConflict, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid, ThreadTaken]
);

/// Send a message
///
/// The answer means that the message is on disk. `client_id` is its idempotency key, for good: write it down before the first
/// try and repeat it until there is an answer.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/messages", operation_id = "send_message", tag = "Messages",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    request_body = SendMessage,
    responses(
        (status = 201, description = "Sent.", body = Sent),
        (status = 200, description = "It was sent before, under this `client_id`.", body = Sent),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(message): Json<SendMessage>,
) -> Result<(StatusCode, axum::Json<Sent>), Failure> {
    let once = app.messaging.send_message(&actor, conversation, &message)?.await?;
    let status = if once.repeated { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, axum::Json(once.sent)))
}
