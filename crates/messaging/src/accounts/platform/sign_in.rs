//! Exchange a platform's token for a session; on first sight the account is made.

use subrosa_proto::account::{AccountKind, PlatformSignIn, Profile, Session};
use subrosa_proto::{AccountId, ErrorCode, handle};
use subrosa_store::accounts;
use subrosa_store::accounts::NewAccount;

use super::verify::Claims;
use crate::accounts::session::Origin;
use crate::accounts::sign_up::{Proof, display_name};
use crate::{Error, Messaging};

/// Handles tried for a new account before giving up.
const TRIES: usize = 8;

impl Messaging {
    /// Signs in whoever the platform's token names.
    ///
    /// # Errors
    /// `platform_token_invalid`, `account_disabled`, `not_found` when there is no host platform, `too_many_requests`.
    pub async fn sign_in_by_platform(&self, request: PlatformSignIn, origin: &Origin) -> Result<Session, Error> {
        let platform = self.core.platform.as_ref().ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        self.core.limits.platform_sign_in(origin.address)?;
        let claims = platform.verify(&request.token, self.core.now()).await?;
        let (issuer, subject) = (platform.issuer.clone(), claims.sub.clone());
        let found = self.core.db.read(async move |tx| accounts::find_by_platform(tx, &issuer, &subject).await).await;
        let profile = match found.map_err(Error::from)? {
            Some(account) if account.profile.disabled => return Err(Error::new(ErrorCode::AccountDisabled)),
            Some(account) => account.profile,
            None => self.create_from_claims(&platform.issuer, &claims).await?,
        };
        self.new_session(profile, Proof::Other, origin, request.device_name.as_deref()).await
    }

    async fn create_from_claims(&self, issuer: &str, claims: &Claims) -> Result<Profile, Error> {
        let wished = base_handle(claims);
        let shown = display_name(claims.name.as_deref(), &wished).or_else(|_| display_name(None, &wished))?;
        for attempt in 0..TRIES {
            let id = AccountId::new(self.core.next_id());
            let name = if attempt == 0 {
                wished.clone()
            } else {
                format!("{wished}_{}", u16::from_le_bytes(self.core.random()))
            };
            let profile = Profile {
                id,
                handle: name,
                display_name: shown.clone(),
                bio: String::new(),
                avatar: None,
                disabled: false,
                kind: AccountKind::Person,
            };
            let now = self.core.now();
            let (issuer, subject) = (issuer.to_owned(), claims.sub.clone());
            let made = self
                .core
                .db
                .write(async move |tx| {
                    // Two first sign-ins at once make one account.
                    if let Some(account) = accounts::find_by_platform(tx, &issuer, &subject).await? {
                        return Ok(Some(account.profile));
                    }
                    if accounts::find_by_handle(tx, &profile.handle).await?.is_some() {
                        return Ok(None);
                    }
                    let account = NewAccount {
                        id,
                        handle: &profile.handle,
                        display_name: &profile.display_name,
                        bio: "",
                        password_hash: None,
                        platform: Some((&issuer, &subject)),
                        kind: AccountKind::Person,
                        created_at: now,
                    };
                    accounts::insert(tx, &account).await?;
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

/// The platform's handle if it can be one here, otherwise what can be made of the name.
fn base_handle(claims: &Claims) -> String {
    let wished = handle::normalise(claims.handle.as_deref().unwrap_or_default());
    if handle::check(&wished).is_ok() && wished.len() <= 24 {
        return wished;
    }
    let letters: String = claims
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
