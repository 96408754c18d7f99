//! `PUT /v1/brand/closing`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, TextInvalid};
use subrosa_proto::closing::ClosingSettings;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, TextInvalid]);

/// Set when pending tickets close
///
/// In place of what was set before. A pending ticket is resolved by itself when neither side has said anything for so many days; never one
/// whose customer waits for an answer. When it is switched on, or the days change, the days of all tickets begin anew.
#[utoipa::path(
    put, path = "/v1/brand/closing", operation_id = "set_closing", tag = "Brands",
    request_body = ClosingSettings,
    responses((status = 200, description = "When they close now.", body = ClosingSettings), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(settings): Json<ClosingSettings>,
) -> Result<Answer<ClosingSettings>, Failure> {
    Ok(Answer(app.engage.set_closing(&actor, settings).await?))
}
