//! `POST /v1/brand/campaigns/{campaign}/approval`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::campaign::Campaign;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[InvalidParameter, NotFound]);

/// Agree to a campaign
///
/// By another member than the one who wrote or submitted it. It then begins at its moment.
#[utoipa::path(
    post, path = "/v1/brand/campaigns/{campaign}/approval", operation_id = "approve_campaign", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign.")),
    responses((status = 200, description = "The campaign.", body = Campaign), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
) -> Result<Json<Campaign>, Failure> {
    Ok(Json(app.engage.approve_campaign(&actor, campaign).await?))
}
