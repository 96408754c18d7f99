//! `GET /v1/conversations/{conversation}/retention`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::retention::CustomerRetention;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// For how long the brand keeps what is said
///
/// So that a customer knows it before anything was removed. Nothing where the brand has set no end to it, and in a conversation between people.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/retention", operation_id = "get_customer_retention", tag = "Conversations",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    responses((status = 200, description = "For how long.", body = CustomerRetention), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<Json<CustomerRetention>, Failure> {
    Ok(Json(app.engage.customer_retention(&actor, conversation).await?))
}
