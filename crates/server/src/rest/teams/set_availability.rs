//! `PUT /v1/brand/availability`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::team::Availability;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON);

/// Say whether one takes new work now
///
/// For the member who asks, until it is said otherwise. Whoever has had no session for ten minutes is away without saying so. What a member
/// holds stays theirs.
#[utoipa::path(
    put, path = "/v1/brand/availability", operation_id = "set_availability", tag = "Brands",
    request_body = Availability,
    responses((status = 204, description = "Kept."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(wanted): Json<Availability>,
) -> Result<StatusCode, Failure> {
    app.engage.set_availability(&actor, wanted).await?;
    Ok(StatusCode::NO_CONTENT)
}
