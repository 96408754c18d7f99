//! `DELETE /v1/brand/vouchers/{pool}/codes`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::VoucherPoolId;
use subrosa_proto::voucher::VoucherPool;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Remove the vouchers that nobody has
///
/// What was given stays with whoever got it.
#[utoipa::path(
    delete, path = "/v1/brand/vouchers/{pool}/codes", operation_id = "remove_vouchers", tag = "Campaigns",
    params(("pool" = VoucherPoolId, Path, description = "Which pool.")),
    responses((status = 200, description = "The pool.", body = VoucherPool), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(pool): Id<VoucherPoolId>,
) -> Result<Json<VoucherPool>, Failure> {
    Ok(Json(app.engage.remove_vouchers(&actor, pool).await?))
}
