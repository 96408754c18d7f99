//! `POST /v1/conversations/{conversation}/templates/{template}/preview`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{BodyInvalid, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid};
use subrosa_proto::template::{PreviewTemplate, TemplatePreview};

use crate::App;
use crate::http::{Caller, Failure, Ids, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[BodyInvalid, InvalidParameter, NotFound, RecipientUnavailable, TextInvalid]);

/// See what a message template would say
///
/// To the customer of this conversation, letter by letter, and what has to be given before it can be sent. Nothing is sent.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/templates/{template}/preview", operation_id = "preview_template",
    tag = "Inbox",
    params(
        ("conversation" = ConversationId, Path, description = "The conversation."),
        ("template" = String, Path, description = "Its name.", pattern = "^[a-z][a-z0-9_]{0,39}$", example = "delivery_news"),
    ),
    request_body = PreviewTemplate,
    responses((status = 200, description = "What would be sent.", body = TemplatePreview), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, name): Ids<ConversationId, String>,
    Json(wanted): Json<PreviewTemplate>,
) -> Result<Answer<TemplatePreview>, Failure> {
    Ok(Answer(app.engage.preview_template(&actor, (conversation, name), wanted).await?))
}
