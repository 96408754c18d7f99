//! `POST /v1/brand/articles`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, LabelInvalid, TextInvalid};
use subrosa_proto::knowledge::{ArticleWithText, SaveArticle};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, LabelInvalid, TextInvalid]);

/// Write an article
///
/// It is a draft until it is published.
#[utoipa::path(
    post, path = "/v1/brand/articles", operation_id = "create_article", tag = "Knowledge",
    request_body = SaveArticle,
    responses((status = 201, description = "Kept.", body = ArticleWithText), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<SaveArticle>,
) -> Result<(StatusCode, Answer<ArticleWithText>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_article(&actor, request).await?)))
}
