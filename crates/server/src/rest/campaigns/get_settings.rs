//! `GET /v1/brand/campaigns/settings`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::campaign::CampaignSettings;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// What holds for all campaigns
///
/// Caps, quiet hours, the gap to conversations, who has to agree, when a campaign stops by itself.
#[utoipa::path(
    get, path = "/v1/brand/campaigns/settings", operation_id = "get_campaign_settings", tag = "Campaigns",
    responses((status = 200, description = "What holds.", body = CampaignSettings), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<CampaignSettings>, Failure> {
    Ok(Json(app.engage.campaign_settings(&actor).await?))
}
