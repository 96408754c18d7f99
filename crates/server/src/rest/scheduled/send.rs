//! `POST /v1/conversations/{conversation}/scheduled/{reply}/send`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::{NotFound, RecipientUnavailable};
use subrosa_proto::event::Sent;
use subrosa_proto::{ConversationId, ScheduledId};

use crate::App;
use crate::http::{Caller, Failure, Ids};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound, RecipientUnavailable]);

/// Send a scheduled reply now
///
/// In the name of the member who asks. It waits no more.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/scheduled/{reply}/send", operation_id = "send_scheduled",
    tag = "Inbox",
    params(
        ("conversation" = ConversationId, Path, description = "The conversation with the customer."),
        ("reply" = ScheduledId, Path, description = "The reply that waits."),
    ),
    responses((status = 200, description = "It is sent.", body = Sent), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, id): Ids<ConversationId, ScheduledId>,
) -> Result<Json<Sent>, Failure> {
    Ok(Json(app.messaging.send_scheduled(&actor, conversation, id).await?))
}
