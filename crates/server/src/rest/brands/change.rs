//! `PATCH /v1/brand`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::brand::{Brand, BrandChange};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Change how the brand works
///
/// Its name, picture and words are those of its account: `PATCH /v1/me` with the same `Subrosa-Account`.
#[utoipa::path(
    patch, path = "/v1/brand", operation_id = "change_brand", tag = "Brands",
    request_body = BrandChange,
    responses((status = 200, description = "The brand as it is now.", body = Brand), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(change): Json<BrandChange>,
) -> Result<Answer<Brand>, Failure> {
    Ok(Answer(app.engage.change_brand(&actor, change).await?))
}
