//! `POST /v1/brand/imports/look`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, MalformedRequest, PayloadTooLarge, UnsupportedMediaType};
use subrosa_proto::import::{FileLook, LookRequest};

use super::piece::Piece;
use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[InvalidParameter, MalformedRequest, PayloadTooLarge, UnsupportedMediaType]);

/// Look at a file before it is brought in
///
/// The body is the beginning of the file, of at most 512 KiB. The answer says how it seems to be written, and which field each of its
/// columns seems to be; both are for people to mend. Nothing is kept.
#[utoipa::path(
    post, path = "/v1/brand/imports/look", operation_id = "look_at_file", tag = "Customers",
    params(LookRequest),
    request_body(content = String, description = "The beginning of the file.", content_type = "text/csv"),
    responses((status = 200, description = "How it seems to be written.", body = FileLook), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<LookRequest>,
    Piece(bytes): Piece,
) -> Result<Answer<FileLook>, Failure> {
    Ok(Answer(app.engage.look_at_file(&actor, request, &bytes).await?))
}
