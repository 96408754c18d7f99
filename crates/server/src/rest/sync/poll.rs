//! `GET /v1/sync`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::{self, DeviceRevoked, InvalidCursor, InvalidParameter};
use subrosa_proto::sync::{SyncPage, SyncRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[DeviceRevoked, InvalidCursor, InvalidParameter]);

/// What changed after a cursor
///
/// With `wait`, an answer that would be empty is held back until something changes: for clients without sockets.
#[utoipa::path(
    get, path = "/v1/sync", operation_id = "sync", tag = "Sync",
    params(SyncRequest),
    responses((status = 200, description = "The entries, and the cursor behind them.", body = SyncPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<SyncRequest>,
) -> Result<Json<SyncPage>, Failure> {
    tokio::select! {
        biased;
        page = app.messaging.poll(&actor, request) => Ok(Json(page?)),
        // A stopping server does not wait for those who wait.
        () = app.drain.wait() => Err(Failure::new(ErrorCode::Draining)),
    }
}
