//! `GET /v1/reports/labels`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::report::{LabelReport, ReportRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// Resolutions by label
///
/// By the labels that the tickets had when they were resolved.
#[utoipa::path(
    get, path = "/v1/reports/labels", operation_id = "get_label_report", tag = "Reports",
    params(ReportRequest),
    responses((status = 200, description = "The labels.", body = LabelReport), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<ReportRequest>,
) -> Result<Json<LabelReport>, Failure> {
    Ok(Json(app.engage.label_report(&actor, request).await?))
}
