//! `GET /v1/conversations/{conversation}/wait`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::wait::CustomerWait;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// How the customer's wait for a person stands
///
/// How many wait before them, once the brand told them that they wait; nothing when they do not wait, or in a conversation between people.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/wait", operation_id = "get_wait", tag = "Conversations",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    responses((status = 200, description = "How it stands.", body = CustomerWait), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<Json<CustomerWait>, Failure> {
    Ok(Json(app.messaging.customer_wait(&actor, conversation).await?))
}
