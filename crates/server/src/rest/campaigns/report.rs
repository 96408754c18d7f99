//! `GET /v1/brand/campaigns/{campaign}/report`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::campaign_report::CampaignReport;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// What a campaign did
///
/// For each variant and those held out, and how much more it is than without, with an interval that holds however often one looks.
#[utoipa::path(
    get, path = "/v1/brand/campaigns/{campaign}/report", operation_id = "get_campaign_report", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign.")),
    responses((status = 200, description = "What it did.", body = CampaignReport), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
) -> Result<Json<CampaignReport>, Failure> {
    Ok(Json(app.engage.campaign_report(&actor, campaign).await?))
}
