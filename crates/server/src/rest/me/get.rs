//! `GET /v1/me`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::account::Me;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The signed-in account
#[utoipa::path(
    get, path = "/v1/me", operation_id = "get_me", tag = "Me",
    responses((status = 200, description = "The account, as its owner sees it.", body = Me), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<Me>, Failure> {
    Ok(Json(app.messaging.me(&actor).await?))
}
