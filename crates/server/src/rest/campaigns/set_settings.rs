//! `PUT /v1/brand/campaigns/settings`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::campaign::CampaignSettings;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Say what holds for all campaigns
///
/// What is under way follows within a few hundred messages.
#[utoipa::path(
    put, path = "/v1/brand/campaigns/settings", operation_id = "set_campaign_settings", tag = "Campaigns",
    request_body = CampaignSettings,
    responses((status = 200, description = "What holds.", body = CampaignSettings), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(settings): Json<CampaignSettings>,
) -> Result<Answer<CampaignSettings>, Failure> {
    Ok(Answer(app.engage.set_campaign_settings(&actor, settings).await?))
}
