//! `PUT /v1/brand/bots/{bot}/live`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::bot::{Bot, SetLive};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Put a version live, roll back to an earlier one, or switch the bot off
///
/// Sessions under way go on with the version that they began with.
#[utoipa::path(
    put, path = "/v1/brand/bots/{bot}/live", operation_id = "set_bot_live", tag = "Bots",
    params(("bot" = AccountId, Path, description = "The bot's account.")),
    request_body = SetLive,
    responses((status = 200, description = "The bot as it is now.", body = Bot), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(bot): Id<AccountId>,
    Json(request): Json<SetLive>,
) -> Result<Answer<Bot>, Failure> {
    Ok(Answer(app.engage.set_live(&actor, bot, request).await?))
}
