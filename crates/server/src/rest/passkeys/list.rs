//! `GET /v1/me/passkeys`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::passkey::PasskeyList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// One's passkeys
#[utoipa::path(
    get, path = "/v1/me/passkeys", operation_id = "list_passkeys", tag = "Passkeys",
    responses((status = 200, description = "The passkeys, oldest first.", body = PasskeyList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<PasskeyList>, Failure> {
    Ok(Json(app.messaging.list_passkeys(&actor).await?))
}
