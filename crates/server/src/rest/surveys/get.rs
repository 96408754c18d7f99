//! `GET /v1/brand/survey`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::survey::SurveySettings;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// How customers are asked
///
/// What the brand asks once a ticket is resolved; off, with words to begin with, where nothing was set.
#[utoipa::path(
    get, path = "/v1/brand/survey", operation_id = "get_survey", tag = "Brands",
    responses((status = 200, description = "How the brand asks.", body = SurveySettings), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<SurveySettings>, Failure> {
    Ok(Json(app.engage.survey(&actor).await?))
}
