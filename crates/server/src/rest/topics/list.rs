//! `GET /v1/brand/topics`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::consent::TopicList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// What the brand writes about
///
/// The topics that customers can agree to, archived ones included, in the order of their making.
#[utoipa::path(
    get, path = "/v1/brand/topics", operation_id = "list_topics", tag = "Customers",
    responses((status = 200, description = "The topics.", body = TopicList), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<TopicList>, Failure> {
    Ok(Json(app.engage.topics(&actor).await?))
}
