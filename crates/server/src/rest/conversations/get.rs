//! `GET /v1/conversations/{conversation}`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::conversation::ConversationWithEvents;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// One conversation with its newest events
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}", operation_id = "get_conversation", tag = "Conversations",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    responses((status = 200, description = "The conversation.", body = ConversationWithEvents), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<Json<ConversationWithEvents>, Failure> {
    Ok(Json(app.messaging.get_conversation(&actor, conversation).await?))
}
