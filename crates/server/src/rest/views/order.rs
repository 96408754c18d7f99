//! `PUT /v1/brand/views`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::view::{OrderViews, ViewList};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Put the views into an order
///
/// Shared ones always stand before the member's own; only owners and admins change the order of those.
#[utoipa::path(
    put, path = "/v1/brand/views", operation_id = "order_views", tag = "Inbox",
    request_body = OrderViews,
    responses((status = 200, description = "The views as they stand now.", body = ViewList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(wanted): Json<OrderViews>,
) -> Result<Answer<ViewList>, Failure> {
    Ok(Answer(app.engage.order_views(&actor, wanted).await?))
}
