//! `PUT /v1/conversations/{conversation}/follow`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[InvalidParameter, NotFound]);

/// Follow a conversation
///
/// From now on, or still, having seen all that is in it by now. Whoever follows one sees in their own queue what is new, without holding the
/// ticket.
#[utoipa::path(
    put, path = "/v1/conversations/{conversation}/follow", operation_id = "follow_conversation", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    responses((status = 204, description = "Done."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<StatusCode, Failure> {
    app.engage.follow(&actor, conversation).await?;
    Ok(StatusCode::NO_CONTENT)
}
