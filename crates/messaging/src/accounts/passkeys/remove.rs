//! Remove a passkey, unless it is the last way to sign in.

use subrosa_access::{Actor, ManageOwnDevices, Subject, permit};
use subrosa_proto::account::Profile;
use subrosa_proto::passkey::ConfirmPasskeys;
use subrosa_proto::{AccountId, ErrorCode, PasskeyId};
use subrosa_store::{accounts, passkeys, recovery_codes, second_factors};

use crate::accounts::ways::check_one_is_left;
use crate::{Error, Messaging};

impl Messaging {
    /// Removes one of the actor's passkeys. Whoever has a password shows it once more. With the last second factor go the recovery codes.
    ///
    /// # Errors
    /// `not_found`, `sign_in_failed` when the password is another, `last_sign_in` when there is no other way in, `too_many_requests`.
    pub async fn remove_passkey(
        &self,
        actor: &Actor,
        passkey: PasskeyId,
        request: ConfirmPasskeys,
    ) -> Result<(), Error> {
        let account = permit::<ManageOwnDevices>(actor, &Subject::Own)?.account()?;
        self.confirm_passkeys(account, request).await?;
        let platform = self.platform_issuer();
        self.core
            .db
            .write(async move |tx| {
                accounts::lock(tx, account).await?;
                if !passkeys::remove(tx, account, passkey).await? {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                if passkeys::count(tx, account).await? > 0 {
                    return Ok(());
                }
                check_one_is_left(tx, account, platform.as_deref()).await?;
                let app = second_factors::find(tx, account).await?.and_then(|factor| factor.since);
                if app.is_none() {
                    second_factors::remove(tx, account).await?;
                    recovery_codes::replace(tx, account, &[]).await?;
                }
                Ok(())
            })
            .await
    }

    /// Shows once more who is signed in; nothing to show without a password.
    ///
    /// # Errors
    /// `sign_in_failed`, `too_many_requests`.
    pub(super) async fn confirm_passkeys(
        &self,
        account: AccountId,
        request: ConfirmPasskeys,
    ) -> Result<Profile, Error> {
        self.confirm_password(account, request.password.unwrap_or_default(), true).await
    }
}
