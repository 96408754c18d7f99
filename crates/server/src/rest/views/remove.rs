//! `DELETE /v1/brand/views/{view}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::ViewId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Remove a view
///
/// Its tickets stay what they are.
#[utoipa::path(
    delete, path = "/v1/brand/views/{view}", operation_id = "remove_view", tag = "Inbox",
    params(("view" = ViewId, Path, description = "The view.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<ViewId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_view(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
