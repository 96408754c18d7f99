//! `GET /v1/info`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::account::ServerInfo;

use crate::App;
use crate::rest::problems::{ANY, problems};

problems!(ANY);

/// What a client needs to know before anyone signs in
///
/// The only command, apart from signing up and in, that needs no session.
#[utoipa::path(
    get, path = "/v1/info", operation_id = "get_info", tag = "Server",
    responses((status = 200, description = "The installation.", body = ServerInfo), Problems),
    security(()),
)]
pub(in crate::rest) async fn handle(State(app): State<App>) -> Json<ServerInfo> {
    Json(app.messaging.info())
}
