//! `PUT /v1/brands/{brand}/membership`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::NotFound;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Accept an invitation
///
/// Doing it again changes nothing.
#[utoipa::path(
    put, path = "/v1/brands/{brand}/membership", operation_id = "join_brand", tag = "Brands",
    params(("brand" = AccountId, Path, description = "The brand.")),
    responses((status = 204, description = "One is a member."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(brand): Id<AccountId>,
) -> Result<StatusCode, Failure> {
    app.engage.join_brand(&actor, brand).await?;
    Ok(StatusCode::NO_CONTENT)
}
