//! Where bots, or rules, have something to do, on this node, now. What is lost here when a node dies stands in the store as due.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use subrosa_proto::ConversationId;
use tokio::sync::Notify;

/// Conversations in which there is something to do, each once.
#[derive(Default)]
pub struct Wanted {
    waiting: Mutex<HashSet<ConversationId>>,
    wake: Notify,
}

impl Wanted {
    pub(crate) fn add(&self, conversations: impl Iterator<Item = ConversationId>) {
        let mut conversations = conversations.peekable();
        if conversations.peek().is_some() {
            self.waiting.lock().unwrap_or_else(PoisonError::into_inner).extend(conversations);
            self.wake.notify_one();
        }
    }

    /// Adds one.
    pub fn add_one(&self, conversation: ConversationId) {
        self.add(std::iter::once(conversation));
    }

    /// Takes all there is; waits for something where there is nothing.
    pub async fn take(&self) -> HashSet<ConversationId> {
        loop {
            let taken = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
            if !taken.is_empty() {
                return taken;
            }
            self.wake.notified().await;
        }
    }
}
