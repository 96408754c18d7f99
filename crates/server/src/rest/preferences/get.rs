//! `GET /v1/conversations/{conversation}/preferences`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::consent::Preferences;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// What you hear of from a brand
///
/// Its topics, each on or off. What you never switched on is off.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/preferences", operation_id = "get_preferences", tag = "Conversations",
    params(("conversation" = ConversationId, Path, description = "Your conversation with the brand.")),
    responses((status = 200, description = "The topics.", body = Preferences), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<Json<Preferences>, Failure> {
    Ok(Json(app.engage.preferences(&actor, conversation).await?))
}
