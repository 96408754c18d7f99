//! `GET /v1/snapshot`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::sync::Snapshot;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The state to begin from
///
/// The account, its last changed conversations, and the cursor from which `GET /v1/sync` continues. Further conversations
/// are listed by `GET /v1/conversations?after=`.
#[utoipa::path(
    get, path = "/v1/snapshot", operation_id = "snapshot", tag = "Sync",
    responses((status = 200, description = "State and cursor, from one consistent read.", body = Snapshot), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<Snapshot>, Failure> {
    Ok(Json(app.messaging.snapshot(&actor).await?))
}
