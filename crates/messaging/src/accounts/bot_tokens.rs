//! Tokens with which programs are signed in as bots: minted here, noted when they are used.
//!
//! Never: a token in the store, a write for every request.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use subrosa_proto::{DeviceId, Timestamp};
use subrosa_store::devices;

use super::token;
use crate::Messaging;

/// A token's use is noted once in so many seconds.
const NOTED_SECONDS: i64 = 300;
/// Tokens whose last use is remembered. More are noted more often.
const REMEMBERED: usize = 10_000;

/// A token that nobody has seen yet.
#[derive(Clone)]
pub struct MintedToken {
    /// To be shown once.
    pub token: String,
    /// What is kept of it.
    pub hash: [u8; 32],
}

/// When each token's use was last noted by this node.
#[derive(Default)]
pub(crate) struct Uses(Mutex<HashMap<DeviceId, Timestamp>>);

impl Uses {
    /// Whether a use now is to be noted.
    fn is_new(&self, device: DeviceId, now: Timestamp) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.get(&device).is_some_and(|at| now < at.plus_seconds(NOTED_SECONDS)) {
            return false;
        }
        if noted.len() >= REMEMBERED {
            noted.clear();
        }
        noted.insert(device, now);
        true
    }
}

impl Messaging {
    /// A new token.
    #[must_use]
    pub fn mint_token(&self) -> MintedToken {
        let token = token::mint(self.core.randomness.as_ref());
        MintedToken { hash: token::hash(&token), token }
    }

    /// Notes that a bot's token is in use, beside what it is used for.
    pub(super) fn note_use(&self, device: DeviceId) {
        let now = self.core.now();
        if !self.core.token_uses.is_new(device, now) {
            return;
        }
        let core = std::sync::Arc::clone(&self.core);
        tokio::spawn(async move {
            let noted = core.db.write(async move |tx| devices::set_last_seen(tx, device, now).await).await;
            if let Err(error) = noted {
                tracing::debug!(%error, "the use of a token could not be noted");
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_is_noted_once_in_a_while() {
        let uses = Uses::default();
        let at = |seconds: i64| Timestamp::from_microseconds(seconds * 1_000_000);
        let one = DeviceId::new(1);
        assert!(uses.is_new(one, at(0)) && uses.is_new(DeviceId::new(2), at(1)));
        assert!(!uses.is_new(one, at(299)) && uses.is_new(one, at(300)) && !uses.is_new(one, at(301)));
    }
}
