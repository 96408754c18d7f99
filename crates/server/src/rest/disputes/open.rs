//! `POST /v1/conversations/{conversation}/disputes`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{
    ClientIdConflict, DisputeRefused, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid,
};
use subrosa_proto::dispute::Dispute;
use subrosa_proto::dispute_commands::OpenDispute;

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(
    ANY,
    SIGNED_IN,
    CHANGE,
    JSON,
    &[ClientIdConflict, DisputeRefused, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid]
);

/// Open a dispute
///
/// By the customer, or by a member of the brand; about one of the orders known to be the customer's, or about none. The thread tells both of it. At
/// most 5 of a conversation are open at a time, one about an order. The same `client_id` again gives the first result.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/disputes", operation_id = "open_dispute", tag = "Disputes",
    params(("conversation" = ConversationId, Path, description = "The conversation of a customer with a brand.")),
    request_body = OpenDispute,
    responses((status = 201, description = "It is open.", body = Dispute), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(wanted): Json<OpenDispute>,
) -> Result<(StatusCode, Answer<Dispute>), Failure> {
    let dispute = app.messaging.open_dispute(&actor, conversation, wanted).await?;
    Ok((StatusCode::CREATED, Answer(dispute)))
}
