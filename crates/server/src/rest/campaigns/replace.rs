//! `PUT /v1/brand/campaigns/{campaign}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::{FlowInvalid, InvalidParameter, NotFound};
use subrosa_proto::campaign::{Campaign, SaveCampaign};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[FlowInvalid, InvalidParameter, NotFound]);

/// Change a draft
///
/// All of it. What is submitted has to be taken back first.
#[utoipa::path(
    put, path = "/v1/brand/campaigns/{campaign}", operation_id = "replace_campaign", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign.")),
    request_body = SaveCampaign,
    responses((status = 200, description = "The campaign.", body = Campaign), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
    Json(request): Json<SaveCampaign>,
) -> Result<Answer<Campaign>, Failure> {
    Ok(Answer(app.engage.replace_campaign(&actor, campaign, request).await?))
}
