//! `PUT /v1/brand/hours`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::HoursInvalid;
use subrosa_proto::hours::{BusinessHours, Hours};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[HoursInvalid]);

/// Set when the brand is open
///
/// In place of what was set before. Reports count their days by the clocks of the time zone, those of the past included.
#[utoipa::path(
    put, path = "/v1/brand/hours", operation_id = "set_hours", tag = "Brands",
    request_body = BusinessHours,
    responses((status = 200, description = "The hours as they are now.", body = Hours), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(hours): Json<BusinessHours>,
) -> Result<Answer<Hours>, Failure> {
    Ok(Answer(app.engage.set_hours(&actor, hours).await?))
}
