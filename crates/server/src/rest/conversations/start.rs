//! `POST /v1/conversations`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{RecipientUnavailable, SelfConversation};
use subrosa_proto::conversation::{ConversationWithEvents, StartConversation};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[RecipientUnavailable, SelfConversation]);

/// Begin, or find, the conversation with a person
///
/// There is one conversation for each pair of people, so a repetition finds what the first made and needs no Idempotency-Key.
/// The other person sees the conversation with its first message.
#[utoipa::path(
    post, path = "/v1/conversations", operation_id = "start_conversation", tag = "Conversations",
    request_body = StartConversation,
    responses(
        (status = 201, description = "Begun.", body = ConversationWithEvents),
        (status = 200, description = "It was there already.", body = ConversationWithEvents),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<StartConversation>,
) -> Result<(StatusCode, axum::Json<ConversationWithEvents>), Failure> {
    let (conversation, created) = app.messaging.start_conversation(&actor, request).await?;
    let status = if created { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, axum::Json(conversation)))
}
