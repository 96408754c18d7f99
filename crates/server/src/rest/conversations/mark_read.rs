//! `PUT /v1/conversations/{conversation}/read`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::conversation::MarkRead;

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Mark a conversation as read
///
/// Read marks only rise: a lower one than before changes nothing. The other person sees the mark.
#[utoipa::path(
    put, path = "/v1/conversations/{conversation}/read", operation_id = "mark_read", tag = "Conversations",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    request_body = MarkRead,
    responses((status = 204, description = "Marked."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(mark): Json<MarkRead>,
) -> Result<StatusCode, Failure> {
    app.messaging.mark_read(&actor, conversation, mark).await?;
    Ok(StatusCode::NO_CONTENT)
}
