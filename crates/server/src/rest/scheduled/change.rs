//! `PUT /v1/conversations/{conversation}/scheduled/{reply}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{BodyInvalid, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid};
use subrosa_proto::sending::{ChangeScheduled, ScheduledReply};
use subrosa_proto::{ConversationId, ScheduledId};

use crate::App;
use crate::http::{Caller, Failure, Ids, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[BodyInvalid, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid]);

/// Write a scheduled reply anew
///
/// From then on it is sent in the name of the member who asks, and answers all that the customer has said so far. What was held waits again.
#[utoipa::path(
    put, path = "/v1/conversations/{conversation}/scheduled/{reply}", operation_id = "change_scheduled", tag = "Inbox",
    params(
        ("conversation" = ConversationId, Path, description = "The conversation with the customer."),
        ("reply" = ScheduledId, Path, description = "The reply that waits."),
    ),
    request_body = ChangeScheduled,
    responses((status = 200, description = "The reply as it is now.", body = ScheduledReply), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, id): Ids<ConversationId, ScheduledId>,
    Json(wanted): Json<ChangeScheduled>,
) -> Result<Answer<ScheduledReply>, Failure> {
    Ok(Answer(app.messaging.change_scheduled(&actor, conversation, id, wanted).await?))
}
