//! A conversation as one of its members sees it.

use subrosa_access::Subject;
use subrosa_proto::conversation::{Conversation, ConversationKind};
use subrosa_store::conversations as stored;

/// The state for the member at `side` (0: the lower account id).
pub(crate) fn conversation(state: &stored::Conversation, side: usize) -> Conversation {
    let own = &state.members[side];
    let peer = &state.members[1 - side];
    Conversation {
        id: state.id,
        kind: ConversationKind::Direct,
        number: own.marks.number,
        peer: peer.profile.clone(),
        head: state.head,
        activity: state.activity,
        unread: own.marks.unread,
        read: own.marks.read_seq,
        peer_read: peer.marks.read_seq,
        peer_delivered: peer.marks.delivered_seq,
        draft: own.draft.clone(),
    }
}

/// The facts that the policy needs.
pub(crate) fn subject(state: &stored::Conversation) -> Subject {
    let [low, high] = &state.members;
    Subject::Conversation {
        members: [low.profile.id, high.profile.id],
        available: [!low.profile.disabled, !high.profile.disabled],
    }
}
