//! `POST /v1/brand/bots/{bot}/tokens`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, TextInvalid};
use subrosa_proto::bot::{FreshBotToken, NewBotToken};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, TextInvalid]);

/// Make a token for a program of the brand's own
///
/// Whoever sends it as `Authorization: Bearer …` is the bot and acts for its brand, over REST and on the socket. Only this answer shows
/// it. A bot has at most 5.
#[utoipa::path(
    post, path = "/v1/brand/bots/{bot}/tokens", operation_id = "create_bot_token", tag = "Bots",
    params(("bot" = AccountId, Path, description = "The bot's account.")),
    request_body = NewBotToken,
    responses((status = 201, description = "Made.", body = FreshBotToken), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(bot): Id<AccountId>,
    Json(request): Json<NewBotToken>,
) -> Result<(StatusCode, Answer<FreshBotToken>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_bot_token(&actor, bot, request).await?)))
}
