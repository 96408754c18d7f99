//! `POST /v1/brand/imports`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, MalformedRequest, PayloadTooLarge, UnsupportedMediaType};
use subrosa_proto::import::{ImportRequest, ImportedPiece};

use super::piece::Piece;
use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[InvalidParameter, MalformedRequest, PayloadTooLarge, UnsupportedMediaType]);

/// Bring a piece of a file in
///
/// The body is a piece of the file as it is, of at most 512 KiB. What ends within a row, or within the rows of one order, is left:
/// `consumed` says how many bytes were read, and the next piece begins there. So a file of any size comes in, and one that was broken off
/// goes on, or is brought in again, without harm. Each row is kept whole or refused alone. With `dry_run` nothing is written.
#[utoipa::path(
    post, path = "/v1/brand/imports", operation_id = "import_piece", tag = "Customers",
    params(ImportRequest),
    request_body(content = String, description = "The piece.", content_type = "text/csv"),
    responses((status = 200, description = "What became of it, or would.", body = ImportedPiece), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<ImportRequest>,
    Piece(bytes): Piece,
) -> Result<Answer<ImportedPiece>, Failure> {
    Ok(Answer(app.engage.import_piece(&actor, request, &bytes).await?))
}
