//! Sign in with a password, and sign out.

use subrosa_access::{Actor, ManageOwnDevices, Subject, permit};
use subrosa_proto::account::{Session, SignIn};
use subrosa_proto::{ErrorCode, handle};
use subrosa_store::{accounts, devices};

use super::session::{Origin, address_key};
use super::sign_up::Proof;
use crate::{Error, Messaging};

impl Messaging {
    /// Signs an account in on a new device.
    ///
    /// # Errors
    /// `sign_in_failed`, the same for an unknown handle and a wrong password; to whoever knows the password `account_disabled`,
    /// `second_factor_required`, `second_factor_failed` and `passkey_failed`; `too_many_requests`.
    pub async fn sign_in(&self, request: SignIn, origin: &Origin) -> Result<Session, Error> {
        let core = &self.core;
        let name = handle::normalise(&request.handle);
        // What can't be a handle is nobody's, and need not be remembered for the rates one by one.
        let name = if handle::check(&name).is_ok() { name } else { String::new() };
        let key = address_key(core, origin.address);
        let wanted = name.clone();
        let found = core
            .db
            .read(async move |tx| {
                let Some(account) = accounts::find_by_handle(tx, &wanted).await? else { return Ok(None) };
                let known = devices::knows_address(tx, account.profile.id, &key).await?;
                let hash = accounts::password_hash(tx, account.profile.id).await?;
                Ok::<_, Error>(Some((account.profile, known, hash)))
            })
            .await?;
        let known = found.as_ref().is_some_and(|(_, known, _)| *known);
        core.limits.sign_in(&name, origin.address, known)?;
        let (profile, hash) = found.map(|(profile, _, hash)| (profile, hash)).unzip();
        let hash = hash.flatten();
        let right = core.hasher.verify(request.password, hash.clone()).await?;
        let profile = profile.filter(|_| right).ok_or_else(|| Error::new(ErrorCode::SignInFailed))?;
        if profile.disabled {
            return Err(Error::new(ErrorCode::AccountDisabled));
        }
        self.pass_second_factor(profile.id, (request.code.as_deref(), request.passkey.as_ref()), origin).await?;
        self.new_session(profile, Proof::Password(hash), origin, request.device_name.as_deref()).await
    }

    /// Signs the actor's device out.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn sign_out(&self, actor: &Actor) -> Result<(), Error> {
        let permit = permit::<ManageOwnDevices>(actor, &Subject::Own)?;
        self.revoke(&permit, permit.device()?).await
    }
}
