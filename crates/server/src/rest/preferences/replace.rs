//! `PUT /v1/conversations/{conversation}/preferences`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::consent::{Preferences, PromotionWishes};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Say how a brand is to write to you
///
/// How often it may send promotions, and in which language. Its topics stay as they are. It holds from the next one on.
#[utoipa::path(
    put, path = "/v1/conversations/{conversation}/preferences", operation_id = "set_preferences", tag = "Conversations",
    params(("conversation" = ConversationId, Path, description = "Your conversation with the brand.")),
    request_body = PromotionWishes,
    responses((status = 200, description = "What you hear of, and how.", body = Preferences), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(wanted): Json<PromotionWishes>,
) -> Result<Answer<Preferences>, Failure> {
    Ok(Answer(app.engage.set_preferences(&actor, conversation, wanted).await?))
}
