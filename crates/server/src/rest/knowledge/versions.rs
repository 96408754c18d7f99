//! `GET /v1/brand/articles/{article}/versions`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ArticleId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::knowledge::ArticleVersionList;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// The versions of an article
///
/// The newest 100 and the published one.
#[utoipa::path(
    get, path = "/v1/brand/articles/{article}/versions", operation_id = "list_article_versions", tag = "Knowledge",
    params(("article" = ArticleId, Path, description = "The article."),),
    responses((status = 200, description = "The versions.", body = ArticleVersionList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<ArticleId>,
) -> Result<Json<ArticleVersionList>, Failure> {
    Ok(Json(app.engage.article_versions(&actor, id).await?))
}
