//! `GET /v1/search`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, TextInvalid};
use subrosa_proto::search::{SearchPage, SearchRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound, TextInvalid]);

/// Search in the inbox
///
/// Finds messages and notes by what they say, customers by their names and handles, tickets by their numbers, and labels. What was said
/// is found about a second later. `next` of a page is `after` of the request for the page behind it.
#[utoipa::path(
    get, path = "/v1/search", operation_id = "search", tag = "Inbox",
    params(SearchRequest),
    responses((status = 200, description = "What was found.", body = SearchPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<SearchRequest>,
) -> Result<Json<SearchPage>, Failure> {
    Ok(Json(app.engage.search(&actor, request).await?))
}
