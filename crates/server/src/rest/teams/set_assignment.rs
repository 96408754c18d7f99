//! `PUT /v1/brand/assignment`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::team::Assignment;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON);

/// Say how tickets of no team are given to members
///
/// What waits is given by it at once, to those who are available and hold less than they may.
#[utoipa::path(
    put, path = "/v1/brand/assignment", operation_id = "set_assignment", tag = "Brands",
    request_body = Assignment,
    responses((status = 200, description = "The rule as it is now.", body = Assignment), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(wanted): Json<Assignment>,
) -> Result<Answer<Assignment>, Failure> {
    Ok(Answer(app.engage.set_assignment(&actor, wanted).await?))
}
