//! `GET /v1/reports/levels`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::level_report::LevelReport;
use subrosa_proto::report::ReportRequest;

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// What was kept of service levels
///
/// How often each target was kept and how often it was breached: in all beside as many days before, by day, and by policy. The tickets
/// behind a figure are those of `list_report_tickets`.
#[utoipa::path(
    get, path = "/v1/reports/levels", operation_id = "get_level_report", tag = "Reports",
    params(ReportRequest),
    responses((status = 200, description = "The report.", body = LevelReport), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<ReportRequest>,
) -> Result<Json<LevelReport>, Failure> {
    Ok(Json(app.engage.level_report(&actor, request).await?))
}
