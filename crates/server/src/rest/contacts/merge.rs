//! `POST /v1/conversations/{conversation}/others`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::contact::{Contact, MergeContact};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Say that another customer is the same person
///
/// Their orders and timelines are shown together from then on, beside both threads. It is a link: nothing is moved, and it can be taken back.
/// At most 10 are one person.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/others", operation_id = "merge_contact", tag = "Customers",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer.")),
    request_body = MergeContact,
    responses((status = 200, description = "The customer as known now.", body = Contact), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(request): Json<MergeContact>,
) -> Result<Answer<Contact>, Failure> {
    Ok(Answer(app.engage.merge_contact(&actor, conversation, request).await?))
}
