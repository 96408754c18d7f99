//! `DELETE /v1/brands/{brand}/membership`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::{LastOwner, NotFound};

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[LastOwner, NotFound]);

/// Leave a brand, or decline its invitation
///
/// The tickets that one held are nobody's again.
#[utoipa::path(
    delete, path = "/v1/brands/{brand}/membership", operation_id = "leave_brand", tag = "Brands",
    params(("brand" = AccountId, Path, description = "The brand.")),
    responses((status = 204, description = "One works for it no more."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(brand): Id<AccountId>,
) -> Result<StatusCode, Failure> {
    app.engage.leave_brand(&actor, brand).await?;
    Ok(StatusCode::NO_CONTENT)
}
