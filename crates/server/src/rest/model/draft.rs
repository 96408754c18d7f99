//! `POST /v1/conversations/{conversation}/model/draft`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{ModelFailed, ModelOff, ModelSpent, NotFound};
use subrosa_proto::model::DraftedReply;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[ModelFailed, ModelOff, ModelSpent, NotFound]);

/// Draft a reply
///
/// The language model's, from the newest messages and what the brand's published articles say to them. It may be wrong: a member reads
/// it, and sends what they make of it. Kept nowhere, sent to nobody.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/model/draft", operation_id = "draft_reply", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer.")),
    responses((status = 200, description = "The draft.", body = DraftedReply), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
) -> Result<Json<DraftedReply>, Failure> {
    Ok(Json(app.engage.draft_reply(&actor, conversation).await?))
}
