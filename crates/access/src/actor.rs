//! Who asks.

use subrosa_proto::{AccountId, DeviceId};

/// Who asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person on one of their devices.
    Person { account: AccountId, device: DeviceId },
    /// Someone who is not signed in.
    SignedOut,
    /// Whoever runs the server, at its command line; and the server's own jobs.
    Operator,
}

impl Actor {
    /// The signed-in account, if any.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person { account, .. } => Some(*account),
            Self::SignedOut | Self::Operator => None,
        }
    }
}
