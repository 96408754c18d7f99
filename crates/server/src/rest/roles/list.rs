//! `GET /v1/brand/roles`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::right::RoleList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// List the brand's own roles
///
/// Each with its rights and how many have it. Those that are built in are not among them.
#[utoipa::path(
    get, path = "/v1/brand/roles", operation_id = "list_roles", tag = "Brands",
    responses((status = 200, description = "The roles, by name.", body = RoleList), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<RoleList>, Failure> {
    Ok(Json(app.engage.roles(&actor).await?))
}
