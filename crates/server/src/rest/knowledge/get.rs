//! `GET /v1/brand/articles/{article}`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ArticleId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::knowledge::{ArticleRequest, ArticleWithText};

use crate::App;
use crate::http::{Caller, Failure, Id, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// Read an article
///
/// With the text of its newest version, or of another.
#[utoipa::path(
    get, path = "/v1/brand/articles/{article}", operation_id = "get_article", tag = "Knowledge",
    params(("article" = ArticleId, Path, description = "The article."), ArticleRequest),
    responses((status = 200, description = "The article.", body = ArticleWithText), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<ArticleId>,
    Query(request): Query<ArticleRequest>,
) -> Result<Json<ArticleWithText>, Failure> {
    Ok(Json(app.engage.article(&actor, id, request).await?))
}
