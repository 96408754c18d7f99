//! `GET /v1/conversations/{conversation}/contact`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::contact::Contact;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// What the brand knows of a customer
///
/// Profile, attributes, identities, the newest orders and what all of them add up to, in one answer.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/contact", operation_id = "get_contact", tag = "Customers",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer.")),
    responses((status = 200, description = "The customer.", body = Contact), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<Json<Contact>, Failure> {
    Ok(Json(app.engage.contact(&actor, conversation).await?))
}
