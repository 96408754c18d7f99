//! `PUT /v1/brand/model`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::ModelOff;
use subrosa_proto::model::{BrandModel, ModelUses};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[ModelOff]);

/// Say what the language model is used for
///
/// In place of what was set before. What is switched on sends texts of customers and of the brand to the operator's endpoint: when a
/// member asks for a draft or a translation, and with `answers` when a customer asks a bot.
#[utoipa::path(
    put, path = "/v1/brand/model", operation_id = "set_model", tag = "Brands",
    request_body = ModelUses,
    responses((status = 200, description = "What it is used for now.", body = BrandModel), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(uses): Json<ModelUses>,
) -> Result<Answer<BrandModel>, Failure> {
    Ok(Answer(app.engage.set_brand_model(&actor, uses).await?))
}
