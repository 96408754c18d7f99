//! `POST /v1/brand/suppressions`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, TextInvalid};
use subrosa_proto::suppression::{NewSuppression, Suppression};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, TextInvalid]);

/// Have no campaign write to somebody
///
/// An identity counts for every contact who has it, however surely, and for whoever comes to have it. From the next message on, also of a campaign that is under
/// way. Who stands there already stays as they are; where the customer had complained, a member's word takes the place of that.
#[utoipa::path(
    post, path = "/v1/brand/suppressions", operation_id = "add_suppression", tag = "Campaigns",
    request_body = NewSuppression,
    responses((status = 201, description = "The entry.", body = Suppression), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(whom): Json<NewSuppression>,
) -> Result<(StatusCode, Answer<Suppression>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.add_suppression(&actor, whom).await?)))
}
