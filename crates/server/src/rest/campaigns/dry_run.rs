//! `POST /v1/brand/campaigns/{campaign}/dry-run`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::campaign_report::CampaignDryRun;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[InvalidParameter, NotFound]);

/// See what a campaign would do
///
/// If it began now: who gets which variant, who only later, who is held out, and why others get nothing. Nothing is written down.
#[utoipa::path(
    post, path = "/v1/brand/campaigns/{campaign}/dry-run", operation_id = "dry_run_campaign", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign.")),
    responses((status = 200, description = "What it would do.", body = CampaignDryRun), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
) -> Result<Json<CampaignDryRun>, Failure> {
    Ok(Json(app.engage.dry_run_campaign(&actor, campaign).await?))
}
