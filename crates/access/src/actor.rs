//! Who asks.

use subrosa_proto::brand::Role;
use subrosa_proto::{AccountId, DeviceId};

use crate::Held;

/// Who asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person on one of their devices.
    Person { account: AccountId, device: DeviceId },
    /// A signed-in person who acts for a brand that they are a member of.
    Member { brand: AccountId, held: Held, person: AccountId, device: DeviceId },
    /// Someone who is not signed in.
    SignedOut,
    /// Whoever runs the server, at its command line; and the server's own jobs.
    Operator,
}

impl Actor {
    /// The account that acts, if any: a person's own, or the brand's.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person { account, .. } | Self::Member { brand: account, .. } => Some(*account),
            Self::SignedOut | Self::Operator => None,
        }
    }

    /// The person who is signed in, for whomever they act.
    #[must_use]
    pub const fn person(&self) -> Option<AccountId> {
        match self {
            Self::Person { account: person, .. } | Self::Member { person, .. } => Some(*person),
            Self::SignedOut | Self::Operator => None,
        }
    }

    /// The device of the person who is signed in.
    #[must_use]
    pub const fn device(&self) -> Option<DeviceId> {
        match self {
            Self::Person { device, .. } | Self::Member { device, .. } => Some(*device),
            Self::SignedOut | Self::Operator => None,
        }
    }

    /// What the actor holds at the brand that they act for, if they do.
    #[must_use]
    pub const fn held(&self) -> Option<Held> {
        match self {
            Self::Member { held, .. } => Some(*held),
            Self::Person { .. } | Self::SignedOut | Self::Operator => None,
        }
    }

    /// The built-in role of the actor, or the one that the brand's own is like.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.held().map(|held| held.role())
    }
}
