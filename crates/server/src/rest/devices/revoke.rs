//! `DELETE /v1/me/devices/{device}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::DeviceId;
use subrosa_proto::ErrorCode::NotFound;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Sign one of one's devices out
///
/// Its token is no longer valid and its open sockets end.
#[utoipa::path(
    delete, path = "/v1/me/devices/{device}", operation_id = "revoke_device", tag = "Me",
    params(("device" = DeviceId, Path, description = "The device.")),
    responses((status = 204, description = "Signed out."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(device): Id<DeviceId>,
) -> Result<StatusCode, Failure> {
    app.messaging.revoke_device(&actor, device).await?;
    Ok(StatusCode::NO_CONTENT)
}
