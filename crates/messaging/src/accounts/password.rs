//! Change the password. Every other device is signed out.

use subrosa_access::{Actor, ChangeOwnAccount, Subject, permit};
use subrosa_proto::account::{PasswordChange, Profile};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{accounts, devices};

use super::{hashing, revocation};
use crate::{Error, Messaging};

impl Messaging {
    /// Shows once more who is signed in, by the password. Where the account has none, there may be nothing to show.
    ///
    /// # Errors
    /// `sign_in_failed` when the password is another, `too_many_requests`.
    pub(in crate::accounts) async fn confirm_password(
        &self,
        account: AccountId,
        password: String,
        may_have_none: bool,
    ) -> Result<Profile, Error> {
        let core = &self.core;
        core.limits.password(account)?;
        let found = core
            .db
            .read(async move |tx| {
                let found = accounts::find(tx, account).await?;
                Ok::<_, Error>((found, accounts::password_hash(tx, account).await?))
            })
            .await?;
        let (Some(known), hash) = found else { return Err(Error::new(ErrorCode::Unauthenticated)) };
        let has_none = hash.is_none() && may_have_none;
        if !has_none && !core.hasher.verify(password, hash).await? {
            return Err(Error::field(ErrorCode::SignInFailed, "password", "the password is another"));
        }
        Ok(known.profile)
    }

    /// Replaces the password, given the current one.
    ///
    /// # Errors
    /// `sign_in_failed` when the current one is wrong, `password_invalid`, `too_many_requests`.
    pub async fn change_password(&self, actor: &Actor, change: PasswordChange) -> Result<(), Error> {
        let permit = permit::<ChangeOwnAccount>(actor, &Subject::Own)?;
        let (account, device) = (permit.account()?, permit.device()?);
        let core = &self.core;
        core.limits.password(account)?;
        let found = core
            .db
            .read(async move |tx| {
                let found = accounts::find(tx, account).await?;
                Ok::<_, Error>((found, accounts::password_hash(tx, account).await?))
            })
            .await?;
        let (Some(known), hash) = found else { return Err(Error::new(ErrorCode::Unauthenticated)) };
        hashing::check(&change.new, &known.profile.handle)?;
        if !core.hasher.verify(change.current, hash).await? {
            return Err(Error::field(ErrorCode::SignInFailed, "current", "the current password is another"));
        }
        let hash = core.hasher.hash(change.new, core.random()).await?;
        let removed = core
            .db
            .write(async move |tx| {
                accounts::lock(tx, account).await?;
                accounts::set_password_hash(tx, account, &hash).await?;
                devices::remove_others(tx, account, Some(device)).await
            })
            .await
            .map_err(Error::from)?;
        revocation::revoke(core, account, &removed).await;
        Ok(())
    }
}
