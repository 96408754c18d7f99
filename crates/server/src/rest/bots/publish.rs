//! `POST /v1/brand/bots/{bot}/versions`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::{FlowInvalid, NotFound, TextInvalid};
use subrosa_proto::bot::{BotVersion, PublishBot};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[FlowInvalid, NotFound, TextInvalid]);

/// Publish a version of a bot
///
/// The flow is checked; one with errors is not kept. It is live at once unless `live` is false.
#[utoipa::path(
    post, path = "/v1/brand/bots/{bot}/versions", operation_id = "publish_bot", tag = "Bots",
    params(("bot" = AccountId, Path, description = "The bot's account.")),
    request_body = PublishBot,
    responses((status = 201, description = "Kept, and live unless said otherwise.", body = BotVersion), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(bot): Id<AccountId>,
    Json(request): Json<PublishBot>,
) -> Result<(StatusCode, Answer<BotVersion>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.publish_bot(&actor, bot, request).await?)))
}
