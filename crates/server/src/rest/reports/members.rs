//! `GET /v1/reports/members`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::report::{MemberReport, ReportRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// What each member did
///
/// An agent gets what they did themselves.
#[utoipa::path(
    get, path = "/v1/reports/members", operation_id = "get_member_report", tag = "Reports",
    params(ReportRequest),
    responses((status = 200, description = "The members.", body = MemberReport), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<ReportRequest>,
) -> Result<Json<MemberReport>, Failure> {
    Ok(Json(app.engage.member_report(&actor, request).await?))
}
