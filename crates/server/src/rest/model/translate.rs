//! `POST /v1/conversations/{conversation}/model/translation`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{InvalidParameter, ModelFailed, ModelOff, ModelSpent, NotFound, TextInvalid};
use subrosa_proto::model::{Translate, Translated};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, ModelFailed, ModelOff, ModelSpent, NotFound, TextInvalid]);

/// Translate
///
/// A message of the conversation, or words that are being written, by the language model; into a language, or into the one in which
/// the customer writes. It may be wrong. Kept nowhere, sent to nobody.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/model/translation", operation_id = "translate", tag = "Inbox",
    params(("conversation" = ConversationId, Path, description = "The conversation with the customer.")),
    request_body = Translate,
    responses((status = 200, description = "The translation.", body = Translated), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Json(wanted): Json<Translate>,
) -> Result<Answer<Translated>, Failure> {
    Ok(Answer(app.engage.translate(&actor, conversation, wanted).await?))
}
