//! `GET /v1/conversations/{conversation}/disputes`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::dispute::DisputeList;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// The disputes of a conversation
///
/// For the customer and for the brand's members, the newest first; and the orders known to be the customer's, which one can be about. In a
/// conversation without a brand there are none: `not_found`.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/disputes", operation_id = "list_disputes", tag = "Disputes",
    params(("conversation" = ConversationId, Path, description = "The conversation of a customer with a brand.")),
    responses((status = 200, description = "The disputes.", body = DisputeList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<Json<DisputeList>, Failure> {
    Ok(Json(app.engage.disputes(&actor, conversation).await?))
}
