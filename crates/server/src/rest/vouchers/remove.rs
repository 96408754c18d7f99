//! `DELETE /v1/brand/vouchers/{pool}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::VoucherPoolId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[InvalidParameter, NotFound]);

/// Remove a pool of vouchers
///
/// One without codes that has given none.
#[utoipa::path(
    delete, path = "/v1/brand/vouchers/{pool}", operation_id = "remove_voucher_pool", tag = "Campaigns",
    params(("pool" = VoucherPoolId, Path, description = "Which pool.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(pool): Id<VoucherPoolId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_voucher_pool(&actor, pool).await?;
    Ok(StatusCode::NO_CONTENT)
}
