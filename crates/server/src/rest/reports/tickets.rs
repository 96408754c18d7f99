//! `GET /v1/reports/tickets`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, LabelInvalid, NotFound};
use subrosa_proto::report::{ReportTickets, ReportTicketsRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, LabelInvalid, NotFound]);

/// The tickets behind a figure
///
/// Each time that it happened, the newest first: all pages together have as many as the figure says. `next` of a page is `after` of
/// the request for the page behind it.
#[utoipa::path(
    get, path = "/v1/reports/tickets", operation_id = "list_report_tickets", tag = "Reports",
    params(ReportTicketsRequest),
    responses((status = 200, description = "A page of them.", body = ReportTickets), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<ReportTicketsRequest>,
) -> Result<Json<ReportTickets>, Failure> {
    Ok(Json(app.engage.report_tickets(&actor, request).await?))
}
