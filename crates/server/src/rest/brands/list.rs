//! `GET /v1/brands`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::brand::MembershipList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The brands that one works for
///
/// Those that have invited one are among them.
#[utoipa::path(
    get, path = "/v1/brands", operation_id = "list_brands", tag = "Brands",
    responses((status = 200, description = "The brands, and one's role at each.", body = MembershipList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<MembershipList>, Failure> {
    Ok(Json(app.engage.memberships(&actor).await?))
}
