//! `PUT /v1/brand/survey`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, TextInvalid};
use subrosa_proto::survey::SurveySettings;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, TextInvalid]);

/// Set how customers are asked
///
/// In place of what was set before. Customers are asked in the conversation, some time after a ticket in which someone answered was
/// resolved, if it still is; once about each ticket, and never more often than the days of quiet allow. Their answer is a message that
/// opens no ticket. Switched off, nobody is asked any more, those whose time was still to come included.
#[utoipa::path(
    put, path = "/v1/brand/survey", operation_id = "set_survey", tag = "Brands",
    request_body = SurveySettings,
    responses((status = 200, description = "How the brand asks now.", body = SurveySettings), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(settings): Json<SurveySettings>,
) -> Result<Answer<SurveySettings>, Failure> {
    Ok(Answer(app.engage.set_survey(&actor, settings).await?))
}
