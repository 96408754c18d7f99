//! `POST /v1/conversations/{conversation}/attachments`.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use subrosa_proto::ConversationId;
use subrosa_proto::ErrorCode::{
    ClientIdConflict, ImageInvalid, InvalidParameter, MalformedRequest, NotFound, PayloadTooLarge,
    RecipientUnavailable, TextInvalid, UnsupportedMediaType,
};
use subrosa_proto::attachment::{Attachment, UploadRequest};
use subrosa_proto::limits::ATTACHMENT_BYTES;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};

use crate::App;
use crate::http::{Caller, Failure, Id, Query, extract};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(
    ANY,
    SIGNED_IN,
    CHANGE,
    &[
        ClientIdConflict,
        ImageInvalid,
        InvalidParameter,
        MalformedRequest,
        NotFound,
        PayloadTooLarge,
        RecipientUnavailable,
        TextInvalid,
        UnsupportedMediaType
    ]
);

/// The bytes of a file, in the description of the API.
pub(super) struct File;

impl utoipa::PartialSchema for File {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl utoipa::ToSchema for File {}

/// Upload a file for a message
///
/// The body is the file itself, of at most 10 MiB. What it is, is found by looking at it, whatever its name and its content type say: a
/// picture (JPEG, PNG, WebP, GIF), PDF, text, CSV, or a document of an office program (DOCX, XLSX, PPTX, ODT, ODS, ODP) without macros. A
/// picture is scaled to at most 2048 pixels a side, turned upright and encoded anew as JPEG or PNG; nothing but the picture is kept of
/// it. The answer is what a message of the same side says in its `attachments`, word by word, within a day; then the file is removed. In
/// conversations with brands only.
#[utoipa::path(
    post, path = "/v1/conversations/{conversation}/attachments", operation_id = "upload_attachment", tag = "Messages",
    params(("conversation" = ConversationId, Path, description = "The conversation."), UploadRequest),
    request_body(description = "The file.", content((inline(File) = "application/octet-stream"))),
    responses(
        (status = 201, description = "Kept.", body = Attachment),
        (status = 200, description = "It was uploaded before, under this `client_id`.", body = Attachment),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(conversation): Id<ConversationId>,
    Query(request): Query<UploadRequest>,
    body: Request,
) -> Result<(StatusCode, Json<Attachment>), Failure> {
    // Who may not learns so before anything is read.
    let upload = app.messaging.begin_upload(&actor, conversation, request).await?;
    let bytes = extract::bytes(body, ATTACHMENT_BYTES).await?;
    let once = app.messaging.finish_upload(upload, bytes).await?;
    let status = if once.repeated { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, Json(once.attachment)))
}
