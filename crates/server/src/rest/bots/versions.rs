//! `GET /v1/brand/bots/{bot}/versions`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::bot::BotVersionList;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// A bot's versions
///
/// The newest hundred, the newest first.
#[utoipa::path(
    get, path = "/v1/brand/bots/{bot}/versions", operation_id = "list_bot_versions", tag = "Bots",
    params(("bot" = AccountId, Path, description = "The bot's account.")),
    responses((status = 200, description = "The versions.", body = BotVersionList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(bot): Id<AccountId>,
) -> Result<Json<BotVersionList>, Failure> {
    Ok(Json(app.engage.list_bot_versions(&actor, bot).await?))
}
