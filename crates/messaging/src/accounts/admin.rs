//! What the operator does with accounts: make, list, disable, sign in for tools.

use std::net::{IpAddr, Ipv4Addr};

use subrosa_access::{Actor, Administer, Subject, permit};
use subrosa_proto::account::{AccountKind, Profile, Session};
use subrosa_proto::{AccountId, DeviceId, ErrorCode, Timestamp, handle};
use subrosa_store::accounts::{Account, NewAccount};
use subrosa_store::{Tx, accounts, counters, devices, jobs};

use super::hashing;
use super::revocation;
use super::session::Origin;
use super::shown;
use super::sign_up::Proof;
use super::sign_up::display_name;
use crate::job_kind::PROFILE_CHANGED;
use crate::{Error, Messaging};

/// A person whom the operator adds.
pub struct NewPerson {
    pub handle: String,
    pub display_name: Option<String>,
    pub bio: String,
    /// Without one the person can't sign in with a password.
    pub password: Option<String>,
}

impl Messaging {
    /// Adds an account, whatever the sign-up setting.
    ///
    /// # Errors
    /// `handle_invalid`, `handle_taken`, `password_invalid`, `text_invalid`.
    pub async fn create_account(&self, actor: &Actor, person: NewPerson) -> Result<Profile, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let core = &self.core;
        let name = handle::normalise(&person.handle);
        handle::check(&name).map_err(|why| Error::field(ErrorCode::HandleInvalid, "handle", why.to_string()))?;
        let display_name = display_name(person.display_name.as_deref(), &name)?;
        let bio = shown::bio(&person.bio)?;
        let hash = match person.password {
            None => None,
            Some(password) => {
                hashing::check(&password, &name)?;
                Some(core.hasher.hash(password, core.random()).await?)
            }
        };
        let id = AccountId::new(core.next_id());
        let now = core.now();
        let profile =
            Profile { id, handle: name, display_name, bio, avatar: None, disabled: false, kind: AccountKind::Person };
        core.db
            .write(async move |tx| {
                if accounts::find_by_handle(tx, &profile.handle).await?.is_some() {
                    return Err(Error::new(ErrorCode::HandleTaken));
                }
                let account = NewAccount {
                    id,
                    handle: &profile.handle,
                    display_name: &profile.display_name,
                    bio: &profile.bio,
                    password_hash: hash.as_deref(),
                    platform: None,
                    kind: AccountKind::Person,
                    created_at: now,
                };
                accounts::insert(tx, &account).await?;
                Ok(profile)
            })
            .await
    }

    /// Accounts in the order of their making, after one of them.
    ///
    /// # Errors
    /// `forbidden` unless the operator asks.
    pub async fn list_accounts(&self, actor: &Actor, after: AccountId, limit: u32) -> Result<Vec<Account>, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        Ok(self.core.db.read(async move |tx| accounts::list(tx, after, limit).await).await?)
    }

    /// Disables an account and signs it out everywhere, or enables it again.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn set_disabled(&self, actor: &Actor, name: &str, disabled: bool) -> Result<Profile, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let wanted = handle::normalise(name);
        let since = disabled.then(|| self.core.now());
        let job = self.core.next_id();
        let (profile, removed) = self
            .core
            .db
            .write(async move |tx| {
                let found = accounts::find_by_handle(tx, &wanted).await?;
                let mut profile = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?.profile;
                let removed = set_disabled(tx, profile.id, since).await?;
                jobs::insert(tx, job, PROFILE_CHANGED, profile.id).await?;
                profile.disabled = disabled;
                Ok::<_, Error>((profile, removed))
            })
            .await?;
        if disabled {
            self.core.bus.revoke(profile.id, None);
            revocation::revoke(&self.core, profile.id, &removed).await;
        }
        self.core.jobs_wake.notify_one();
        Ok(profile)
    }

    /// A token for an account, for tools and bots: a device like any other.
    ///
    /// # Errors
    /// `not_found`, `account_disabled`.
    pub async fn create_token(&self, actor: &Actor, name: &str, device_name: &str) -> Result<Session, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let wanted = handle::normalise(name);
        let found = self.core.db.read(async move |tx| accounts::find_by_handle(tx, &wanted).await).await;
        let account = found.map_err(Error::from)?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        if account.profile.disabled {
            return Err(Error::new(ErrorCode::AccountDisabled));
        }
        if account.profile.kind.is_brand() {
            let detail = "a brand has no devices of its own: make the token for one of its members";
            return Err(Error::field(ErrorCode::Forbidden, "handle", detail));
        }
        let origin = Origin { address: IpAddr::V4(Ipv4Addr::LOCALHOST), request_key: None };
        self.new_session(account.profile, Proof::Other, &origin, Some(device_name)).await
    }
}

/// Disables an account since a moment and signs it out everywhere, or enables it again; the devices that it had. Their sessions are ended by
/// whoever calls it, after the commit.
pub(crate) async fn set_disabled(
    tx: &mut Tx<'_>,
    account: AccountId,
    since: Option<Timestamp>,
) -> Result<Vec<DeviceId>, Error> {
    let number = counters::take(tx, account, 1).await?;
    accounts::set_disabled(tx, account, since, number).await?;
    if since.is_none() {
        return Ok(Vec::new());
    }
    Ok(devices::remove_others(tx, account, None).await?)
}
