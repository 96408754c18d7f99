//! `POST /v1/conversations/{conversation}/typing`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{NotFound, RecipientUnavailable};

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound, RecipientUnavailable]);

/// Tell the other person that one is writing
///
/// Repeat it every few seconds while the person writes; it is never stored.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/typing", operation_id = "typing", tag = "Conversations",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    responses((status = 204, description = "Told, if the other person is here."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<StatusCode, Failure> {
    app.messaging.typing(&actor, conversation).await?;
    Ok(StatusCode::NO_CONTENT)
}
