//! `POST /v1/conversations/{conversation}/notes`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{BodyInvalid, ClientIdConflict, NotFound, TextInvalid};
use subrosa_proto::journal::{Noted, WriteNote};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[BodyInvalid, ClientIdConflict, NotFound, TextInvalid]);

/// Write a note
///
/// For the brand's members; the customer never sees it. `client_id` is its idempotency key, as for a message.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/notes", operation_id = "write_note", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    request_body = WriteNote,
    responses((status = 201, description = "The note stands there.", body = Noted), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(note): Json<WriteNote>,
) -> Result<(StatusCode, Answer<Noted>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.messaging.write_note(&actor, conversation, note).await?)))
}
