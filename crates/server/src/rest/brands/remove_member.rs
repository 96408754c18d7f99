//! `DELETE /v1/brand/members/{account}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::{LastOwner, NotFound};

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[LastOwner, NotFound]);

/// Remove a member, or take an invitation back
///
/// Their sessions for the brand end at once, and the tickets that they held are nobody's again.
#[utoipa::path(
    delete, path = "/v1/brand/members/{account}", operation_id = "remove_member", tag = "Brands",
    params(("account" = AccountId, Path, description = "The member's own account.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(account): Id<AccountId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_member(&actor, account).await?;
    Ok(StatusCode::NO_CONTENT)
}
