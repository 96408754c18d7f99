//! `POST /v1/brand/articles/import`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::knowledge::{ImportArticles, ImportReport};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Bring articles in
///
/// Up to 100 at once. What was brought in before under the same source becomes the next version of that article. One that can't be an article
/// is refused and keeps no other out. With `dry_run` nothing is written.
#[utoipa::path(
    post, path = "/v1/brand/articles/import", operation_id = "import_articles", tag = "Knowledge",
    request_body = ImportArticles,
    responses((status = 200, description = "What became of each, or would.", body = ImportReport), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<ImportArticles>,
) -> Result<Answer<ImportReport>, Failure> {
    Ok(Answer(app.engage.import_articles(&actor, request).await?))
}
