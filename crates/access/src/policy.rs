//! The one policy table: action × standing → decision.

use crate::ActionKind;

/// How the one who asks stands to what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is their own account.
    Own,
    /// They are a member of the conversation (or share one with the person), and the other person can be reached.
    Member,
    /// They are a member, and the other person is disabled.
    MemberAlone,
    /// Signed in, and neither of the above.
    Stranger,
    /// Not signed in.
    SignedOut,
    /// The operator.
    Operator,
}

impl Standing {
    /// All of them, in the table's order.
    pub const ALL: &'static [Self] =
        &[Self::Own, Self::Member, Self::MemberAlone, Self::Stranger, Self::SignedOut, Self::Operator];
}

/// What the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    Allow,
    /// Sign in first.
    Unauthenticated,
    /// Answered exactly as if it did not exist.
    NotFound,
    /// The other person can't be reached.
    RecipientUnavailable,
    /// Signed in, but not for this.
    Forbidden,
}

/// The decision for an action and a standing.
#[must_use]
pub const fn decide(action: ActionKind, standing: Standing) -> Decision {
    use ActionKind as A;
    use Decision::{Allow, Forbidden, NotFound, RecipientUnavailable, Unauthenticated};
    use Standing as S;

    match (action, standing) {
        (A::Administer, S::Operator) => Allow,
        (A::Administer, _) => Forbidden,
        (_, S::SignedOut) => Unauthenticated,
        // The operator acts through administration, never inside people's conversations.
        (_, S::Operator) => Forbidden,

        (A::ReadOwnAccount | A::ChangeOwnAccount | A::ManageOwnDevices | A::Sync, S::Own) => Allow,
        (A::ReadOwnAccount | A::ChangeOwnAccount | A::ManageOwnDevices | A::Sync, _) => Forbidden,

        (A::FindAccount, _) => Allow,

        (A::StartConversation, S::Stranger | S::Member) => Allow,
        (A::StartConversation, S::MemberAlone) => RecipientUnavailable,
        (A::StartConversation, S::Own) => Forbidden,

        // What was said stays readable when the other person has gone.
        (A::ReadConversation | A::MarkRead | A::SaveDraft, S::Member | S::MemberAlone) => Allow,
        (A::SendMessage | A::SendTyping, S::Member) => Allow,
        (A::SendMessage | A::SendTyping, S::MemberAlone) => RecipientUnavailable,
        (A::WatchPresence, S::Own | S::Member | S::MemberAlone) => Allow,
        (
            A::ReadConversation | A::MarkRead | A::SaveDraft | A::SendMessage | A::SendTyping | A::WatchPresence,
            S::Own | S::Stranger,
        ) => NotFound,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn the_table() {
        let mut table = String::from("action");
        for standing in Standing::ALL {
            let _ = write!(table, " | {standing:?}");
        }
        for &action in ActionKind::ALL {
            let _ = write!(table, "\n{action:?}");
            for &standing in Standing::ALL {
                let _ = write!(table, " | {:?}", decide(action, standing));
            }
        }
        insta::assert_snapshot!(table);
    }
}
