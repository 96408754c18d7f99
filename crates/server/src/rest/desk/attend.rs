//! `POST /v1/conversations/{conversation}/attention`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::brand::Attend;

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[NotFound]);

/// Tell one's colleagues that one is looking at a conversation
///
/// Repeat it every few seconds while it lasts; it is never stored.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/attention", operation_id = "attend", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    request_body = Attend,
    responses((status = 204, description = "Told."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(attend): Json<Attend>,
) -> Result<StatusCode, Failure> {
    app.engage.attend(&actor, conversation, attend).await?;
    Ok(StatusCode::NO_CONTENT)
}
