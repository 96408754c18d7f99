//! `DELETE /v1/brand/roles/{role}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{NotFound, RoleInUse};
use subrosa_proto::RoleId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound, RoleInUse]);

/// Remove a role
///
/// For good, once nobody has it: invitations count.
#[utoipa::path(
    delete, path = "/v1/brand/roles/{role}", operation_id = "remove_role", tag = "Brands",
    params(("role" = RoleId, Path, description = "The role.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<RoleId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_role(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
