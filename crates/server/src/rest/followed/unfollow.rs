//! `DELETE /v1/conversations/{conversation}/follow`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Follow a conversation no more
///
/// Doing it again changes nothing.
#[utoipa::path(
    delete, path = "/v1/conversations/{conversation}/follow", operation_id = "unfollow_conversation", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    responses((status = 204, description = "Done."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<StatusCode, Failure> {
    app.engage.unfollow(&actor, conversation).await?;
    Ok(StatusCode::NO_CONTENT)
}
