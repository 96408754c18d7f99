//! `GET /v1/brand/campaigns`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::campaign::CampaignList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The campaigns of a brand
///
/// The newest first, with what they say and where they stand.
#[utoipa::path(
    get, path = "/v1/brand/campaigns", operation_id = "list_campaigns", tag = "Campaigns",
    responses((status = 200, description = "The campaigns.", body = CampaignList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<CampaignList>, Failure> {
    Ok(Json(app.engage.campaigns(&actor).await?))
}
