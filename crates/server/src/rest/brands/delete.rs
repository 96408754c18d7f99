//! `POST /v1/brand/deletion`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::brand::DeleteBrand;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Delete the brand with its data
///
/// For good, by an owner who says its handle. Its members and bots are out at once, and nobody can write to it. What it knew of its
/// customers, its tickets, notes, orders, articles, reports and settings are forgotten in the background. Its customers keep what was
/// said in their conversations, and the name of whom they said it to, which nobody else can take.
#[utoipa::path(
    post, path = "/v1/brand/deletion", operation_id = "delete_brand", tag = "Brands",
    request_body = DeleteBrand,
    responses((status = 204, description = "It is gone."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(said): Json<DeleteBrand>,
) -> Result<StatusCode, Failure> {
    app.engage.delete_brand(&actor, said).await?;
    Ok(StatusCode::NO_CONTENT)
}
