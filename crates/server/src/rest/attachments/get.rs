//! `GET /v1/conversations/{conversation}/attachments/{attachment}`.

use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::{AttachmentId, ConversationId};

use super::upload::File;
use crate::App;
use crate::http::{Caller, Failure, Ids, disposition};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// A year, and never another file under this id. Only the browser of who may see it keeps it.
const FOR_GOOD: &str = "private, max-age=31536000, immutable";
/// Whatever it is: it runs nothing, loads nothing, and belongs to no site.
const SANDBOX: &str = "default-src 'none'; sandbox";

/// A file of a message
///
/// For whoever may read the conversation. A picture comes to be shown, anything else to be saved. The same id is always the same file:
/// keep it.
#[utoipa::path(
    get, path = "/v1/conversations/{conversation}/attachments/{attachment}", operation_id = "get_attachment", tag = "Messages",
    params(
        ("conversation" = ConversationId, Path, description = "The conversation."),
        ("attachment" = AttachmentId, Path, description = "The file: an `id` of a message's `attachments`."),
        ("If-None-Match" = inline(Option<String>), Header, nullable = false, description = "The `ETag` of the file that the client holds."),
    ),
    responses(
        (status = 200, description = "The file, as its `media_type`.", content_type = "*/*", body = inline(File),
            headers(
                ("ETag" = String, description = "The id."),
                ("Cache-Control" = String, description = "For good."),
                ("Content-Disposition" = String, description = "Its name, and `attachment` for anything but a picture."),
            )),
        (status = 304, description = "The client holds it already."),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(conversation, attachment): Ids<ConversationId, AttachmentId>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let found = app.messaging.find_attachment(&actor, conversation, attachment).await?;
    let tag = format!("\"{attachment}\"");
    let held = headers.get(IF_NONE_MATCH).is_some_and(|held| held.as_bytes() == tag.as_bytes());
    let kept = [(ETAG, tag), (CACHE_CONTROL, FOR_GOOD.to_owned()), (CONTENT_SECURITY_POLICY, SANDBOX.to_owned())];
    if held {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let content = app.messaging.content_of(&found).await?;
    let file = found.attachment();
    let shown = [
        (CONTENT_TYPE, file.media_type.clone()),
        (CONTENT_DISPOSITION, disposition::of(file.is_picture(), &file.name)),
    ];
    Ok((kept, shown, content).into_response())
}
