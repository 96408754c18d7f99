//! Send a message: the hot path. Everyone who writes into a conversation comes through here.

use subrosa_access::Actor;
use subrosa_proto::body::{SealedBody, Voice};
use subrosa_proto::brand::Role;
use subrosa_proto::event::{SendMessage, Sent};
use subrosa_proto::{ConversationId, ErrorCode};

use crate::batch::{Change, Outcome, Work};
use crate::{Error, Messaging, range};

/// Where a message stands, and whether it stood there before this send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentOnce {
    pub sent: Sent,
    pub repeated: bool,
}

impl Messaging {
    /// Checks a message and puts it into the batch now; the returned future ends when it is on disk. Sends of one
    /// caller are appended in the order of these calls.
    ///
    /// # Errors
    /// At once: `body_invalid`, `text_invalid`, `invalid_parameter`, `too_many_requests`, `overloaded`. From the future: `not_found`,
    /// `recipient_unavailable`, `client_id_conflict`, `thread_taken`, `storage_full`, `storage_unavailable`.
    pub fn send_message(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        request: &SendMessage,
    ) -> Result<impl Future<Output = Result<SentOnce, Error>> + Send + use<>, Error> {
        let account = actor.account().ok_or_else(|| Error::new(ErrorCode::Unauthenticated))?;
        self.core.limits.message(actor.person().unwrap_or(account))?;
        if let Some(epoch) = request.epoch {
            range::check("epoch", epoch, 0..=i64::MAX)?;
        }
        let body = SealedBody::from_wire(&request.body, voice(actor))?;
        let change = Change::Message { client_id: request.client_id, body, epoch: request.epoch };
        let outcome = self.batch.enqueue(Work::Change { actor: *actor, conversation, change })?;
        Ok(async move {
            match outcome.await? {
                Outcome::Sent { sent, repeated } => Ok(SentOnce { sent, repeated }),
                _ => Err(Error::new(ErrorCode::Internal)),
            }
        })
    }
}

/// Who speaks: a program that is signed in as a bot speaks as one.
fn voice(actor: &Actor) -> Voice {
    match actor.role() {
        Some(Role::Bot) => Voice::Bot,
        Some(_) => Voice::Member,
        None => Voice::Person,
    }
}
