//! `GET /v1/brand/articles`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::knowledge::{ArticlePage, ArticlesRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// The brand's articles
///
/// Without their texts, the last changed first. `next` of a page is `after` of the request for the page behind it.
#[utoipa::path(
    get, path = "/v1/brand/articles", operation_id = "list_articles", tag = "Knowledge",
    params(ArticlesRequest),
    responses((status = 200, description = "A page of articles.", body = ArticlePage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<ArticlesRequest>,
) -> Result<Json<ArticlePage>, Failure> {
    Ok(Json(app.engage.articles(&actor, request).await?))
}
