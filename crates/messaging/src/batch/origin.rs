//! From what a message is made that is no one's own words.

use subrosa_proto::ClientId;

/// A template that becomes a message.
pub(super) struct Origin {
    pub(super) name: String,
    /// What its sender calls the message.
    pub(super) client_id: ClientId,
    /// It advertises nothing, or the customer has agreed to what it does.
    pub(super) is_welcome: bool,
}
