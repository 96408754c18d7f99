//! `POST /v1/brand/views`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, LabelInvalid, TextInvalid};
use subrosa_proto::view::{SaveView, View};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, LabelInvalid, TextInvalid]);

/// Keep a view
///
/// For oneself, or, by owners and admins, for all members. A filter is made of conditions that `all`, `any` and `not` join, at most 5 deep
/// and 30 conditions. What is resolved stands in views for 90 days after the last word in it.
#[utoipa::path(
    post, path = "/v1/brand/views", operation_id = "create_view", tag = "Inbox",
    request_body = SaveView,
    responses((status = 201, description = "Kept.", body = View), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(view): Json<SaveView>,
) -> Result<(StatusCode, Answer<View>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_view(&actor, view).await?)))
}
