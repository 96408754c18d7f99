//! `DELETE /v1/brand/bots/{bot}/tokens/{token}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::{AccountId, DeviceId};

use crate::App;
use crate::http::{Caller, Failure, Ids};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Revoke a token of a bot
///
/// It is no longer valid, and sockets that were opened with it end. Threads stay with the bot.
#[utoipa::path(
    delete, path = "/v1/brand/bots/{bot}/tokens/{token}", operation_id = "revoke_bot_token", tag = "Bots",
    params(
        ("bot" = AccountId, Path, description = "The bot's account."),
        ("token" = DeviceId, Path, description = "The token's id."),
    ),
    responses((status = 204, description = "Revoked."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(bot, token): Ids<AccountId, DeviceId>,
) -> Result<StatusCode, Failure> {
    app.engage.revoke_bot_token(&actor, bot, token).await?;
    Ok(StatusCode::NO_CONTENT)
}
