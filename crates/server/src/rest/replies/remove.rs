//! `DELETE /v1/brand/replies/{reply}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::ReplyId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Remove a saved reply
///
/// For good.
#[utoipa::path(
    delete, path = "/v1/brand/replies/{reply}", operation_id = "remove_reply", tag = "Inbox",
    params(("reply" = ReplyId, Path, description = "The reply.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<ReplyId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_reply(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
