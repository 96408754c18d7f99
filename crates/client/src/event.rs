//! What the client tells the application.

use std::time::Duration;

use subrosa_proto::event::Event as LogEvent;
use subrosa_proto::sync::{Cursor, Entry, Object, Presence, Snapshot};
use subrosa_proto::{AccountId, ClientId, ConversationId, Problem};

use crate::Error;

/// One thing the application is told, in order.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Event {
    /// The state to begin from. It replaces everything known before: the cursor was absent, or of a store that was
    /// restored since.
    Snapshot(Box<Snapshot>),
    /// One change, following the one before.
    Entry(Box<Entry>),
    /// Everything that was there when the connection opened has been told.
    CaughtUp(Cursor),
    /// Someone is writing; forget it after six seconds or at their next message.
    Typing { conversation: ConversationId, account: AccountId },
    /// Someone who is watched came or went.
    Presence(Presence),
    /// A message was refused for good and is no longer in the outbox.
    Failed { conversation: ConversationId, client_id: ClientId, problem: Box<Problem> },
    /// The connection's state changed. A hint: while the application is slow it may be left out;
    /// [`Client::status`](crate::Client::status) is always true.
    Status(Status),
}

impl Event {
    /// What is new in the logs of conversations with this event: nothing, unless it is an entry about one.
    pub fn news(&self) -> impl Iterator<Item = (ConversationId, &LogEvent)> {
        let object = match self {
            Self::Entry(entry) => Some(&entry.object),
            _ => None,
        };
        object
            .and_then(|object| match object {
                Object::Conversation(object) => Some(object),
                Object::Me { .. } => None,
            })
            .into_iter()
            .flat_map(|object| object.events.iter().map(|event| (object.conversation.id, event)))
    }
}

/// The connection's state.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Status {
    /// A connection is being opened.
    Connecting,
    /// It is open; what changed in the meantime is being told.
    Syncing,
    /// Changes are told as they happen, and what waits in the outbox is sent.
    Live,
    /// The connection failed and is tried again after a while.
    Waiting { error: Error, retry_in: Duration },
    /// The client has ended: it was closed, or its token is worth nothing any more.
    Ended(Error),
}
