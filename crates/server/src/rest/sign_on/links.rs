//! `GET /v1/me/sign-on`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::sign_on::SignOnLinks;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The identity providers that sign one in
#[utoipa::path(
    get, path = "/v1/me/sign-on", operation_id = "list_sign_on_links", tag = "Me",
    responses((status = 200, description = "The providers.", body = SignOnLinks), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<SignOnLinks>, Failure> {
    Ok(Json(app.messaging.sign_on_links(&actor).await?))
}
