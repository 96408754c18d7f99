//! `DELETE /v1/conversations/{conversation}/others/{other}`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::contact::Contact;

use crate::App;
use crate::http::{Caller, Failure, Ids};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Take back that another customer is the same person
///
/// The other one stands alone again, and everything is as it was.
#[utoipa::path(
    delete, path = "/v1/conversations/{conversation}/others/{other}", operation_id = "unmerge_contact",
    tag = "Customers",
    params(
        ("conversation" = ConversationId, Path, description = "The conversation with the customer."),
        ("other" = ConversationId, Path, description = "The conversation with the other one."),
    ),
    responses((status = 200, description = "The customer as known now.", body = Contact), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, other): Ids<ConversationId, ConversationId>,
) -> Result<Json<Contact>, Failure> {
    Ok(Json(app.engage.unmerge_contact(&actor, conversation, other).await?))
}
