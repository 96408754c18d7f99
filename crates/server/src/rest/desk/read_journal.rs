//! `GET /v1/conversations/{conversation}/journal`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::journal::{JournalPage, JournalRequest};

use crate::App;
use crate::http::{Caller, Failure, Id, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// Read the journal
///
/// What the brand's members wrote and did in a conversation, a page at a time.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/journal", operation_id = "read_journal", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation."), JournalRequest),
    responses((status = 200, description = "A page of the journal.", body = JournalPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Query(request): Query<JournalRequest>,
) -> Result<Json<JournalPage>, Failure> {
    Ok(Json(app.messaging.read_journal(&actor, conversation, request).await?))
}
