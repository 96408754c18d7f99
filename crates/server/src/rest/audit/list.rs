//! `GET /v1/brand/audit`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::audit::{AuditPage, AuditRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// Read the audit log
///
/// Who of the brand looked at what is personal, and who changed how the brand works, the newest first. Looking at the same again within an hour
/// is noted once. For owners and admins.
#[utoipa::path(
    get, path = "/v1/brand/audit", operation_id = "list_audit", tag = "Brands",
    params(AuditRequest),
    responses((status = 200, description = "A page of the log.", body = AuditPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<AuditRequest>,
) -> Result<Json<AuditPage>, Failure> {
    Ok(Json(app.engage.audit(&actor, request).await?))
}
