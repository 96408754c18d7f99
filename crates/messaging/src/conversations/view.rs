//! A conversation as one of its members sees it.

use subrosa_access::Subject;
use subrosa_desk::sending::{Reach, sending};
use subrosa_proto::channel::Channel;
use subrosa_proto::conversation::Conversation;
use subrosa_proto::ticket::Thread;
use subrosa_store::conversations as stored;

/// The state for the member at `side` (0: the lower account id), with the brand's side for the brand alone.
pub(crate) fn conversation(state: &stored::Conversation, side: usize, thread: Option<&Thread>) -> Conversation {
    let own = &state.members[side];
    let peer = &state.members[1 - side];
    let is_brand = state.brand_side() == Some(side);
    Conversation {
        id: state.id,
        kind: state.kind,
        number: own.marks.number,
        peer: peer.profile.clone(),
        head: state.head,
        activity: state.activity,
        unread: own.marks.unread,
        read: own.marks.read_seq,
        peer_read: peer.marks.read_seq,
        peer_delivered: peer.marks.delivered_seq,
        removed: state.removed,
        recalled: state.recalled.clone(),
        draft: own.draft.clone(),
        thread: thread.filter(|_| is_brand).cloned(),
        sending: is_brand.then(|| sending(&reach(state))),
    }
}

/// What is true of the way to the customer. They talk to the brand here, where there is no window for which their last word counts.
pub(crate) fn reach(state: &stored::Conversation) -> Reach {
    let is_open = state.members.iter().all(|member| !member.profile.disabled);
    Reach { channel: Channel::Subrosa, is_open, last_heard: None }
}

/// The facts that the policy needs.
pub(crate) fn subject(state: &stored::Conversation) -> Subject {
    let [low, high] = &state.members;
    Subject::Conversation {
        members: [low.profile.id, high.profile.id],
        available: [!low.profile.disabled, !high.profile.disabled],
    }
}
