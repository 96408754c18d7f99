//! `GET /v1/brand/views`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::view::ViewList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The member's views of the inbox
///
/// Those of all members, then the member's own, each in their order. Their tickets are listed by `GET /v1/tickets?view=…`.
#[utoipa::path(
    get, path = "/v1/brand/views", operation_id = "list_views", tag = "Inbox",
    responses((status = 200, description = "The views.", body = ViewList), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<ViewList>, Failure> {
    Ok(Json(app.engage.views(&actor).await?))
}
