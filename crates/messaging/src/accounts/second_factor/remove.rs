//! Sign in with the password alone again: by a code, or by the operator for those who lost all of them.

use subrosa_access::{Actor, Administer, Subject, permit};
use subrosa_proto::account::Profile;
use subrosa_proto::second_factor::SecondFactorCode;
use subrosa_proto::{ErrorCode, handle};
use subrosa_store::{accounts, passkeys, recovery_codes, second_factors};

use super::use_code::Purpose;
use crate::{Error, Messaging};

impl Messaging {
    /// Removes the second factor, given a code.
    ///
    /// # Errors
    /// `second_factor_failed`, `not_found` without a second factor, `too_many_requests`.
    pub async fn remove_second_factor(&self, actor: &Actor, request: SecondFactorCode) -> Result<(), Error> {
        self.use_code(actor, request, Purpose::Remove).await
    }

    /// Removes someone's second factor, app and passkeys, for the operator.
    ///
    /// # Errors
    /// `not_found` when there is no such account, `invalid_parameter` when it has none.
    pub async fn reset_second_factor(&self, actor: &Actor, name: &str) -> Result<Profile, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let wanted = handle::normalise(name);
        self.core
            .db
            .write(async move |tx| {
                let found = accounts::find_by_handle(tx, &wanted).await?;
                let profile = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?.profile;
                accounts::lock(tx, profile.id).await?;
                let app = second_factors::remove(tx, profile.id).await?;
                // Without a password they are not beside it, but all there is.
                let has_password = accounts::password_hash(tx, profile.id).await?.is_some();
                let passkeys = if has_password { passkeys::remove_all(tx, profile.id).await? } else { 0 };
                if !app && passkeys == 0 {
                    return Err(Error::field(
                        ErrorCode::InvalidParameter,
                        "handle",
                        "this account has no second factor",
                    ));
                }
                recovery_codes::replace(tx, profile.id, &[]).await?;
                Ok(profile)
            })
            .await
    }
}
