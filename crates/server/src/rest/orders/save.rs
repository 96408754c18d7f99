//! `PUT /v1/brand/orders`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::order::{SaveOrders, SavedOrders};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Tell orders
///
/// Up to 100, each new or in place of what was told before under the same `reference`. One that is older than what is known is left
/// aside, and one that can't be used is refused alone, with the reason; so telling the same again does no harm.
#[utoipa::path(
    put, path = "/v1/brand/orders", operation_id = "save_orders", tag = "Customers",
    request_body = SaveOrders,
    responses((status = 200, description = "What became of each.", body = SavedOrders), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<SaveOrders>,
) -> Result<Answer<SavedOrders>, Failure> {
    Ok(Answer(app.engage.save_orders(&actor, request).await?))
}
