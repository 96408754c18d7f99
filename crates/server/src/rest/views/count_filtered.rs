//! `POST /v1/brand/views/count`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, LabelInvalid};
use subrosa_proto::view::{CountFiltered, FilteredCount};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, JSON, &[InvalidParameter, LabelInvalid]);

/// How many tickets a filter finds
///
/// Before a view with it is kept. Nothing is written.
#[utoipa::path(
    post, path = "/v1/brand/views/count", operation_id = "count_filtered", tag = "Inbox",
    request_body = CountFiltered,
    responses((status = 200, description = "The count.", body = FilteredCount), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(wanted): Json<CountFiltered>,
) -> Result<Answer<FilteredCount>, Failure> {
    Ok(Answer(app.engage.count_filtered(&actor, wanted).await?))
}
