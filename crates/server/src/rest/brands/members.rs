//! `GET /v1/brand/members`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::brand::MemberList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The members of the brand
///
/// Invited people are among them.
#[utoipa::path(
    get, path = "/v1/brand/members", operation_id = "list_members", tag = "Brands",
    responses((status = 200, description = "The members.", body = MemberList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<MemberList>, Failure> {
    Ok(Json(app.engage.members(&actor).await?))
}
