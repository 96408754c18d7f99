//! `POST /v1/brand/vouchers`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, TextInvalid};
use subrosa_proto::voucher::{NewVoucherPool, VoucherPool};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, TextInvalid]);

/// Make a pool of vouchers
///
/// Without codes; they are added to it. A brand has at most 100.
#[utoipa::path(
    post, path = "/v1/brand/vouchers", operation_id = "create_voucher_pool", tag = "Campaigns",
    request_body = NewVoucherPool,
    responses((status = 201, description = "The pool.", body = VoucherPool), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(pool): Json<NewVoucherPool>,
) -> Result<(StatusCode, Answer<VoucherPool>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_voucher_pool(&actor, pool).await?)))
}
