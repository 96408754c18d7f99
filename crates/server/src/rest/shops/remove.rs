//! `DELETE /v1/brand/shops/{shop}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::shop::ShopKind;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Let a shop tell no more orders
///
/// Its secret is forgotten; what it told stays.
#[utoipa::path(
    delete, path = "/v1/brand/shops/{shop}", operation_id = "remove_shop", tag = "Customers",
    params(("shop" = ShopKind, Path, description = "In whose shape it tells orders.")),
    responses((status = 204, description = "Forgotten."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(kind): Id<ShopKind>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_shop(&actor, kind).await?;
    Ok(StatusCode::NO_CONTENT)
}
