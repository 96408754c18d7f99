//! `GET /v1/brand/campaigns/{campaign}/progress`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::campaign_report::CampaignProgress;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// How far a campaign is
///
/// How many stand where, why some get nothing, how fast it goes and how long it takes.
#[utoipa::path(
    get, path = "/v1/brand/campaigns/{campaign}/progress", operation_id = "get_campaign_progress", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign.")),
    responses((status = 200, description = "How far it is.", body = CampaignProgress), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
) -> Result<Json<CampaignProgress>, Failure> {
    Ok(Json(app.engage.campaign_progress(&actor, campaign).await?))
}
