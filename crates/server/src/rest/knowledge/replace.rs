//! `PUT /v1/brand/articles/{article}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ArticleId;
use subrosa_proto::ErrorCode::{ArticleChanged, InvalidParameter, LabelInvalid, NotFound, TextInvalid};
use subrosa_proto::knowledge::{ArticleWithText, SaveArticle};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[ArticleChanged, InvalidParameter, LabelInvalid, NotFound, TextInvalid]);

/// Write the next version of an article
///
/// Customers are answered from the published version as before. What says the same as the newest version makes none.
#[utoipa::path(
    put, path = "/v1/brand/articles/{article}", operation_id = "replace_article", tag = "Knowledge",
    params(("article" = ArticleId, Path, description = "The article."),),
    request_body = SaveArticle,
    responses((status = 200, description = "The article as it is now.", body = ArticleWithText), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<ArticleId>,
    Json(request): Json<SaveArticle>,
) -> Result<Answer<ArticleWithText>, Failure> {
    Ok(Answer(app.engage.replace_article(&actor, id, request).await?))
}
