//! `PUT /v1/brand/shops/{shop}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::shop::{SaveShop, Shop, ShopKind};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Let a shop tell orders
///
/// By webhooks that it signs with this secret, sent to the `path` of the answer. An older secret is forgotten.
#[utoipa::path(
    put, path = "/v1/brand/shops/{shop}", operation_id = "save_shop", tag = "Customers",
    params(("shop" = ShopKind, Path, description = "In whose shape it tells orders.")),
    request_body = SaveShop,
    responses((status = 200, description = "The shop.", body = Shop), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(kind): Id<ShopKind>,
    Json(shop): Json<SaveShop>,
) -> Result<Answer<Shop>, Failure> {
    Ok(Answer(app.engage.save_shop(&actor, kind, shop).await?))
}
