//! Sign up: a new account and its first device.

use subrosa_proto::account::{AccountKind, Profile, Session, SignUp, SignUpMode};
use subrosa_proto::{AccountId, ErrorCode, handle};
use subrosa_store::accounts::NewAccount;
use subrosa_store::{accounts, devices, invites};

use super::passkeys::Used;
use super::session::{Fresh, Origin};
use super::{hashing, shown, token};
use crate::{Error, Messaging};

impl Messaging {
    /// Makes an account and signs it in. A repetition with the same Idempotency-Key and password answers with the same account and device.
    ///
    /// # Errors
    /// `sign_up_closed`, `invite_required`, `handle_invalid`, `handle_taken`, `password_invalid`, `text_invalid`,
    /// `too_many_requests`.
    pub async fn sign_up(&self, request: SignUp, origin: &Origin) -> Result<Session, Error> {
        let core = &self.core;
        core.limits.sign_up(origin.address)?;
        if core.settings.sign_up == SignUpMode::Closed {
            return Err(Error::new(ErrorCode::SignUpClosed));
        }
        let name = handle::normalise(&request.handle);
        handle::check(&name).map_err(|why| Error::field(ErrorCode::HandleInvalid, "handle", why.to_string()))?;
        hashing::check(&request.password, &name)?;
        let display_name = display_name(request.display_name.as_deref(), &name)?;
        if let Some(session) = self.repeated(&name, &request, origin).await? {
            return Ok(session);
        }
        let invite = match (core.settings.sign_up, request.invite) {
            (SignUpMode::Invite, None) => return Err(Error::new(ErrorCode::InviteRequired)),
            (SignUpMode::Invite, Some(code)) => Some(token::hash(code.trim())),
            (SignUpMode::Open | SignUpMode::Closed, _) => None,
        };
        let hash = core.hasher.hash(request.password, core.random()).await?;
        let fresh = Fresh::new(core, origin, request.device_name.as_deref())?;
        let id = AccountId::new(core.next_id());
        let now = core.now();
        let profile = Profile {
            id,
            handle: name,
            display_name,
            bio: String::new(),
            avatar: None,
            disabled: false,
            kind: AccountKind::Person,
        };
        core.db
            .write(async move |tx| {
                if let Some(code_hash) = invite
                    && !invites::take(tx, &code_hash, now).await?
                {
                    return Err(Error::new(ErrorCode::InviteRequired));
                }
                if accounts::find_by_handle(tx, &profile.handle).await?.is_some() {
                    return Err(Error::new(ErrorCode::HandleTaken));
                }
                let account = NewAccount {
                    id,
                    handle: &profile.handle,
                    display_name: &profile.display_name,
                    bio: "",
                    password_hash: Some(&hash),
                    platform: None,
                    kind: AccountKind::Person,
                    created_at: now,
                };
                accounts::insert(tx, &account).await?;
                let device = fresh.insert(tx, id).await?;
                Ok(fresh.into_session(profile, device))
            })
            .await
    }

    /// The session of a sign-up that was carried out before under the same Idempotency-Key.
    async fn repeated(&self, handle: &str, request: &SignUp, origin: &Origin) -> Result<Option<Session>, Error> {
        let Some(key) = origin.request_key.clone() else { return Ok(None) };
        let wanted = handle.to_owned();
        let found = self
            .core
            .db
            .read(async move |tx| {
                let Some(account) = accounts::find_by_handle(tx, &wanted).await? else { return Ok(None) };
                if devices::find_by_request(tx, account.profile.id, &key).await?.is_none() {
                    return Ok(None);
                }
                let hash = accounts::password_hash(tx, account.profile.id).await?;
                Ok::<_, Error>(Some((account.profile, hash)))
            })
            .await?;
        let Some((profile, hash)) = found else { return Ok(None) };
        if !self.core.hasher.verify(request.password.clone(), hash.clone()).await? {
            return Ok(None);
        }
        self.new_session(profile, Proof::Password(hash), origin, request.device_name.as_deref()).await.map(Some)
    }

    /// A new device of an account, or the one of a repeated request with a new token.
    ///
    /// # Errors
    /// `account_disabled`, or `sign_in_failed` when the password is another by now: what was true when the caller was checked may
    /// have changed; so `passkey_failed`.
    pub(crate) async fn new_session(
        &self,
        profile: Profile,
        proof: Proof,
        origin: &Origin,
        device_name: Option<&str>,
    ) -> Result<Session, Error> {
        let fresh = Fresh::new(&self.core, origin, device_name)?;
        self.core
            .db
            .write(async move |tx| {
                accounts::lock(tx, profile.id).await?;
                let found = accounts::find(tx, profile.id).await?;
                let profile = found.ok_or_else(|| Error::new(ErrorCode::SignInFailed))?.profile;
                if profile.disabled {
                    return Err(Error::new(ErrorCode::AccountDisabled));
                }
                if let Proof::Password(hash) = &proof
                    && accounts::password_hash(tx, profile.id).await? != *hash
                {
                    return Err(Error::new(ErrorCode::SignInFailed));
                }
                if let Proof::Passkey(used) = &proof {
                    used.write(tx).await?;
                }
                let device = fresh.insert(tx, profile.id).await?;
                if let Proof::Provider(brand) = &proof {
                    devices::set_sign_on(tx, device, *brand).await?;
                }
                Ok(fresh.into_session(profile, device))
            })
            .await
    }
}

/// How someone showed who they are.
#[derive(Clone)]
pub(crate) enum Proof {
    /// By the password that this is the hash of.
    Password(Option<String>),
    /// By a passkey of theirs.
    Passkey(Used),
    /// By the word of this brand's identity provider.
    Provider(AccountId),
    /// By the host platform's token, or by being the operator.
    Other,
}

/// The name to show: as wished, or the handle.
pub(crate) fn display_name(wished: Option<&str>, handle: &str) -> Result<String, Error> {
    shown::name_in("display_name", wished.filter(|name| !name.trim().is_empty()).unwrap_or(handle))
}
