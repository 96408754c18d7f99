//! `POST /v1/brands`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{HandleInvalid, HandleTaken, TextInvalid};
use subrosa_proto::brand::{Brand, NewBrand};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[HandleInvalid, HandleTaken, TextInvalid]);

/// Make a brand
///
/// Whoever makes it is its owner. It is verified by the operator.
#[utoipa::path(
    post, path = "/v1/brands", operation_id = "create_brand", tag = "Brands",
    request_body = NewBrand,
    responses((status = 201, description = "Made.", body = Brand), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(brand): Json<NewBrand>,
) -> Result<(StatusCode, Answer<Brand>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_brand(&actor, brand).await?)))
}
