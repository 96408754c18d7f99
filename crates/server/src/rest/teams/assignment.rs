//! `GET /v1/brand/assignment`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::team::Assignment;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// How tickets of no team are given to members
///
/// By hand, unless something else was set. A team may have a rule of its own.
#[utoipa::path(
    get, path = "/v1/brand/assignment", operation_id = "get_assignment", tag = "Brands",
    responses((status = 200, description = "The rule.", body = Assignment), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<Assignment>, Failure> {
    Ok(Json(app.engage.assignment(&actor).await?))
}
