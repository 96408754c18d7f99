//! `PUT /v1/brand/articles/{article}/publication`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ArticleId;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::knowledge::{Article, PublishArticle};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Publish a version of an article
///
/// Customers are answered from it from now on. An older version rolls back.
#[utoipa::path(
    put, path = "/v1/brand/articles/{article}/publication", operation_id = "publish_article", tag = "Knowledge",
    params(("article" = ArticleId, Path, description = "The article."),),
    request_body = PublishArticle,
    responses((status = 200, description = "The article as it is now.", body = Article), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<ArticleId>,
    Json(request): Json<PublishArticle>,
) -> Result<Answer<Article>, Failure> {
    Ok(Answer(app.engage.publish_article(&actor, id, request).await?))
}
