//! `PATCH /v1/brand/members/{account}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::{InvalidParameter, LabelInvalid, LastOwner, NotFound};
use subrosa_proto::brand::MemberChange;

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, LabelInvalid, LastOwner, NotFound]);

/// Change what a member does
///
/// Their role, with which their sessions for the brand begin anew, how many tickets they hold at most, and which labels they are good at. Only owners make and change
/// owners.
#[utoipa::path(
    patch, path = "/v1/brand/members/{account}", operation_id = "change_member", tag = "Brands",
    params(("account" = AccountId, Path, description = "The member's own account.")),
    request_body = MemberChange,
    responses((status = 204, description = "Changed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(account): Id<AccountId>,
    Json(change): Json<MemberChange>,
) -> Result<StatusCode, Failure> {
    app.engage.change_member(&actor, account, change).await?;
    Ok(StatusCode::NO_CONTENT)
}
