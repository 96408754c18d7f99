//! What can be asked of a batch, and what comes of it.

use subrosa_access::Actor;
use subrosa_proto::body::SealedBody;
use subrosa_proto::conversation::{ConversationWithEvents, Draft};
use subrosa_proto::event::Sent;
use subrosa_proto::{AccountId, ClientId, ConversationId, DeviceId};

/// A change of one conversation.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Append a message.
    Message { client_id: ClientId, body: SealedBody },
    /// Mark as read up to a seq.
    Read { seq: i64 },
    /// Keep a draft, or remove it.
    Draft { draft: Option<Draft> },
    /// What others sent, up to a seq, has arrived at a device of the member.
    Delivered { up_to: i64 },
    /// The member has begun the conversation and sees it from now on.
    Appear,
    /// Something that the members see of this account has changed.
    Refresh { account: AccountId },
}

/// One piece of work for the batch.
#[derive(Debug, Clone)]
pub(crate) enum Work {
    /// A change of a conversation, by someone.
    Change { actor: Actor, conversation: ConversationId, change: Change },
    /// A device has stored everything up to a number: becomes [`Change::Delivered`] where it matters.
    Ack { actor: Actor, account: AccountId, device: DeviceId, number: i64 },
}

/// What came of one piece of work.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome {
    /// The message stands there; `repeated` when it stood there before.
    Sent { sent: Sent, repeated: bool },
    /// Done, with the conversation as the actor now sees it.
    Seen(Box<ConversationWithEvents>),
    /// Done, or nothing to do.
    Done,
}
