//! `PATCH /v1/conversations/{conversation}/contact`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{IdentityTaken, InvalidParameter, NotFound};
use subrosa_proto::contact::{Contact, ContactChange};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[IdentityTaken, InvalidParameter, NotFound]);

/// Change what the brand knows of a customer
///
/// All or nothing; what is absent stays as it is. A verified identity is one customer's alone and brings the orders that carry it.
#[utoipa::path(
    patch, path = "/v1/conversations/{conversation}/contact", operation_id = "change_contact", tag = "Customers",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer.")),
    request_body = ContactChange,
    responses((status = 200, description = "The customer as known now.", body = Contact), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(change): Json<ContactChange>,
) -> Result<Answer<Contact>, Failure> {
    Ok(Answer(app.engage.change_contact(&actor, conversation, change).await?))
}
