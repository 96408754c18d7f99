//! Permits: proof that the policy was asked.

use std::marker::PhantomData;

use subrosa_proto::brand::Role;
use subrosa_proto::{AccountId, DeviceId, ErrorCode};

use crate::policy::{Decision, Standing, decide, may};
use crate::{Action, ActionKind, Actor, Held};

/// What an action is about, with the facts the decision needs.
#[derive(Debug, Clone, Copy)]
pub enum Subject {
    /// The actor's own account.
    Own,
    /// A conversation: its members, and whether each can be reached.
    Conversation { members: [AccountId; 2], available: [bool; 2] },
    /// Another account: whether it can be reached, and whether the actor shares a conversation with it.
    Account { id: AccountId, available: bool, shared: bool },
    /// The installation itself.
    Installation,
}

impl Subject {
    fn standing(&self, actor: &Actor) -> Standing {
        let account = match actor {
            Actor::SignedOut => return Standing::SignedOut,
            Actor::Operator => return Standing::Operator,
            Actor::Person { account, .. } | Actor::Member { brand: account, .. } => *account,
        };
        match *self {
            Self::Own => Standing::Own,
            Self::Installation => Standing::Stranger,
            Self::Account { id, .. } if id == account => Standing::Own,
            Self::Account { available: false, .. } => Standing::MemberAlone,
            Self::Account { shared: true, .. } => Standing::Member,
            Self::Account { .. } => Standing::Stranger,
            Self::Conversation { members, available } => match members.iter().position(|&member| member == account) {
                None => Standing::Stranger,
                Some(own) if available[1 - own] => Standing::Member,
                Some(_) => Standing::MemberAlone,
            },
        }
    }
}

/// Proof that someone may carry out the action `A`. Made by [`permit`] alone.
#[derive(Debug)]
pub struct Permit<A> {
    actor: Actor,
    action: PhantomData<A>,
}

// A transaction that is run again takes its permit along; the policy's answer would be the same.
impl<A> Clone for Permit<A> {
    fn clone(&self) -> Self {
        Self { actor: self.actor, action: PhantomData }
    }
}

impl<A> Permit<A> {
    /// The signed-in account that may.
    ///
    /// # Errors
    /// When the operator may, who has no account.
    pub fn account(&self) -> Result<AccountId, Denied> {
        self.actor.account().ok_or(Denied { code: ErrorCode::Unauthenticated })
    }

    /// The device that asks.
    ///
    /// # Errors
    /// When the operator may, who has no device.
    pub const fn device(&self) -> Result<DeviceId, Denied> {
        match self.actor.device() {
            Some(device) => Ok(device),
            None => Err(Denied { code: ErrorCode::Unauthenticated }),
        }
    }

    /// The person who is signed in, for whomever they act.
    ///
    /// # Errors
    /// When the operator may, who has no account.
    pub fn person(&self) -> Result<AccountId, Denied> {
        self.actor.person().ok_or(Denied { code: ErrorCode::Unauthenticated })
    }

    /// What the member holds, where the actor acts for a brand.
    ///
    /// # Errors
    /// When the actor acts for no brand.
    pub fn held(&self) -> Result<Held, Denied> {
        self.actor.held().ok_or(Denied { code: ErrorCode::Forbidden })
    }

    /// The same permit's brand and the member's role, where the actor acts for one.
    ///
    /// # Errors
    /// When the actor acts for no brand.
    pub fn role(&self) -> Result<Role, Denied> {
        self.actor.role().ok_or(Denied { code: ErrorCode::Forbidden })
    }
}

/// The policy said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("denied: {}", code.code())]
pub struct Denied {
    /// What to answer. Something of someone else's is answered as if it did not exist.
    pub code: ErrorCode,
}

/// Asks the policy.
///
/// # Errors
/// [`Denied`] with the code to answer.
pub fn permit<A: Action>(actor: &Actor, subject: &Subject) -> Result<Permit<A>, Denied> {
    let decision = match decide(A::KIND, subject.standing(actor)) {
        // What a member may do for a brand is no more than what the brand may.
        Decision::Allow | Decision::RecipientUnavailable if !may(actor, A::KIND) => Decision::Forbidden,
        decision => decision,
    };
    let code = match decision {
        Decision::Allow => return Ok(Permit { actor: *actor, action: PhantomData }),
        Decision::Unauthenticated => ErrorCode::Unauthenticated,
        Decision::NotFound => ErrorCode::NotFound,
        Decision::RecipientUnavailable => ErrorCode::RecipientUnavailable,
        Decision::Forbidden if is_self(actor, subject) && matches!(A::KIND, ActionKind::StartConversation) => {
            ErrorCode::SelfConversation
        }
        Decision::Forbidden => ErrorCode::Forbidden,
    };
    Err(Denied { code })
}

/// Whether the actor asks about their own account.
fn is_self(actor: &Actor, subject: &Subject) -> bool {
    matches!(subject.standing(actor), Standing::Own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadConversation, ReadJournal, SendMessage};

    fn person(number: i64) -> Actor {
        Actor::Person { account: AccountId::new(number), device: DeviceId::new(1) }
    }

    #[test]
    fn members_may_and_strangers_learn_nothing() {
        let subject =
            Subject::Conversation { members: [AccountId::new(1), AccountId::new(2)], available: [true, false] };
        assert!(permit::<ReadConversation>(&person(1), &subject).is_ok());
        assert_eq!(
            permit::<SendMessage>(&person(1), &subject).map(|_| ()),
            Err(Denied { code: ErrorCode::RecipientUnavailable })
        );
        assert!(permit::<SendMessage>(&person(2), &subject).is_ok());
        assert_eq!(permit::<SendMessage>(&person(3), &subject).map(|_| ()), Err(Denied { code: ErrorCode::NotFound }));
    }

    #[test]
    fn a_member_may_what_the_role_may() {
        let subject =
            Subject::Conversation { members: [AccountId::new(1), AccountId::new(2)], available: [true, true] };
        let member = |role| Actor::Member {
            brand: AccountId::new(2),
            held: Held::from(role),
            person: AccountId::new(3),
            device: DeviceId::new(1),
        };
        assert!(permit::<SendMessage>(&member(Role::Agent), &subject).is_ok());
        assert!(permit::<ReadConversation>(&member(Role::Analyst), &subject).is_ok());
        let denied = permit::<SendMessage>(&member(Role::Analyst), &subject).map(|_| ());
        assert_eq!(denied, Err(Denied { code: ErrorCode::Forbidden }));
        // The customer is a member of the conversation, and sees nothing of the brand's side all the same.
        let denied = permit::<ReadJournal>(&person(1), &subject).map(|_| ());
        assert_eq!(denied, Err(Denied { code: ErrorCode::Forbidden }));
    }
}
