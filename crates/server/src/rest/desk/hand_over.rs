//! `POST /v1/conversations/{conversation}/handover`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, TextInvalid, ThreadTaken, TicketRefused};
use subrosa_proto::journal::HandOver;

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, TextInvalid, ThreadTaken, TicketRefused]);

/// Give a thread away, for programs that answer as a bot
///
/// To one member, or to whoever of the people comes first, with what they should know. The customer waits for them from now on, and the
/// ticket stays with people until one of them gives it to a bot again.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/handover", operation_id = "hand_over", tag = "Bots",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    request_body = HandOver,
    responses((status = 204, description = "Given away."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(request): Json<HandOver>,
) -> Result<StatusCode, Failure> {
    app.messaging.hand_over(&actor, conversation, request).await?;
    Ok(StatusCode::NO_CONTENT)
}
