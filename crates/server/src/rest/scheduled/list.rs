//! `GET /v1/conversations/{conversation}/scheduled`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::sending::ScheduledList;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// The replies that wait in a conversation
///
/// Those that are held, too. The customer knows of none. It also says when the moments are that can be asked for by name.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/scheduled", operation_id = "list_scheduled", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer.")),
    responses((status = 200, description = "The replies.", body = ScheduledList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<Json<ScheduledList>, Failure> {
    Ok(Json(app.messaging.scheduled_replies(&actor, conversation).await?))
}
