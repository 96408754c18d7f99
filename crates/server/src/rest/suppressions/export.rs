//! `GET /v1/brand/suppressions/export`.

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use futures_util::stream::try_unfold;

use crate::App;
use crate::http::{Caller, Failure, csv};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The suppression list as CSV
///
/// UTF-8 (RFC 4180) with the names of the columns in the first line, as the list is added to: what is taken out comes in again. A text that a spreadsheet would
/// take for a formula has a `'` before it. The answer comes as it is read; one that breaks off is not whole.
#[utoipa::path(
    get, path = "/v1/brand/suppressions/export", operation_id = "export_suppressions", tag = "Campaigns",
    responses(
        (status = 200, description = "The table.", content_type = "text/csv", body = String,
            headers(("Content-Disposition" = String, description = "A name for the file."))),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Response, Failure> {
    let export = app.engage.export_suppressions(&actor).await?;
    // Where it fails in the middle, the connection ends before the body does.
    let pages = try_unfold(export, |mut export| async move {
        let page = export.next().await?;
        Ok::<_, subrosa_messaging::Error>(page.map(|page| (page, export)))
    });
    Ok((csv::headers("suppressions.csv"), Body::from_stream(pages)).into_response())
}
