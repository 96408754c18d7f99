//! `GET /v1/me/second-factor`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::second_factor::SecondFactor;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// Whether signing in asks for a code
#[utoipa::path(
    get, path = "/v1/me/second-factor", operation_id = "get_second_factor", tag = "Second factor",
    responses((status = 200, description = "Since when, and how many recovery codes are left.", body = SecondFactor), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<SecondFactor>, Failure> {
    Ok(Json(app.messaging.second_factor(&actor).await?))
}
