//! The outbox: messages that were asked to be sent and are not yet known to have arrived.
//!
//! A message is written here, with its `client_id`, before its first try, and is removed when the server's answer or
//! the echoed event says where it stands. Whatever dies in between, it is sent again under the same name, and
//! the server takes it once.
//!
//! Never: a write that returns before it is as durable as the outbox promises to be.

mod file;
mod keeper;
mod memory;

use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use subrosa_proto::{ClientId, ConversationId};

pub use file::FileOutbox;
pub(crate) use keeper::{Added, Keeper};
pub use memory::MemoryOutbox;

/// A message not yet known to have arrived.
#[derive(Clone, Serialize, Deserialize)]
pub struct Unsent {
    /// Where it goes.
    pub conversation: ConversationId,
    /// Its name for all tries.
    pub client_id: ClientId,
    /// What it says, in the bytes of the first try.
    pub body: Box<RawValue>,
}

impl fmt::Debug for Unsent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the body: content never reaches a log.
        formatter
            .debug_struct("Unsent")
            .field("conversation", &self.conversation)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Unsent {
    fn eq(&self, other: &Self) -> bool {
        (self.conversation, self.client_id, self.body.get()) == (other.conversation, other.client_id, other.body.get())
    }
}

/// A change of the outbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A message is to be sent.
    Add(Unsent),
    /// The message of this name has arrived, or was refused for good.
    Remove(ClientId),
}

/// Where unsent messages are kept. Both methods may block; they are called on a thread where that is fine.
pub trait Outbox: Send + 'static {
    /// What is to be sent, oldest first. Called once, before the first write.
    ///
    /// # Errors
    /// When it can't be read; the client then does not start.
    fn unsent(&mut self) -> io::Result<Vec<Unsent>>;

    /// Writes changes down, in order. When it returns they are as durable as this outbox is.
    ///
    /// # Errors
    /// When they are not. None of them may show later: the messages among them are not sent.
    fn write(&mut self, changes: &[Change]) -> io::Result<()>;
}
