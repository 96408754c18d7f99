//! `PATCH /v1/conversations/{conversation}/ticket`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{LabelInvalid, NotFound, TicketRefused};
use subrosa_proto::ticket::{Thread, TicketChange};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[LabelInvalid, NotFound, TicketRefused]);

/// Change a conversation's newest ticket
///
/// What is absent stays as it is.
#[utoipa::path(
    patch, path = "/v1/conversations/{conversation}/ticket", operation_id = "change_ticket", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    request_body = TicketChange,
    responses((status = 200, description = "The brand's side of the conversation as it is now.", body = Thread), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(change): Json<TicketChange>,
) -> Result<Answer<Thread>, Failure> {
    Ok(Answer(app.messaging.change_ticket(&actor, conversation, change)?.await?.after))
}
