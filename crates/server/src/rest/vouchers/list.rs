//! `GET /v1/brand/vouchers`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::voucher::VoucherPoolList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// List pools of vouchers
///
/// With how many codes each has left, and how many it has given.
#[utoipa::path(
    get, path = "/v1/brand/vouchers", operation_id = "list_voucher_pools", tag = "Campaigns",
    responses((status = 200, description = "The pools.", body = VoucherPoolList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<VoucherPoolList>, Failure> {
    Ok(Json(app.engage.voucher_pools(&actor).await?))
}
