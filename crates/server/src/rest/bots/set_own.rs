//! `PUT /v1/brand/bots/{bot}/own`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::bot::{Bot, OwnBot};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Say how a program of the brand's own answers
///
/// Whether new tickets come to it, and how long a customer waits for it before people get the thread. For bots that are no flow.
#[utoipa::path(
    put, path = "/v1/brand/bots/{bot}/own", operation_id = "set_own_bot", tag = "Bots",
    params(("bot" = AccountId, Path, description = "The bot's account.")),
    request_body = OwnBot,
    responses((status = 200, description = "The bot as it is now.", body = Bot), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(bot): Id<AccountId>,
    Json(request): Json<OwnBot>,
) -> Result<Answer<Bot>, Failure> {
    Ok(Answer(app.engage.set_own_bot(&actor, bot, request).await?))
}
