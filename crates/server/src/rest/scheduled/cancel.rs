//! `DELETE /v1/conversations/{conversation}/scheduled/{reply}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::{ConversationId, ScheduledId};

use crate::App;
use crate::http::{Caller, Failure, Ids};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Take a scheduled reply back
///
/// It waits no more and is not sent; the journal says who took it back.
#[utoipa::path(
    delete, path = "/v1/conversations/{conversation}/scheduled/{reply}", operation_id = "cancel_scheduled",
    tag = "Inbox",
    params(
        ("conversation" = ConversationId, Path, description = "The conversation with the customer."),
        ("reply" = ScheduledId, Path, description = "The reply that waits."),
    ),
    responses((status = 204, description = "Taken back."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, id): Ids<ConversationId, ScheduledId>,
) -> Result<StatusCode, Failure> {
    app.messaging.cancel_scheduled(&actor, conversation, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
