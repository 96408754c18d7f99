//! `DELETE /v1/brand/sign-on`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Do without the brand's identity provider
///
/// Members stay members; those who have no password and no passkey can't sign in then.
#[utoipa::path(
    delete, path = "/v1/brand/sign-on", operation_id = "remove_sign_on", tag = "Brands",
    responses((status = 204, description = "Forgotten."), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<StatusCode, Failure> {
    app.engage.remove_sign_on(&actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
