//! `POST /v1/brand/bots`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, TextInvalid};
use subrosa_proto::bot::{Bot, NewBot};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, TextInvalid]);

/// Make a bot
///
/// It is a member of the brand from now on, and says nothing until a version of it is live.
#[utoipa::path(
    post, path = "/v1/brand/bots", operation_id = "create_bot", tag = "Bots",
    request_body = NewBot,
    responses((status = 201, description = "Made.", body = Bot), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(bot): Json<NewBot>,
) -> Result<(StatusCode, Answer<Bot>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_bot(&actor, bot).await?)))
}
