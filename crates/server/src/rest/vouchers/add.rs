//! `POST /v1/brand/vouchers/{pool}/codes`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::VoucherPoolId;
use subrosa_proto::voucher::{AddVouchers, VoucherPool};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Add vouchers
///
/// All of them or none: codes that are wrong, stand there twice, or are in the pool or were, are named, at most 20. At most 10,000 at once;
/// more go in by several requests. A pool has at most 1,000,000, given ones included.
#[utoipa::path(
    post, path = "/v1/brand/vouchers/{pool}/codes", operation_id = "add_vouchers", tag = "Campaigns",
    params(("pool" = VoucherPoolId, Path, description = "Which pool.")),
    request_body = AddVouchers,
    responses((status = 200, description = "The pool.", body = VoucherPool), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(pool): Id<VoucherPoolId>,
    Json(codes): Json<AddVouchers>,
) -> Result<Answer<VoucherPool>, Failure> {
    Ok(Answer(app.engage.add_vouchers(&actor, pool, codes).await?))
}
