//! `GET /v1/brand/campaigns/{campaign}`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::campaign::Campaign;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// One campaign
///
/// What it says, to whom, and where it stands.
#[utoipa::path(
    get, path = "/v1/brand/campaigns/{campaign}", operation_id = "get_campaign", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign.")),
    responses((status = 200, description = "The campaign.", body = Campaign), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
) -> Result<Json<Campaign>, Failure> {
    Ok(Json(app.engage.campaign(&actor, campaign).await?))
}
