//! `PUT /v1/brand/sources/{source}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, TextInvalid};
use subrosa_proto::SourceId;
use subrosa_proto::source::{SaveSource, Source};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, TextInvalid]);

/// Change a source
///
/// Its name, and the currency of orders which say none. Its write key stays.
#[utoipa::path(
    put, path = "/v1/brand/sources/{source}", operation_id = "replace_source", tag = "Tracking",
    params(("source" = SourceId, Path, description = "Which source.")),
    request_body = SaveSource,
    responses((status = 200, description = "The source.", body = Source), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(source): Id<SourceId>,
    Json(request): Json<SaveSource>,
) -> Result<Answer<Source>, Failure> {
    Ok(Answer(app.engage.replace_source(&actor, source, request).await?))
}
