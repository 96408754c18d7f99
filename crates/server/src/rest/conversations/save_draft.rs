//! `PUT /v1/conversations/{conversation}/draft`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{NotFound, TextInvalid};
use subrosa_proto::conversation::SaveDraft;

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[NotFound, TextInvalid]);

/// Keep a draft
///
/// All of one's devices see it; the other person does not. Empty text removes it.
#[utoipa::path(
    put, path = "/v1/conversations/{conversation}/draft", operation_id = "save_draft", tag = "Conversations",
    params(("conversation" = ConversationId, Path, description = "The conversation.")),
    request_body = SaveDraft,
    responses((status = 204, description = "Kept."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(draft): Json<SaveDraft>,
) -> Result<StatusCode, Failure> {
    app.messaging.save_draft(&actor, conversation, draft).await?;
    Ok(StatusCode::NO_CONTENT)
}
