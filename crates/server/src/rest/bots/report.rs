//! `GET /v1/brand/bots/{bot}/report`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::AccountId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::report::{BotReport, ReportRequest};

use crate::App;
use crate::http::{Caller, Failure, Id, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// What came of a bot's sessions
///
/// How many began in some days of the brand's zone, how they ended, and at which steps of the flow people took over or the customer did
/// not come back.
#[utoipa::path(
    get, path = "/v1/brand/bots/{bot}/report", operation_id = "get_bot_report", tag = "Reports",
    params(("bot" = AccountId, Path, description = "The bot's account."), ReportRequest),
    responses((status = 200, description = "The figures.", body = BotReport), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(bot): Id<AccountId>,
    Query(request): Query<ReportRequest>,
) -> Result<Answer<BotReport>, Failure> {
    Ok(Answer(app.engage.bot_report(&actor, bot, request).await?))
}
