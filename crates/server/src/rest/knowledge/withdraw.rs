//! `DELETE /v1/brand/articles/{article}/publication`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ArticleId;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::knowledge::Article;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Make an article a draft again
///
/// Customers are answered from it no more.
#[utoipa::path(
    delete, path = "/v1/brand/articles/{article}/publication", operation_id = "withdraw_article", tag = "Knowledge",
    params(("article" = ArticleId, Path, description = "The article."),),
    responses((status = 200, description = "The article as it is now.", body = Article), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<ArticleId>,
) -> Result<Json<Article>, Failure> {
    Ok(Json(app.engage.withdraw_article(&actor, id).await?))
}
