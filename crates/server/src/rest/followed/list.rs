//! `GET /v1/brand/followed`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::team::FollowedList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// What the member who asks follows
///
/// Each conversation with how far they have seen it; `GET /v1/tickets?of=following` lists their tickets.
#[utoipa::path(
    get, path = "/v1/brand/followed", operation_id = "list_followed", tag = "Inbox",
    responses((status = 200, description = "What they follow.", body = FollowedList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<FollowedList>, Failure> {
    Ok(Json(app.engage.followed(&actor).await?))
}
