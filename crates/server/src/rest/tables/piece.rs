//! The bytes of a file, or of a piece of one.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use subrosa_proto::ErrorCode;
use subrosa_proto::limits::PIECE_BYTES;

use crate::App;
use crate::http::{Failure, extract};

/// A body of CSV of at most 512 KiB, in whatever encoding: that is the file's own.
pub(in crate::rest) struct Piece(pub(in crate::rest) Bytes);

impl FromRequest<App> for Piece {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("text/csv") {
            return Err(Failure::new(ErrorCode::UnsupportedMediaType));
        }
        extract::bytes(request, PIECE_BYTES).await.map(Self)
    }
}
