//! The brand's side: brands and their members, the inbox that they share, what they keep at hand, what they find.
//!
//! Each command is one method of [`Engage`] in a file of its own. What changes a conversation goes through messaging's batch, like
//! everything else that does.
//!
//! Never: HTTP, SQL, decisions on who may (that is `access`), a way past messaging into a conversation.

mod brands;
mod inbox;
mod replies;
mod search;

use subrosa_messaging::Messaging;

/// The handle on the brand's side. Cheap to clone.
#[derive(Clone)]
pub struct Engage {
    messaging: Messaging,
}

impl Engage {
    /// The brand's side of what messaging keeps.
    #[must_use]
    pub const fn new(messaging: Messaging) -> Self {
        Self { messaging }
    }
}
