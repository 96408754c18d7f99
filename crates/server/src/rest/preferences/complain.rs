//! `POST /v1/conversations/{conversation}/complaints`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::consent::{Complain, Preferences};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[NotFound]);

/// Say that a promotion is unwanted
///
/// One that you got and that was not taken back. All that you agreed to hear of from this brand ends, none of its campaigns writes to you any more, and the brand
/// sees that you said so. Saying it again changes nothing. Switching one of its topics on takes it back.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/complaints", operation_id = "complain", tag = "Conversations",
    params(("conversation" = ConversationId, Path, description = "Your conversation with the brand.")),
    request_body = Complain,
    responses((status = 200, description = "What you hear of now.", body = Preferences), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(complaint): Json<Complain>,
) -> Result<Answer<Preferences>, Failure> {
    Ok(Answer(app.engage.complain(&actor, conversation, complaint).await?))
}
