//! `POST /v1/brand/campaigns/{campaign}/moves`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::campaign::{Campaign, MoveCampaign};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Submit, pause or end a campaign
///
/// A draft that is submitted begins at its moment; where it goes to many, once another member has agreed. What is under way ends within one group
/// of messages.
#[utoipa::path(
    post, path = "/v1/brand/campaigns/{campaign}/moves", operation_id = "move_campaign", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign.")),
    request_body = MoveCampaign,
    responses((status = 200, description = "The campaign.", body = Campaign), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
    Json(request): Json<MoveCampaign>,
) -> Result<Answer<Campaign>, Failure> {
    Ok(Answer(app.engage.move_campaign(&actor, campaign, request.what).await?))
}
