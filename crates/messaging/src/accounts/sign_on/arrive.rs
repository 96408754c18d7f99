//! Whoever a provider sent becomes a person here, or is one.

use subrosa_proto::account::{Profile, Session};
use subrosa_proto::{AccountId, DeviceId, ErrorCode};
use subrosa_store::{accounts, devices, sign_on_links};

use super::word::Said;
use crate::accounts::arrival::{Arrival, Place};
use crate::accounts::revocation;
use crate::accounts::session::Origin;
use crate::accounts::sign_up::Proof;
use crate::{Error, Messaging};

/// Who came.
pub struct Arrived {
    pub profile: Profile,
    /// Whether the provider did not know them before.
    pub is_new: bool,
}

impl Messaging {
    /// The account of whom a provider sent: the one that it is linked to, else the one of whoever set out signed in, else a new one. Never one
    /// that is found by an address or a name.
    ///
    /// # Errors
    /// `account_disabled`; `sign_on_failed` when whoever set out signed in is not whom the provider's subject is linked to.
    pub async fn arrive(&self, issuer: &str, said: &Said, who: Option<AccountId>) -> Result<Arrived, Error> {
        let (owner, subject, now) = (issuer.to_owned(), said.subject.clone(), self.core.now());
        let found = self.core.db.write(async move |tx| {
            let known = sign_on_links::find(tx, &owner, &subject).await?;
            let (account, is_new) = match (known, who) {
                (Some(known), Some(who)) if known != who => {
                    let why = "another account signs in by this already";
                    return Err(Error::field(ErrorCode::SignOnFailed, "code", why));
                }
                (Some(known), _) => (known, false),
                (None, Some(who)) => {
                    sign_on_links::insert(tx, (&owner, &subject), who, now).await?;
                    (who, true)
                }
                (None, None) => return Ok(None),
            };
            let profile = accounts::find(tx, account).await?.map(|account| account.profile);
            let profile = profile.ok_or_else(|| Error::new(ErrorCode::Unauthenticated))?;
            Ok(Some(Arrived { profile, is_new }))
        });
        if let Some(arrived) = found.await? {
            if arrived.profile.disabled {
                return Err(Error::new(ErrorCode::AccountDisabled));
            }
            return Ok(arrived);
        }
        let local = said.email.as_deref().and_then(|email| email.split('@').next());
        let arrival = Arrival {
            place: Place::Provider,
            issuer: issuer.to_owned(),
            subject: said.subject.clone(),
            handle: said.handle.as_deref().and_then(|name| name.split('@').next()).or(local).map(str::to_owned),
            name: said.name.clone(),
        };
        Ok(Arrived { profile: self.make_arrival(&arrival).await?, is_new: true })
    }

    /// Signs in whom a brand's provider sent. A device from which they set out signed in gives way to the new one.
    ///
    /// # Errors
    /// `account_disabled`, `text_invalid` of the device's name.
    pub async fn sign_in_by_provider(
        &self,
        profile: Profile,
        (brand, before): (AccountId, Option<DeviceId>),
        origin: &Origin,
        device_name: Option<&str>,
    ) -> Result<Session, Error> {
        let account = profile.id;
        let session = self.new_session(profile, Proof::Provider(brand), origin, device_name).await?;
        if let Some(before) = before {
            let removed = self.core.db.write(async move |tx| devices::remove(tx, account, before).await).await;
            if removed.map_err(Error::from)? {
                revocation::revoke(&self.core, account, &[before]).await;
            }
        }
        Ok(session)
    }
}
