//! Who is here now. Never stored, but for when someone was last seen.

use subrosa_access::{Actor, Permit, Subject, Sync, WatchPresence, permit};
use subrosa_bus::{Subscription, Watcher};
use subrosa_proto::limits::WATCHED_ACCOUNTS;
use subrosa_proto::sync::{Presence, PresenceList, Watch};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{accounts, brand_members, conversations, devices};

use crate::desk::see;
use crate::{Error, Messaging};

impl Messaging {
    /// Opens a live session of the actor's account: from now on it hears what is committed. Whoever watches the account
    /// learns that it is here.
    ///
    /// # Errors
    /// `unauthenticated`; `device_revoked` when it was signed out meanwhile; `too_many_requests` when the account has too many
    /// sessions.
    pub async fn join(&self, actor: &Actor) -> Result<Subscription, Error> {
        let permit = permit::<Sync>(actor, &Subject::Own)?;
        let (account, device) = (permit.account()?, permit.device()?);
        let was_here = self.core.bus.is_online(account);
        let crowded = || Error::new(ErrorCode::TooManyRequests);
        let subscription = self.core.bus.subscribe(account, device).ok_or_else(crowded)?;
        self.check_device(&permit).await?;
        see::opened(&self.core, actor).await;
        if !was_here {
            self.core.bus.tell_presence(account, || self.core.now());
        }
        Ok(subscription)
    }

    /// Sees that the device is still signed in. Whoever listens first and then asks this hears of a revocation in any case.
    pub(crate) async fn check_device(&self, permit: &Permit<Sync>) -> Result<(), Error> {
        let (account, person, device) = (permit.account()?, permit.person()?, permit.device()?);
        let active = self.core.db.read(async move |tx| {
            if account == person {
                return devices::is_active(tx, account, device).await;
            }
            Ok::<_, subrosa_store::Error>(!brand_members::newest_numbers(tx, &[(account, device)]).await?.is_empty())
        });
        if active.await.map_err(Error::from)? { Ok(()) } else { Err(Error::new(ErrorCode::DeviceRevoked)) }
    }

    /// Ends a live session. When it was the account's last, its watchers learn when it was last seen.
    pub async fn leave(&self, actor: &Actor, subscription: Subscription) {
        drop(subscription);
        let (Some(account), Some(device)) = (actor.account(), actor.device()) else { return };
        let now = self.core.now();
        let noted = self
            .core
            .db
            .write(async move |tx| {
                devices::set_last_seen(tx, device, now).await?;
                accounts::set_last_seen(tx, account, now).await
            })
            .await;
        if let Err(error) = noted {
            tracing::debug!(%error, "the last visit could not be noted");
        }
        if !self.core.bus.is_online(account) {
            self.core.bus.tell_presence(account, || now);
        }
    }

    /// The presence of some accounts; those without a common conversation are left out. With a live session, it
    /// also hears of their changes from now on.
    ///
    /// # Errors
    /// `invalid_parameter` when there are too many.
    pub async fn watch(&self, actor: &Actor, request: Watch, session: Option<&Watcher>) -> Result<PresenceList, Error> {
        let own = permit::<Sync>(actor, &Subject::Own)?.account()?;
        if request.accounts.len() > WATCHED_ACCOUNTS {
            let detail = format!("at most {WATCHED_ACCOUNTS} accounts");
            return Err(Error::field(ErrorCode::InvalidParameter, "accounts", detail));
        }
        let actor = *actor;
        let known: Vec<(AccountId, Presence)> = self
            .core
            .db
            .read(async move |tx| {
                let mut known = Vec::new();
                for id in request.accounts {
                    let Some(account) = accounts::find(tx, id).await? else { continue };
                    let shared = shares_conversation(tx, own, id).await?;
                    let subject = Subject::Account { id, available: shared, shared };
                    if !shared && id != own || permit::<WatchPresence>(&actor, &subject).is_err() {
                        continue;
                    }
                    known.push((id, Presence { account: id, online: false, last_seen: account.last_seen_at }));
                }
                Ok::<_, Error>(known)
            })
            .await?;
        if let Some(session) = session {
            // Watch first, then look: a change in between is told twice rather than not at all.
            session.watch(&known.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        }
        let presence = known
            .into_iter()
            .map(|(id, mut presence)| {
                presence.online = self.core.bus.is_online(id);
                if presence.online {
                    presence.last_seen = None;
                }
                presence
            })
            .collect();
        Ok(PresenceList { presence })
    }
}

/// Whether two accounts have a conversation that both see.
async fn shares_conversation(tx: &mut subrosa_store::Tx<'_>, own: AccountId, other: AccountId) -> Result<bool, Error> {
    let Some(id) = conversations::find_by_pair(tx, (own, other)).await? else { return Ok(false) };
    Ok(conversations::find(tx, id).await?.is_some_and(|state| state.head > 0))
}
