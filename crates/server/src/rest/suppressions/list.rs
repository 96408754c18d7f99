//! `GET /v1/brand/suppressions`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::suppression::{SuppressionPage, SuppressionsRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// Whom no campaign writes to
///
/// The brand's suppression list, who was added last first. For members who may see campaigns and contacts.
#[utoipa::path(
    get, path = "/v1/brand/suppressions", operation_id = "list_suppressions", tag = "Campaigns",
    params(SuppressionsRequest),
    responses((status = 200, description = "A page of the list.", body = SuppressionPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<SuppressionsRequest>,
) -> Result<Json<SuppressionPage>, Failure> {
    Ok(Json(app.engage.suppressions(&actor, request).await?))
}
