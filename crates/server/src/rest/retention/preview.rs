//! `GET /v1/brand/retention/preview`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::retention::{RetentionPreview, RetentionRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// What would be removed
///
/// Of how many conversations something would be removed at once, how many files and how many custom events, if they were kept for so many
/// days. Nothing is changed.
#[utoipa::path(
    get, path = "/v1/brand/retention/preview", operation_id = "preview_retention", tag = "Brands",
    params(RetentionRequest),
    responses((status = 200, description = "How many.", body = RetentionPreview), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<RetentionRequest>,
) -> Result<Answer<RetentionPreview>, Failure> {
    Ok(Answer(app.engage.preview_retention(&actor, request).await?))
}
