//! `GET /v1/brand/attributes`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::contact::AttributeList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The brand's attributes
///
/// In the order of their making.
#[utoipa::path(
    get, path = "/v1/brand/attributes", operation_id = "list_attributes", tag = "Customers",
    responses((status = 200, description = "The attributes.", body = AttributeList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<AttributeList>, Failure> {
    Ok(Json(app.engage.attributes(&actor).await?))
}
