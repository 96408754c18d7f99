//! `PUT /v1/brand/service-levels`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::level::ServiceLevels;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Set the service levels
///
/// In place of those before. The first policy that fits a ticket's priority and labels holds for it; the clocks of what it promises
/// stand on the ticket (`promise`), and the journal says when something is due soon, breached or kept. Clocks that run already stay as
/// they were promised, unless their policy is gone.
#[utoipa::path(
    put, path = "/v1/brand/service-levels", operation_id = "set_service_levels", tag = "Brands",
    request_body = ServiceLevels,
    responses((status = 200, description = "What the brand promises now.", body = ServiceLevels), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(levels): Json<ServiceLevels>,
) -> Result<Answer<ServiceLevels>, Failure> {
    Ok(Answer(app.engage.set_service_levels(&actor, levels).await?))
}
