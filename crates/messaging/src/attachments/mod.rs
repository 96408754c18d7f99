//! Files of messages in conversations with brands: uploaded, looked at, kept, read.
//!
//! What a file is, its bytes say, never who sends it. Pictures are encoded anew, so that nothing but the picture is kept of them.
//!
//! Never: a file in a conversation between people, whose content the server does not read.

pub(crate) mod get;
mod kind;
mod picture;
pub(crate) mod upload;

use sha2::{Digest, Sha256};
use subrosa_proto::{AccountId, AttachmentId};

use crate::media;

/// What a file's content is called where it is kept outside of the store: of this upload alone.
fn name_outside(author: AccountId, id: AttachmentId, digest: &[u8]) -> String {
    media::name(author, id.number(), digest)
}

/// The name of a file that is due to be removed.
pub(crate) fn name_of(named: &subrosa_store::attachments::Named) -> String {
    name_outside(named.author, named.id, &named.digest)
}

/// What is compared when an upload is repeated: the name and the bytes as they came in.
fn digest(name: &str, bytes: &[u8]) -> Vec<u8> {
    // No name has a line break, so what is before it is the name.
    Sha256::new().chain_update(name).chain_update(b"\n").chain_update(bytes).finalize().to_vec()
}
