//! Ask for a secret.

use subrosa_access::{Actor, ChangeOwnAccount, Subject, permit};
use subrosa_proto::ErrorCode;
use subrosa_proto::second_factor::{BeginSecondFactor, NewSecondFactor};
use subrosa_store::{accounts, second_factors};

use super::judge::totp;
use crate::{Error, Messaging};

/// Bytes of a secret, as RFC 4226, section 4 recommends.
const SECRET_BYTES: usize = 20;

impl Messaging {
    /// Makes a secret for an app. It comes into force with the first code ([`Self::confirm_second_factor`]); until then another can
    /// be asked for in its place.
    ///
    /// # Errors
    /// `sign_in_failed` when the password is another, `invalid_parameter` when a second factor is in force, `too_many_requests`.
    pub async fn begin_second_factor(
        &self,
        actor: &Actor,
        request: BeginSecondFactor,
    ) -> Result<NewSecondFactor, Error> {
        let account = permit::<ChangeOwnAccount>(actor, &Subject::Own)?.account()?;
        let core = &self.core;
        let known = self.confirm_password(account, request.password, false).await?;
        let secret = core.random::<SECRET_BYTES>();
        let app = totp(&secret, Some((&core.settings.name, &known.handle)))?;
        let begun = core
            .db
            .write(async move |tx| {
                accounts::lock(tx, account).await?;
                second_factors::begin(tx, account, &secret).await
            })
            .await
            .map_err(Error::from)?;
        if !begun {
            return Err(Error::field(
                ErrorCode::InvalidParameter,
                "password",
                "a second factor is in force: remove it first",
            ));
        }
        let uri = app.to_url().map_err(|_| Error::new(ErrorCode::Internal))?;
        Ok(NewSecondFactor { secret: app.secret().to_base32(), uri })
    }
}
