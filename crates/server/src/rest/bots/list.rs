//! `GET /v1/brand/bots`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::bot::BotList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The brand's bots
///
/// The oldest first. What a customer writes to a thread that nobody has goes to the first live one that it starts.
#[utoipa::path(
    get, path = "/v1/brand/bots", operation_id = "list_bots", tag = "Bots",
    responses((status = 200, description = "The bots.", body = BotList), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<BotList>, Failure> {
    Ok(Json(app.engage.list_bots(&actor).await?))
}
