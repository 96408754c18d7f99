//! `GET /v1/conversations`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::conversation::{ConversationPage, ListRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// One's conversations, the last changed first
///
/// Each comes with its newest events. `next` of a page is `after` of the request for the page behind it.
#[utoipa::path(
    get, path = "/v1/conversations", operation_id = "list_conversations", tag = "Conversations",
    params(ListRequest),
    responses((status = 200, description = "A page of the list.", body = ConversationPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<ListRequest>,
) -> Result<Json<ConversationPage>, Failure> {
    Ok(Json(app.messaging.list_conversations(&actor, request).await?))
}
