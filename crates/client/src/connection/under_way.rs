//! A message under way: from the lanes to the server's answer.

use subrosa_proto::event::Sent;
use subrosa_proto::{ClientId, ConversationId};
use tokio::sync::oneshot;

use super::lanes::Load;
use crate::backoff::Backoff;
use crate::outbox::{Added, Unsent};
use crate::{Error, Random};

/// A message in its lane.
pub(crate) struct Sending {
    pub(super) unsent: Unsent,
    /// Who asked for it to be sent; nobody, when it was found in the outbox.
    pub(super) outcome: Option<oneshot::Sender<Result<Sent, Error>>>,
    pub(super) backoff: Backoff,
}

impl Sending {
    pub(super) fn resumed(unsent: Unsent, random: Random) -> Self {
        Self { unsent, outcome: None, backoff: Backoff::new(random) }
    }

    pub(super) fn new(added: Added, random: Random) -> Self {
        Self { unsent: added.unsent, outcome: Some(added.outcome), backoff: Backoff::new(random) }
    }

    pub(super) fn answer(self, outcome: Result<Sent, Error>) {
        if let Some(waiting) = self.outcome {
            // Whoever stopped waiting needs no answer.
            let _ = waiting.send(outcome);
        }
    }
}

impl Load for Sending {
    fn conversation(&self) -> ConversationId {
        self.unsent.conversation
    }

    fn client_id(&self) -> ClientId {
        self.unsent.client_id
    }
}
