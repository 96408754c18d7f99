//! `GET /v1/brand/templates`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::template::TemplateList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The brand's message templates
///
/// By title.
#[utoipa::path(
    get, path = "/v1/brand/templates", operation_id = "list_templates", tag = "Inbox",
    responses((status = 200, description = "The templates.", body = TemplateList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<TemplateList>, Failure> {
    Ok(Json(app.engage.templates(&actor).await?))
}
