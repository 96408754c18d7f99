//! Add a passkey to one's account.

use subrosa_access::{Actor, ManageOwnDevices, Subject, permit};
use subrosa_proto::limits::{PASSKEY_NAME_CHARACTERS, PASSKEYS};
use subrosa_proto::passkey::{
    AddedPasskey, ConfirmPasskeys, NewPasskey, Passkey, PasskeyAlgorithm, PasskeyCreation, PasskeyCredential,
    PasskeySelection, PasskeyServer, PasskeyUser,
};
use subrosa_proto::{ErrorCode, PasskeyId, text as line};
use subrosa_store::passkeys::NewPasskey as Row;
use subrosa_store::{accounts, passkey_challenges, passkeys, recovery_codes};

use super::ceremonies::{ALGORITHMS, addition, text, user_text};
use super::check::TIME_SECONDS;
use crate::accounts::second_factor::recovery::Fresh;
use crate::{Error, Messaging};

impl Messaging {
    /// What a browser makes a passkey by. Whoever has a password shows it once more.
    ///
    /// # Errors
    /// `sign_in_failed` when the password is another, `invalid_parameter` with too many passkeys, `not_found` where there are none at
    /// all, `too_many_requests`.
    pub async fn begin_passkey(&self, actor: &Actor, request: ConfirmPasskeys) -> Result<PasskeyCreation, Error> {
        let account = permit::<ManageOwnDevices>(actor, &Subject::Own)?.account()?;
        let ceremonies = self.passkeys_here()?;
        let known = self.confirm_passkeys(account, request).await?;
        let core = &self.core;
        let there =
            core.db.read(async move |tx| passkeys::credentials(tx, account).await).await.map_err(Error::from)?;
        if there.len() >= PASSKEYS {
            return Err(too_many());
        }
        let begun = ceremonies.begin_adding(account)?;
        let challenge = text(&begun.challenge);
        let now = core.now();
        core.db
            .write(async move |tx| {
                let times = (now, now.plus_seconds(TIME_SECONDS));
                passkey_challenges::insert(tx, &begun.challenge, Some(account), &begun.state, times).await
            })
            .await
            .map_err(Error::from)?;
        let kind = || "public-key".to_owned();
        Ok(PasskeyCreation {
            rp: PasskeyServer { id: ceremonies.domain.clone(), name: core.settings.name.clone() },
            user: PasskeyUser { id: user_text(account), name: known.handle, display_name: known.display_name },
            challenge,
            pub_key_cred_params: ALGORITHMS.map(|alg| PasskeyAlgorithm { kind: kind(), alg }).to_vec(),
            timeout: u32::try_from(TIME_SECONDS * 1_000).unwrap_or(u32::MAX),
            exclude_credentials: there.iter().map(|id| PasskeyCredential { kind: kind(), id: text(id) }).collect(),
            authenticator_selection: PasskeySelection {
                resident_key: "required".to_owned(),
                require_resident_key: true,
                user_verification: "required".to_owned(),
            },
            attestation: "none".to_owned(),
        })
    }

    /// Adds the passkey that was made by [`Self::begin_passkey`]. From the first on, signing in with the password asks for a second factor,
    /// and there are recovery codes.
    ///
    /// # Errors
    /// `passkey_failed`, `text_invalid` of its name, `invalid_parameter` with too many passkeys, `not_found` where there are none at all.
    pub async fn add_passkey(&self, actor: &Actor, new: NewPasskey) -> Result<AddedPasskey, Error> {
        let account = permit::<ManageOwnDevices>(actor, &Subject::Own)?.account()?;
        let ceremonies = self.passkeys_here()?;
        let name = name(&new.name)?;
        let answer = addition(&new)?;
        let state = self.take_challenge(answer.challenge, Some(account)).await?;
        let made = ceremonies.finish_adding(&answer, &state)?;
        let Fresh { shown, hashes } = Fresh::mint(&self.core);
        let passkey =
            Passkey { id: PasskeyId::new(self.core.next_id()), name, created_at: self.core.now(), last_used_at: None };
        let (passkey, has_codes) = self
            .core
            .db
            .write(async move |tx| {
                accounts::lock(tx, account).await?;
                if passkeys::count(tx, account).await? >= i64::try_from(PASSKEYS).unwrap_or(i64::MAX) {
                    return Err(too_many());
                }
                let row = Row {
                    id: passkey.id,
                    account,
                    name: &passkey.name,
                    credential: &made.credential,
                    public_key: &made.public_key,
                    state: &made.state,
                    created_at: passkey.created_at,
                };
                if !passkeys::insert(tx, &row).await? {
                    return Err(Error::new(ErrorCode::PasskeyFailed));
                }
                let has_password = accounts::password_hash(tx, account).await?.is_some();
                let wants_codes = has_password && recovery_codes::count(tx, account).await? == 0;
                if wants_codes {
                    recovery_codes::replace(tx, account, &hashes).await?;
                }
                Ok((passkey, wants_codes))
            })
            .await?;
        Ok(AddedPasskey { passkey, recovery_codes: if has_codes { shown.codes } else { Vec::new() } })
    }
}

/// A name of a passkey, without the spaces around it.
pub(super) fn name(typed: &str) -> Result<String, Error> {
    let name = typed.trim();
    line::check_line(name, PASSKEY_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))?;
    Ok(name.to_owned())
}

fn too_many() -> Error {
    Error::field(ErrorCode::InvalidParameter, "passkey", format!("an account has {PASSKEYS} passkeys at most"))
}
