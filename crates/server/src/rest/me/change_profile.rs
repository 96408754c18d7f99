//! `PATCH /v1/me`.

use axum::extract::State;
use subrosa_proto::ErrorCode::TextInvalid;
use subrosa_proto::account::{Me, ProfileChange};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[TextInvalid]);

/// Change one's display name or bio
///
/// What is absent stays. Everyone with a conversation with the person gets the new profile.
#[utoipa::path(
    patch, path = "/v1/me", operation_id = "change_profile", tag = "Me",
    request_body = ProfileChange,
    responses((status = 200, description = "The account after the change.", body = Me), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(change): Json<ProfileChange>,
) -> Result<axum::Json<Me>, Failure> {
    Ok(axum::Json(app.messaging.change_profile(&actor, change).await?))
}
