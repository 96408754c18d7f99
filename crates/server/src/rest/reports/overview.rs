//! `GET /v1/reports`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::report::{Report, ReportRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// A report
///
/// Totals beside those of as many days before, each day, and the hours of the week in which customers write. What each figure counts
/// stands in the guide to reports.
#[utoipa::path(
    get, path = "/v1/reports", operation_id = "get_report", tag = "Reports",
    params(ReportRequest),
    responses((status = 200, description = "The report.", body = Report), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<ReportRequest>,
) -> Result<Json<Report>, Failure> {
    Ok(Json(app.engage.report(&actor, request).await?))
}
