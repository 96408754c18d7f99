//! `DELETE /v1/brand/campaigns/{campaign}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::CampaignId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[InvalidParameter, NotFound]);

/// Remove a draft
///
/// What was sent is kept.
#[utoipa::path(
    delete, path = "/v1/brand/campaigns/{campaign}", operation_id = "remove_campaign", tag = "Campaigns",
    params(("campaign" = CampaignId, Path, description = "Which campaign.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(campaign): Id<CampaignId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_campaign(&actor, campaign).await?;
    Ok(StatusCode::NO_CONTENT)
}
