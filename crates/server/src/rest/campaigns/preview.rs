//! `POST /v1/brand/campaigns/{campaign}/preview`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::campaign_report::{CampaignPreview, PreviewCampaign};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// See what a campaign says to a contact
///
/// The message as it would go out to them, and whether it would, now.
#[utoipa::path(
    post, path = "/v1/brand/campaigns/{campaign}/preview", operation_id = "preview_campaign", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign.")),
    request_body = PreviewCampaign,
    responses((status = 200, description = "The message.", body = CampaignPreview), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
    Json(request): Json<PreviewCampaign>,
) -> Result<Answer<CampaignPreview>, Failure> {
    Ok(Answer(app.engage.preview_campaign(&actor, campaign, request).await?))
}
