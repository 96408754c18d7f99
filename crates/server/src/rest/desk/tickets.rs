//! `GET /v1/conversations/{conversation}/tickets`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::inbox::{TicketHistory, TicketHistoryRequest};

use crate::App;
use crate::http::{Caller, Failure, Id, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// The tickets of one conversation
///
/// The newest first: what the customer came with before. For the next page say the last one's id as `before`.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/tickets", operation_id = "list_conversation_tickets", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation."), TicketHistoryRequest),
    responses((status = 200, description = "Its tickets.", body = TicketHistory), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Query(request): Query<TicketHistoryRequest>,
) -> Result<Json<TicketHistory>, Failure> {
    Ok(Json(app.messaging.list_conversation_tickets(&actor, conversation, request).await?))
}
