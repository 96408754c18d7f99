//! `GET /v1/brand/bots/{bot}/versions/{version}`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::bot::BotSource;

use crate::App;
use crate::http::{Caller, Failure, Ids};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// One version of a bot, with its flow file
#[utoipa::path(
    get, path = "/v1/brand/bots/{bot}/versions/{version}", operation_id = "get_bot_version", tag = "Bots",
    params(
        ("bot" = AccountId, Path, description = "The bot's account."),
        ("version" = i64, Path, minimum = 1, description = "The version."),
    ),
    responses((status = 200, description = "The version.", body = BotSource), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(bot, version): Ids<AccountId, i64>,
) -> Result<Json<BotSource>, Failure> {
    Ok(Json(app.engage.get_bot_version(&actor, bot, version).await?))
}
