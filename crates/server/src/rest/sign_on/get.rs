//! `GET /v1/brand/sign-on`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::sign_on::SignOn;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// The brand's identity provider
///
/// Without its secret. There is no such thing where the operator has not named the server's address.
#[utoipa::path(
    get, path = "/v1/brand/sign-on", operation_id = "get_sign_on", tag = "Brands",
    responses((status = 200, description = "The provider, if there is one, and what it has to know.", body = SignOn), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<SignOn>, Failure> {
    Ok(Json(app.engage.sign_on(&actor).await?))
}
