//! Whether the answer to a challenge is right.

use subrosa_proto::passkey::PasskeyProof;
use subrosa_proto::{AccountId, ErrorCode, PasskeyId, Timestamp};
use subrosa_store::{Tx, passkey_challenges, passkeys};

use super::ceremonies::{Ceremonies, proof, refused};
use crate::{Error, Messaging};

/// How long a challenge may be answered, in seconds. The library says the same.
pub(super) const TIME_SECONDS: i64 = 300;

/// A passkey whose answer was right; still to be written down.
#[derive(Clone)]
pub(crate) struct Used {
    pub(crate) account: AccountId,
    passkey: PasskeyId,
    before: Vec<u8>,
    after: Vec<u8>,
    at: Timestamp,
}

impl Used {
    /// Writes down that it was used.
    ///
    /// # Errors
    /// `passkey_failed` when it was used or removed since it was looked at: of two answers that count alike, one is a copy's.
    pub(crate) async fn write(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let states = (self.before.as_slice(), self.after.as_slice());
        if passkeys::use_once(tx, (self.account, self.passkey), states, self.at).await? {
            Ok(())
        } else {
            Err(Error::new(ErrorCode::PasskeyFailed))
        }
    }
}

impl Messaging {
    /// What makes challenges.
    ///
    /// # Errors
    /// `not_found` where there are no passkeys.
    pub(super) fn passkeys_here(&self) -> Result<&Ceremonies, Error> {
        self.core.passkeys.as_ref().ok_or_else(|| Error::new(ErrorCode::NotFound))
    }

    /// Takes a challenge away to be answered; what was kept of it.
    ///
    /// # Errors
    /// `passkey_failed` when it was handed out to nobody, or to someone else, was answered, or is too old.
    pub(super) async fn take_challenge(
        &self,
        challenge: [u8; 16],
        account: Option<AccountId>,
    ) -> Result<Vec<u8>, Error> {
        let now = self.core.now();
        let taken =
            self.core.db.write(async move |tx| passkey_challenges::take(tx, &challenge, account, now).await).await;
        taken.map_err(Error::from)?.ok_or_else(|| Error::new(ErrorCode::PasskeyFailed))
    }

    /// Looks at what a passkey answered.
    ///
    /// # Errors
    /// `passkey_failed`, `not_found` where there are no passkeys.
    pub(in crate::accounts) async fn check_passkey(&self, answer: &PasskeyProof) -> Result<Used, Error> {
        let ceremonies = self.passkeys_here()?;
        let (answer, account, credential) = proof(answer)?;
        let challenge = self.take_challenge(answer.challenge, None).await?;
        let keys = self.core.db.read(async move |tx| passkeys::keys(tx, account, &credential).await).await;
        let keys = keys.map_err(Error::from)?.ok_or(()).map_err(refused)?;
        let after = ceremonies.finish_signing_in(&answer, &challenge, (&keys.public_key, &keys.state))?;
        Ok(Used { account, passkey: keys.id, before: keys.state, after, at: self.core.now() })
    }
}
