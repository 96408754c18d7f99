//! `DELETE /v1/brand/bots/{bot}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::NotFound;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Remove a bot
///
/// With all its versions. Threads that it has go to people; what it said stays.
#[utoipa::path(
    delete, path = "/v1/brand/bots/{bot}", operation_id = "remove_bot", tag = "Bots",
    params(("bot" = AccountId, Path, description = "The bot's account.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(bot): Id<AccountId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_bot(&actor, bot).await?;
    Ok(StatusCode::NO_CONTENT)
}
