//! `GET /v1/conversations/{conversation}/queue`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::team::QueuePlace;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// Where a ticket stands among those that wait for a member
///
/// How many of its team, or of those of no team, have waited longer.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/queue", operation_id = "get_queue_place", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    responses((status = 200, description = "Its place.", body = QueuePlace), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<Json<QueuePlace>, Failure> {
    Ok(Json(app.messaging.place_in_queue(&actor, conversation).await?))
}
