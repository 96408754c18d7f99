//! `DELETE /v1/brand/articles/{article}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ArticleId;
use subrosa_proto::ErrorCode::NotFound;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Remove an article
///
/// With all its versions, for good.
#[utoipa::path(
    delete, path = "/v1/brand/articles/{article}", operation_id = "remove_article", tag = "Knowledge",
    params(("article" = ArticleId, Path, description = "The article."),),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<ArticleId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_article(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
