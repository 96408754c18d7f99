//! `GET /v1/conversations/{conversation}/events`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::event::{EventPage, PageRequest};

use crate::App;
use crate::http::{Caller, Failure, Id, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// A page of a conversation's log
///
/// Events before, after or around a `seq`, or the newest; oldest first.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/events", operation_id = "read_events", tag = "Messages",
    params(("conversation" = ConversationId, Path, description = "The conversation."), PageRequest),
    responses((status = 200, description = "The page.", body = EventPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Query(page): Query<PageRequest>,
) -> Result<Json<EventPage>, Failure> {
    Ok(Json(app.messaging.read_events(&actor, conversation, page).await?))
}
