//! `GET /v1/reports/export`.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::report::ReportExportRequest;

use crate::App;
use crate::http::{Caller, Failure, Query, csv};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// A report as CSV
///
/// UTF-8 (RFC 4180) with the names of the columns in the first line. A text that a spreadsheet would take for a formula has a `'` before it.
#[utoipa::path(
    get, path = "/v1/reports/export", operation_id = "export_report", tag = "Reports",
    params(ReportExportRequest),
    responses(
        (status = 200, description = "The table.", content_type = "text/csv", body = String,
            headers(("Content-Disposition" = String, description = "A name for the file."))),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<ReportExportRequest>,
) -> Result<Response, Failure> {
    let table = app.engage.export_report(&actor, request).await?;
    Ok((csv::headers(&table.name), table.text).into_response())
}
