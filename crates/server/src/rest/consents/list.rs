//! `GET /v1/conversations/{conversation}/consents`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::consent::ConsentList;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// What a customer has agreed to
///
/// Every topic of the brand with the entry that counts. All entries are in the timeline.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/consents", operation_id = "list_consents", tag = "Customers",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer.")),
    responses((status = 200, description = "The topics, and how the customer stands to them.", body = ConsentList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<Json<ConsentList>, Failure> {
    Ok(Json(app.engage.consents(&actor, conversation).await?))
}
