//! `GET /v1/brand/bots/{bot}/tokens`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::bot::BotTokenList;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// The tokens of a bot
///
/// The oldest first, at most 5. What a token says was shown once, when it was made.
#[utoipa::path(
    get, path = "/v1/brand/bots/{bot}/tokens", operation_id = "list_bot_tokens", tag = "Bots",
    params(("bot" = AccountId, Path, description = "The bot's account.")),
    responses((status = 200, description = "Its tokens.", body = BotTokenList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(bot): Id<AccountId>,
) -> Result<Answer<BotTokenList>, Failure> {
    Ok(Answer(app.engage.list_bot_tokens(&actor, bot).await?))
}
