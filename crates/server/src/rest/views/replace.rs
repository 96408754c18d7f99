//! `PUT /v1/brand/views/{view}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, LabelInvalid, NotFound, TextInvalid};
use subrosa_proto::ViewId;
use subrosa_proto::view::{SaveView, View};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, LabelInvalid, NotFound, TextInvalid]);

/// Write a view anew
///
/// It stays in its place. A view may become all members', or the own of whoever asks.
#[utoipa::path(
    put, path = "/v1/brand/views/{view}", operation_id = "replace_view", tag = "Inbox",
    params(("view" = ViewId, Path, description = "The view.")),
    request_body = SaveView,
    responses((status = 200, description = "The view as it is now.", body = View), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<ViewId>,
    Json(view): Json<SaveView>,
) -> Result<Answer<View>, Failure> {
    Ok(Answer(app.engage.replace_view(&actor, id, view).await?))
}
