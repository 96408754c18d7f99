//! Sessions: from a token to an actor, and the making of new ones.

use std::net::IpAddr;

use sha2::{Digest, Sha256};
use subrosa_access::{Actor, Held, network_of};
use subrosa_proto::account::{AccountKind, Profile, Session};
use subrosa_proto::brand::Role;
use subrosa_proto::limits::DEVICE_NAME_CHARACTERS;
use subrosa_proto::{AccountId, DeviceId, ErrorCode, text};
use subrosa_store::devices::{ByToken, NewDevice};
use subrosa_store::{Tx, brand_members, devices};

use super::token;
use crate::core::Core;
use crate::{Error, Messaging};

/// Where a sign-up or sign-in came from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The client's address.
    pub address: IpAddr,
    /// The request's Idempotency-Key: the same again finds the same device.
    pub request_key: Option<String>,
}

/// Who a valid token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    pub account: AccountId,
    pub device: DeviceId,
    pub kind: AccountKind,
}

impl From<Identity> for Actor {
    fn from(identity: Identity) -> Self {
        Self::Person { account: identity.account, device: identity.device }
    }
}

impl Messaging {
    /// Who a token belongs to.
    ///
    /// # Errors
    /// `unauthenticated` when the token is not, or no longer, valid; `account_disabled`.
    pub async fn authenticate(&self, token: &str) -> Result<Identity, Error> {
        let hash = token::hash(token);
        let found = self.core.db.read(async move |tx| devices::find_by_token(tx, &hash).await).await;
        match found.map_err(Error::from)? {
            Some(found) if found.is_disabled => Err(Error::new(ErrorCode::AccountDisabled)),
            Some(ByToken { account, device, kind, .. }) => Ok(Identity { account, device, kind }),
            None => Err(Error::new(ErrorCode::Unauthenticated)),
        }
    }

    /// The actor for a token: the person it belongs to or, where an account is named, the member of that brand. A bot acts for its brand,
    /// named or not.
    ///
    /// # Errors
    /// As [`Self::authenticate`]; `forbidden` when the person does not work for the brand, `sign_on_required` when the brand wants another sign-in.
    pub async fn actor(&self, token: &str, acting_for: Option<AccountId>) -> Result<Actor, Error> {
        let Some(brand) = acting_for else {
            let own = self.authenticate(token).await?;
            return if own.kind == AccountKind::Bot { self.bot(own).await } else { Ok(own.into()) };
        };
        let hash = token::hash(token);
        let found = self.core.db.read(async move |tx| brand_members::find_by_token(tx, brand, &hash).await).await;
        if let Some(brand_members::ByToken { role: (role, own), person, device, is_admitted }) =
            found.map_err(Error::from)?
        {
            if !is_admitted {
                return Err(Error::new(ErrorCode::SignOnRequired));
            }
            if role == Role::Bot {
                self.note_use(device);
            }
            return Ok(Actor::Member { brand, held: Held::kept(role, own), person, device });
        }
        let own = self.authenticate(token).await?;
        if own.account == brand { Ok(own.into()) } else { Err(Error::new(ErrorCode::Forbidden)) }
    }

    /// A bot as the member of the one brand that it works for.
    async fn bot(&self, own: Identity) -> Result<Actor, Error> {
        let Identity { account: person, device, .. } = own;
        let found = self.core.db.read(async move |tx| brand_members::memberships(tx, person, 1).await).await;
        let Some(membership) = found.map_err(Error::from)?.pop().filter(|one| !one.brand.disabled) else {
            return Err(Error::new(ErrorCode::Unauthenticated));
        };
        self.note_use(device);
        Ok(Actor::Member { brand: membership.brand.id, held: membership.role.into(), person, device })
    }
}

/// A device in the making, and the token that will be shown once.
#[derive(Clone)]
pub(crate) struct Fresh {
    pub(crate) id: DeviceId,
    name: String,
    token: String,
    token_hash: [u8; 32],
    address_key: [u8; 32],
    request_key: Option<String>,
    now: subrosa_proto::Timestamp,
}

impl Fresh {
    pub(crate) fn new(core: &Core, origin: &Origin, name: Option<&str>) -> Result<Self, Error> {
        let name = name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or("Unnamed device");
        text::check_line(name, DEVICE_NAME_CHARACTERS, false).map_err(|why| Error::text("device_name", why))?;
        let token = token::mint(core.randomness.as_ref());
        Ok(Self {
            id: DeviceId::new(core.next_id()),
            name: name.to_owned(),
            token_hash: token::hash(&token),
            token,
            address_key: address_key(core, origin.address),
            request_key: origin.request_key.clone(),
            now: core.now(),
        })
    }

    /// Writes the device down.
    pub(crate) async fn insert(&self, tx: &mut Tx<'_>, account: AccountId) -> Result<DeviceId, subrosa_store::Error> {
        let device = NewDevice {
            id: self.id,
            account,
            name: &self.name,
            token_hash: &self.token_hash,
            request_key: self.request_key.as_deref(),
            address_key: Some(&self.address_key),
            created_at: self.now,
        };
        devices::insert(tx, &device).await
    }

    pub(crate) fn into_session(self, account: Profile, device: DeviceId) -> Session {
        Session { token: self.token, account, device }
    }
}

/// A keyed hash of an address's network: enough to know it again, not enough to read it.
pub(crate) fn address_key(core: &Core, address: IpAddr) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(core.address_secret);
    match network_of(address) {
        IpAddr::V4(four) => hash.update(four.octets()),
        IpAddr::V6(six) => hash.update(six.octets()),
    }
    hash.finalize().into()
}
