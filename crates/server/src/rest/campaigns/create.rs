//! `POST /v1/brand/campaigns`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{FlowInvalid, InvalidParameter};
use subrosa_proto::campaign::{Campaign, SaveCampaign};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[FlowInvalid, InvalidParameter]);

/// Write a campaign
///
/// A draft: nothing is sent before it is submitted.
#[utoipa::path(
    post, path = "/v1/brand/campaigns", operation_id = "create_campaign", tag = "Campaigns",
    request_body = SaveCampaign,
    responses((status = 201, description = "The campaign.", body = Campaign), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(campaign): Json<SaveCampaign>,
) -> Result<(StatusCode, Answer<Campaign>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_campaign(&actor, campaign).await?)))
}
