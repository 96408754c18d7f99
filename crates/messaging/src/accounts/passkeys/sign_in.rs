//! Sign in with a passkey, without a password.

use subrosa_proto::ErrorCode;
use subrosa_proto::account::Session;
use subrosa_proto::passkey::{PasskeyRequest, PasskeySignIn};
use subrosa_store::{accounts, passkey_challenges};

use super::ceremonies::text;
use super::check::TIME_SECONDS;
use crate::accounts::session::Origin;
use crate::accounts::sign_up::Proof;
use crate::{Error, Messaging};

impl Messaging {
    /// What a browser asks for a passkey by. As many are handed out to an address as it may try to sign in.
    ///
    /// # Errors
    /// `not_found` where there are no passkeys, `too_many_requests`.
    pub async fn ask_for_passkey(&self, origin: &Origin) -> Result<PasskeyRequest, Error> {
        let ceremonies = self.passkeys_here()?;
        self.core.limits.passkey(origin.address)?;
        let begun = ceremonies.begin_signing_in()?;
        let challenge = text(&begun.challenge);
        let now = self.core.now();
        self.core
            .db
            .write(async move |tx| {
                let times = (now, now.plus_seconds(TIME_SECONDS));
                passkey_challenges::insert(tx, &begun.challenge, None, &begun.state, times).await?;
                passkey_challenges::keep(tx, passkey_challenges::MOST).await
            })
            .await
            .map_err(Error::from)?;
        Ok(PasskeyRequest {
            challenge,
            rp_id: ceremonies.domain.clone(),
            timeout: u32::try_from(TIME_SECONDS * 1_000).unwrap_or(u32::MAX),
            user_verification: "required".to_owned(),
        })
    }

    /// Signs the owner of a passkey in on a new device.
    ///
    /// # Errors
    /// `passkey_failed`, whatever is wrong with it; `account_disabled` to its owner; `text_invalid` of the device's name; `not_found` where
    /// there are no passkeys.
    pub async fn sign_in_by_passkey(&self, request: PasskeySignIn, origin: &Origin) -> Result<Session, Error> {
        let used = self.check_passkey(&request.passkey).await?;
        let account = used.account;
        let found = self.core.db.read(async move |tx| accounts::find(tx, account).await).await.map_err(Error::from)?;
        // Brands and bots have none, whatever a row says.
        let found = found.map(|account| account.profile).filter(|profile| profile.kind.is_person());
        let profile = found.ok_or_else(|| Error::new(ErrorCode::PasskeyFailed))?;
        self.new_session(profile, Proof::Passkey(used), origin, request.device_name.as_deref()).await
    }
}
