//! `GET /v1/accounts/{handle}`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::RecipientUnavailable;
use subrosa_proto::sync::FoundAccount;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[RecipientUnavailable]);

/// Find a person by handle
#[utoipa::path(
    get, path = "/v1/accounts/{handle}", operation_id = "find_account", tag = "Accounts",
    params(("handle" = String, Path, description = "The person's handle, with or without `@`.", example = "grace")),
    responses((status = 200, description = "The person.", body = FoundAccount), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(handle): Id<String>,
) -> Result<Json<FoundAccount>, Failure> {
    Ok(Json(app.messaging.find_account(&actor, &handle).await?))
}
