//! What was asked and not yet answered. A command outlives its connection: every command may be repeated, so it is
//! asked again on the next one, until its caller no longer waits.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde_json::value::RawValue;
use subrosa_proto::{AccountId, ClientId};
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::Error;

/// How long a send may go unanswered on a living connection before it is sent again.
const SEND: Duration = Duration::from_secs(30);

/// What a handle asks of the connection.
pub(crate) enum Request {
    /// Something with an answer.
    Command(Command),
    /// As a command; the accounts are watched on every later connection as well.
    Watch(Vec<AccountId>, Command),
    /// Something that is worth saying now or never.
    Notice(Utf8Bytes),
}

pub(crate) struct Command {
    pub(crate) id: u64,
    pub(crate) frame: Utf8Bytes,
    pub(crate) answer: oneshot::Sender<Result<Box<RawValue>, Error>>,
}

/// Who waits for an answer.
pub(crate) enum Asked {
    /// A caller.
    Command(Command),
    /// The outbox, about a message.
    Send(ClientId),
    /// The service itself, having said again who is watched.
    Watch,
}

/// By the id of the question.
#[derive(Default)]
pub(crate) struct Waiting {
    asked: BTreeMap<u64, Asked>,
    /// Sends in the order of their deadlines; answered ones are passed over.
    deadlines: VecDeque<(Instant, u64)>,
}

impl Waiting {
    pub(crate) fn command(&mut self, command: Command) {
        self.asked.insert(command.id, Asked::Command(command));
    }

    pub(crate) fn send(&mut self, id: u64, client_id: ClientId, now: Instant) {
        self.asked.insert(id, Asked::Send(client_id));
        self.deadlines.push_back((now + SEND, id));
    }

    pub(crate) fn watch(&mut self, id: u64) {
        self.asked.insert(id, Asked::Watch);
    }

    pub(crate) fn answered(&mut self, id: u64) -> Option<Asked> {
        self.asked.remove(&id)
    }

    /// When the next send is overdue.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.deadlines.front().map(|&(due, _)| due)
    }

    /// A send that went unanswered for too long.
    pub(crate) fn overdue(&mut self, now: Instant) -> Option<ClientId> {
        while let Some(&(due, id)) = self.deadlines.front()
            && due <= now
        {
            self.deadlines.pop_front();
            if let Some(Asked::Send(client_id)) = self.asked.remove(&id) {
                return Some(client_id);
            }
        }
        None
    }

    /// The connection is gone: only callers still wait. Sends are the lanes' to repeat.
    pub(crate) fn interrupted(&mut self) {
        self.deadlines.clear();
        self.asked.retain(|_, asked| matches!(asked, Asked::Command(command) if !command.answer.is_closed()));
    }

    /// The frames to write again on a new connection.
    pub(crate) fn frames(&self) -> impl Iterator<Item = Utf8Bytes> {
        self.asked.values().filter_map(|asked| match asked {
            Asked::Command(command) => Some(command.frame.clone()),
            Asked::Send(_) | Asked::Watch => None,
        })
    }

    /// Answers every caller alike.
    pub(crate) fn end(&mut self, error: &Error) {
        for asked in std::mem::take(&mut self.asked).into_values() {
            if let Asked::Command(command) = asked {
                // Whoever stopped waiting needs no answer.
                let _ = command.answer.send(Err(error.clone()));
            }
        }
    }
}
