//! `GET /v1/brand/replies`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::brand::SavedReplyList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The brand's saved replies
///
/// By name.
#[utoipa::path(
    get, path = "/v1/brand/replies", operation_id = "list_replies", tag = "Inbox",
    responses((status = 200, description = "The replies.", body = SavedReplyList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<SavedReplyList>, Failure> {
    Ok(Json(app.engage.replies(&actor).await?))
}
