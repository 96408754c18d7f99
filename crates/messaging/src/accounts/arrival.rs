//! People who come from elsewhere, where they are known: a new account for each, without a password.

use subrosa_proto::account::{AccountKind, Profile};
use subrosa_proto::{AccountId, ErrorCode, handle};
use subrosa_store::accounts::{Account, NewAccount};
use subrosa_store::{Tx, accounts, sign_on_links};

use super::sign_up::display_name;
use crate::{Error, Messaging};

/// Handles tried for a new account before giving up.
const TRIES: usize = 8;

/// Where someone comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The host platform.
    Platform,
    /// A brand's identity provider.
    Provider,
}

/// Who comes, as they are known there.
#[derive(Debug, Clone)]
pub(super) struct Arrival {
    pub(super) place: Place,
    pub(super) issuer: String,
    pub(super) subject: String,
    /// What they are called there, which may be no handle here.
    pub(super) handle: Option<String>,
    pub(super) name: Option<String>,
}

impl Messaging {
    /// The account of someone who comes, made if it is not there.
    ///
    /// # Errors
    /// `handle_taken` when no handle was found for them.
    pub(super) async fn make_arrival(&self, arrival: &Arrival) -> Result<Profile, Error> {
        let wished = base_handle(arrival);
        let shown = display_name(arrival.name.as_deref(), &wished).or_else(|_| display_name(None, &wished))?;
        for attempt in 0..TRIES {
            let name = if attempt == 0 {
                wished.clone()
            } else {
                format!("{wished}_{}", u16::from_le_bytes(self.core.random()))
            };
            let profile = Profile {
                id: AccountId::new(self.core.next_id()),
                handle: name,
                display_name: shown.clone(),
                bio: String::new(),
                avatar: None,
                disabled: false,
                kind: AccountKind::Person,
            };
            let (now, arrival) = (self.core.now(), arrival.clone());
            let made = self
                .core
                .db
                .write(async move |tx| {
                    // Two first sign-ins at once make one account.
                    if let Some(account) = find(tx, &arrival).await? {
                        return Ok(Some(account.profile));
                    }
                    if accounts::find_by_handle(tx, &profile.handle).await?.is_some() {
                        return Ok(None);
                    }
                    let place = (arrival.issuer.as_str(), arrival.subject.as_str());
                    let account = NewAccount {
                        id: profile.id,
                        handle: &profile.handle,
                        display_name: &profile.display_name,
                        bio: "",
                        password_hash: None,
                        platform: Some(place).filter(|_| arrival.place == Place::Platform),
                        kind: AccountKind::Person,
                        created_at: now,
                    };
                    accounts::insert(tx, &account).await?;
                    if arrival.place == Place::Provider {
                        sign_on_links::insert(tx, place, profile.id, now).await?;
                    }
                    Ok::<_, Error>(Some(profile))
                })
                .await?;
            if let Some(profile) = made {
                return Ok(profile);
            }
        }
        Err(Error::new(ErrorCode::HandleTaken))
    }
}

/// Whether they were here before.
async fn find(tx: &mut Tx<'_>, arrival: &Arrival) -> Result<Option<Account>, Error> {
    match arrival.place {
        Place::Platform => Ok(accounts::find_by_platform(tx, &arrival.issuer, &arrival.subject).await?),
        Place::Provider => match sign_on_links::find(tx, &arrival.issuer, &arrival.subject).await? {
            Some(account) => Ok(accounts::find(tx, account).await?),
            None => Ok(None),
        },
    }
}

/// Their handle there if it can be one here, otherwise what can be made of the name.
fn base_handle(arrival: &Arrival) -> String {
    let wished = handle::normalise(arrival.handle.as_deref().unwrap_or_default());
    if handle::check(&wished).is_ok() && wished.len() <= 24 {
        return wished;
    }
    let letters: String = arrival
        .name
        .as_deref()
        .unwrap_or_default()
        .to_ascii_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .skip_while(char::is_ascii_digit)
        .take(20)
        .collect();
    if handle::check(&letters).is_ok() { letters } else { "person".to_owned() }
}
