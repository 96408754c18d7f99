//! `POST /v1/brand/suppressions/many`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::suppression::{AddSuppressions, SuppressionsAdded};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Have no campaign write to many
///
/// At most 1,000 at once, as a list or as CSV; more go in by several requests. Each is added or refused alone, and the answer says which, in their order.
#[utoipa::path(
    post, path = "/v1/brand/suppressions/many", operation_id = "add_suppressions", tag = "Campaigns",
    request_body = AddSuppressions,
    responses((status = 200, description = "What became of each.", body = SuppressionsAdded), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(many): Json<AddSuppressions>,
) -> Result<Answer<SuppressionsAdded>, Failure> {
    Ok(Answer(app.engage.add_suppressions(&actor, many).await?))
}
