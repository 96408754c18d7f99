//! `DELETE /v1/me/avatar`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::account::Me;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE);

/// Remove one's avatar
#[utoipa::path(
    delete, path = "/v1/me/avatar", operation_id = "remove_avatar", tag = "Me",
    responses((status = 200, description = "The account after the change.", body = Me), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<Me>, Failure> {
    Ok(Json(app.messaging.remove_avatar(&actor).await?))
}
