//! Upload a file for a message that is about to be sent.

use bytes::Bytes;
use subrosa_access::{Actor, Permit, SendMessage};
use subrosa_proto::attachment::{Attachment, UploadRequest, check_name};
use subrosa_proto::ids::lowest_at;
use subrosa_proto::limits::{ATTACHMENT_BYTES, DAILY_ATTACHMENT_BYTES, DAILY_ATTACHMENTS};
use subrosa_proto::{AccountId, AttachmentId, ClientId, ConversationId, ErrorCode};
use subrosa_store::attachments::{self, Uploaded};

use super::kind::Kind;
use super::{digest, name_outside, picture};
use crate::conversations::get::permitted;
use crate::media::{Shelf, picture::in_turn};
use crate::{Error, Messaging};

/// How long a file waits for its message.
pub(crate) const UNSENT_SECONDS: i64 = 24 * 60 * 60;
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// An upload that may begin.
pub struct Upload {
    permit: Permit<SendMessage>,
    conversation: ConversationId,
    name: String,
    client_id: ClientId,
}

/// A file that is kept, and whether it was before this upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedOnce {
    pub attachment: Attachment,
    pub repeated: bool,
}

impl Messaging {
    /// Whether a file may be uploaded: asked before its bytes are read.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `recipient_unavailable`, `too_many_requests`; `invalid_parameter` in a conversation between people, and
    /// where the client id is missing or no UUID; `text_invalid` where the name can't be one.
    pub async fn begin_upload(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        request: UploadRequest,
    ) -> Result<Upload, Error> {
        let by = *actor;
        let (permit, state) =
            self.core.db.read(async move |tx| permitted::<SendMessage>(tx, &by, conversation).await).await?;
        if state.brand_side().is_none() {
            let detail = "files can be sent in conversations with brands; between people they come with encryption";
            return Err(Error::field(ErrorCode::InvalidParameter, "conversation", detail));
        }
        let name = request.name.unwrap_or_default();
        check_name(&name).map_err(|why| Error::field(ErrorCode::TextInvalid, "name", why.to_string()))?;
        let client_id = request.client_id.as_deref().and_then(|text| uuid::Uuid::try_parse(text).ok());
        let client_id = client_id
            .map(ClientId)
            .ok_or_else(|| Error::field(ErrorCode::InvalidParameter, "client_id", "a UUID, made for this upload"))?;
        self.core.limits.upload(permit.person()?)?;
        Ok(Upload { permit, conversation, name, client_id })
    }

    /// Looks at a file and keeps it for a day, within which a message may say it. The same upload again gives the first result.
    ///
    /// # Errors
    /// `unsupported_media_type`, `image_invalid`, `payload_too_large`, `client_id_conflict`, `too_many_requests`, `storage_unavailable`.
    pub async fn finish_upload(&self, upload: Upload, bytes: Bytes) -> Result<UploadedOnce, Error> {
        if bytes.len() > ATTACHMENT_BYTES {
            return Err(Error::new(ErrorCode::PayloadTooLarge));
        }
        let author = upload.permit.account()?;
        let digest = digest(&upload.name, &bytes);
        let before = self.before(&upload, author).await?;
        if let Some(before) = before.as_ref().filter(|before| before.is_kept || before.digest != digest) {
            return once(before, &digest);
        }
        let kind = Kind::of(&bytes, &upload.name).ok_or_else(|| {
            let detail =
                "pictures (JPEG, PNG, WebP, GIF), PDF, text, CSV, and documents of office programs without macros";
            Error::field(ErrorCode::UnsupportedMediaType, "body", detail)
        })?;
        let (kind, content, sides) = match kind {
            Kind::File(kind) => (kind, bytes.to_vec(), None),
            Kind::Picture { is_drawn } => {
                let kept = in_turn("body", move || picture::keep(&bytes, is_drawn)).await?;
                (kept.kind, kept.bytes, Some((i64::from(kept.width), i64::from(kept.height))))
            }
        };
        let file = Uploaded {
            attachment: Attachment {
                id: AttachmentId::new(self.core.next_id()),
                name: kind.fitting_name(&upload.name),
                media_type: kind.media_type.to_owned(),
                bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
                width: sides.map(|(width, _)| width),
                height: sides.map(|(_, height)| height),
            },
            author,
            digest,
            is_kept: false,
            seq: None,
            remove_at: Some(self.core.now().plus_seconds(UNSENT_SECONDS)),
        };
        // One that was noted and then not kept is removed when its time comes.
        self.keep_file(&upload, file, content, before.map(|before| before.attachment.id)).await
    }

    /// What was uploaded under this name before. Where it is something new, there must be room for it.
    async fn before(&self, upload: &Upload, author: AccountId) -> Result<Option<Uploaded>, Error> {
        let (conversation, client_id) = (upload.conversation, upload.client_id);
        let from = AttachmentId::new(lowest_at(self.core.now().plus_seconds(-DAY_SECONDS)));
        let read = self.core.db.read(async move |tx| {
            let before = attachments::find_by_client_id(tx, conversation, author, client_id).await?;
            Ok::<_, Error>((before, attachments::uploaded_since(tx, conversation, author, from).await?))
        });
        let (before, (files, bytes)) = read.await?;
        if before.is_none() && (files >= DAILY_ATTACHMENTS || bytes >= DAILY_ATTACHMENT_BYTES) {
            let detail = "as many files were sent in this conversation within a day as can be";
            return Err(Error::field(ErrorCode::TooManyRequests, "conversation", detail));
        }
        Ok(before)
    }

    async fn keep_file(
        &self,
        upload: &Upload,
        file: Uploaded,
        content: Vec<u8>,
        unkept: Option<AttachmentId>,
    ) -> Result<UploadedOnce, Error> {
        let name = (upload.conversation, upload.client_id);
        let id = file.attachment.id;
        let (is_outside, aside) = (self.core.media.is_some(), self.core.next_client_id());
        let noted = Uploaded { is_kept: !is_outside, ..file.clone() };
        let within = if is_outside { None } else { Some(content.clone()) };
        let write = self.core.db.write(async move |tx| {
            if let Some(unkept) = unkept {
                attachments::set_aside(tx, unkept, aside).await?;
            }
            let is_new = attachments::insert(tx, name, &noted).await?;
            if let Some(content) = within.as_ref().filter(|_| is_new) {
                attachments::insert_content(tx, id, content).await?;
            }
            Ok::<_, Error>(is_new)
        });
        let mut is_kept = write.await?;
        if let Some(place) = self.core.media.as_ref().filter(|_| is_kept) {
            place.put(Shelf::Attachments, &name_outside(file.author, id, &file.digest), content).await?;
            let kept = self.core.db.write(async move |tx| attachments::set_kept(tx, id).await).await;
            is_kept = kept.map_err(Error::from)?;
        }
        if is_kept {
            return Ok(UploadedOnce { attachment: file.attachment, repeated: false });
        }
        // Another try of the same upload was quicker, or this one came a day late.
        match self.before(upload, file.author).await? {
            Some(before) if before.is_kept => once(&before, &file.digest),
            _ => Err(Error::after(ErrorCode::StorageUnavailable, 1)),
        }
    }
}

/// The first result of an upload, if it is the same.
fn once(before: &Uploaded, digest: &[u8]) -> Result<UploadedOnce, Error> {
    if before.digest == digest {
        Ok(UploadedOnce { attachment: before.attachment.clone(), repeated: true })
    } else {
        Err(Error::new(ErrorCode::ClientIdConflict))
    }
}
