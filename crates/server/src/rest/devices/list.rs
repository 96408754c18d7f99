//! `GET /v1/me/devices`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::account::DeviceList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// One's signed-in devices
#[utoipa::path(
    get, path = "/v1/me/devices", operation_id = "list_devices", tag = "Me",
    responses((status = 200, description = "The devices.", body = DeviceList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<DeviceList>, Failure> {
    Ok(Json(app.messaging.list_devices(&actor).await?))
}
