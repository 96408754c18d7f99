//! Permits: proof that the policy was asked.

use std::marker::PhantomData;

use subrosa_proto::{AccountId, DeviceId, ErrorCode};

use crate::policy::{Decision, Standing, decide};
use crate::{Action, ActionKind, Actor};

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
            Actor::Person { account, .. } => *account,
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
        match self.actor {
            Actor::Person { device, .. } => Ok(device),
            Actor::SignedOut | Actor::Operator => Err(Denied { code: ErrorCode::Unauthenticated }),
        }
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
    let code = match decide(A::KIND, subject.standing(actor)) {
        Decision::Allow => return Ok(Permit { actor: *actor, action: PhantomData }),
        Decision::Unauthenticated => ErrorCode::Unauthenticated,
        Decision::NotFound => ErrorCode::NotFound,
        Decision::RecipientUnavailable => ErrorCode::RecipientUnavailable,
        Decision::Forbidden if matches!(A::KIND, ActionKind::StartConversation) => ErrorCode::SelfConversation,
        Decision::Forbidden => ErrorCode::Forbidden,
    };
    Err(Denied { code })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadConversation, SendMessage};

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
}
