//! `PUT /v1/brand/retention`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::retention::RetentionSettings;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Set for how long conversations are kept
///
/// In place of what was set before. What messages, files and notes say is removed for both sides so many days after their ticket was
/// resolved and anything last happened with it; that they were there, when and by whom, stays. Nothing is removed while a ticket of the
/// conversation is not resolved, or a dispute is open. Files may go earlier than the words. Custom events go so many days after they happened. What is
/// older already goes at once, and nothing brings it back: look ahead before.
#[utoipa::path(
    put, path = "/v1/brand/retention", operation_id = "set_retention", tag = "Brands",
    request_body = RetentionSettings,
    responses((status = 200, description = "For how long they are kept now.", body = RetentionSettings), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(settings): Json<RetentionSettings>,
) -> Result<Answer<RetentionSettings>, Failure> {
    Ok(Answer(app.engage.set_retention(&actor, settings).await?))
}
