//! `GET /v1/brand/attributes/{attribute}/fit`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::contact::{AttributeFit, AttributeFitRequest};

use crate::App;
use crate::http::{Caller, Failure, Id, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// Try another kind on an attribute
///
/// How many values there are, how many of them would not fit, and some of those. Nothing is changed.
#[utoipa::path(
    get, path = "/v1/brand/attributes/{attribute}/fit", operation_id = "try_attribute_kind", tag = "Customers",
    params(
        ("attribute" = String, Path, description = "Its name.", pattern = "^[a-z][a-z0-9_]{0,39}$", example = "tier"),
        AttributeFitRequest,
    ),
    responses((status = 200, description = "How its values would fit.", body = AttributeFit), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(name): Id<String>,
    Query(request): Query<AttributeFitRequest>,
) -> Result<Json<AttributeFit>, Failure> {
    Ok(Json(app.engage.attribute_fit(&actor, name, request.kind).await?))
}
