//! `GET /v1/brand/exports`.

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use futures_util::stream::try_unfold;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::import::ExportRequest;

use crate::App;
use crate::http::{Caller, Failure, Query, csv};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// Take orders or customers out as CSV
///
/// UTF-8 (RFC 4180) with the names of the columns in the first line, which are the fields of an import: what is taken out can be brought
/// in again. A text that a spreadsheet would take for a formula has a `'` before it, which the import takes off. The answer comes as it
/// is read; one that breaks off is not whole.
#[utoipa::path(
    get, path = "/v1/brand/exports", operation_id = "export_customers", tag = "Customers",
    params(ExportRequest),
    responses(
        (status = 200, description = "The table.", content_type = "text/csv", body = String,
            headers(("Content-Disposition" = String, description = "A name for the file."))),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<ExportRequest>,
) -> Result<Response, Failure> {
    let export = app.engage.export_customers(&actor, request.kind).await?;
    let headers = csv::headers(export.name());
    // Where it fails in the middle, the connection ends before the body does.
    let pages = try_unfold(export, |mut export| async move {
        let page = export.next().await?;
        Ok::<_, subrosa_messaging::Error>(page.map(|page| (page, export)))
    });
    Ok((headers, Body::from_stream(pages)).into_response())
}
