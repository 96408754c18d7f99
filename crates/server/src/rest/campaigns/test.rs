//! `POST /v1/brand/campaigns/{campaign}/test`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, RecipientUnavailable};
use subrosa_proto::campaign_report::{CampaignTested, TestCampaign};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, RecipientUnavailable]);

/// Send a campaign to members
///
/// Into their own conversations with the brand, whatever they agreed to. It counts nowhere.
#[utoipa::path(
    post, path = "/v1/brand/campaigns/{campaign}/test", operation_id = "test_campaign", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign.")),
    request_body = TestCampaign,
    responses((status = 200, description = "Who got it.", body = CampaignTested), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
    Json(request): Json<TestCampaign>,
) -> Result<Answer<CampaignTested>, Failure> {
    Ok(Answer(app.engage.test_campaign(&actor, campaign, request).await?))
}
