//! `PUT /v1/me/avatar`.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use subrosa_proto::ErrorCode::{self, ImageInvalid, MalformedRequest, PayloadTooLarge, UnsupportedMediaType};
use subrosa_proto::account::Me;
use subrosa_proto::limits::AVATAR_BYTES;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};

use crate::App;
use crate::http::{Caller, Failure, extract};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[ImageInvalid, MalformedRequest, PayloadTooLarge, UnsupportedMediaType]);

const TYPES: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/// The bytes of a picture, in the description of the API.
struct Picture;

impl utoipa::PartialSchema for Picture {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl utoipa::ToSchema for Picture {}

/// Set one's avatar
///
/// The body is the picture itself, of at most 5 MiB. It is made a square JPEG; nothing but the picture is kept of it.
#[utoipa::path(
    put, path = "/v1/me/avatar", operation_id = "set_avatar", tag = "Me",
    request_body(
        description = "The picture.",
        content(
            (inline(Picture) = "image/jpeg"),
            (inline(Picture) = "image/png"),
            (inline(Picture) = "image/webp"),
            (inline(Picture) = "image/gif"),
        )
    ),
    responses((status = 200, description = "The account after the change.", body = Me), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    request: Request,
) -> Result<Json<Me>, Failure> {
    if !is_picture(request.headers()) {
        return Err(Failure::new(ErrorCode::UnsupportedMediaType));
    }
    let picture = extract::bytes(request, AVATAR_BYTES).await?;
    Ok(Json(app.messaging.set_avatar(&actor, picture).await?))
}

fn is_picture(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    TYPES.iter().any(|known| known.eq_ignore_ascii_case(kind))
}
