//! `GET /v1/brand/labels`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::inbox::LabelList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The labels that the brand uses
///
/// Every label that was ever put on one of its tickets, up to 1,000.
#[utoipa::path(
    get, path = "/v1/brand/labels", operation_id = "list_labels", tag = "Inbox",
    responses((status = 200, description = "The labels.", body = LabelList), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<LabelList>, Failure> {
    Ok(Json(app.engage.labels(&actor).await?))
}
