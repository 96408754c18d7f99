//! Accounts: who someone is and how they prove it.

use subrosa_proto::account::{AccountKind, Profile};
use subrosa_proto::{AccountId, Timestamp};

use super::counters;
use crate::row::{FromRow, Row};
use crate::value::{is_no_text, number_of, params, values};
use crate::{Error, Tx};

/// One account.
#[derive(Clone)]
pub struct Account {
    pub profile: Profile,
    pub created_at: Timestamp,
    pub has_password: bool,
    /// When the person was last here, if ever.
    pub last_seen_at: Option<Timestamp>,
    /// The change number of the profile.
    pub number: i64,
}

/// A profile from the columns from `first` on: `id, handle, display_name, bio, avatar, disabled_at IS NOT NULL, kind`.
pub(super) fn profile(row: &Row<'_>, first: usize) -> Result<Profile, Error> {
    Ok(Profile {
        id: row.get(first)?,
        handle: row.get(first + 1)?,
        display_name: row.get(first + 2)?,
        bio: row.get(first + 3)?,
        avatar: row.get(first + 4)?,
        disabled: row.get(first + 5)?,
        kind: row.get(first + 6)?,
    })
}

impl FromRow for Account {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            profile: profile(row, 0)?,
            created_at: row.get(7)?,
            has_password: row.get(8)?,
            last_seen_at: row.get(9)?,
            number: row.get(10)?,
        })
    }
}

/// What a new account is made of.
#[derive(Clone, Copy)]
pub struct NewAccount<'a> {
    pub id: AccountId,
    pub handle: &'a str,
    pub display_name: &'a str,
    pub bio: &'a str,
    pub password_hash: Option<&'a str>,
    /// Issuer and subject at the host platform.
    pub platform: Option<(&'a str, &'a str)>,
    pub kind: AccountKind,
    pub created_at: Timestamp,
}

const KINDS: [(AccountKind, i64); 4] =
    [(AccountKind::Person, 1), (AccountKind::Brand, 2), (AccountKind::VerifiedBrand, 3), (AccountKind::Bot, 4)];

number_of!(AccountKind, KINDS);

/// Adds an account.
///
/// # Errors
/// [`Error::Conflict`] when the handle, the platform's subject or the id exists.
pub async fn insert(tx: &mut Tx<'_>, account: &NewAccount<'_>) -> Result<(), Error> {
    let (issuer, subject) = account.platform.unzip();
    tx.execute(
        "INSERT INTO accounts (id, handle, display_name, bio, password_hash, platform_issuer, platform_subject, created_at, kind, number)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)",
        params![
            account.id,
            account.handle,
            account.display_name,
            account.bio,
            account.password_hash,
            issuer,
            subject,
            account.created_at,
            account.kind
        ],
    )
    .await?;
    counters::create(tx, account.id).await
}

/// The account with this id.
pub async fn find(tx: &mut Tx<'_>, id: AccountId) -> Result<Option<Account>, Error> {
    tx.fetch_optional(
        "SELECT id, handle, display_name, bio, avatar, disabled_at IS NOT NULL, kind, created_at, password_hash IS NOT NULL, last_seen_at, number
         FROM accounts WHERE id = $1",
        params![id],
    )
    .await
}

/// The account with this normalised handle.
pub async fn find_by_handle(tx: &mut Tx<'_>, handle: &str) -> Result<Option<Account>, Error> {
    if is_no_text(handle) {
        return Ok(None);
    }
    tx.fetch_optional(
        "SELECT id, handle, display_name, bio, avatar, disabled_at IS NOT NULL, kind, created_at, password_hash IS NOT NULL, last_seen_at, number
         FROM accounts WHERE handle = $1",
        params![handle],
    )
    .await
}

/// The account of a host platform's subject.
pub async fn find_by_platform(tx: &mut Tx<'_>, issuer: &str, subject: &str) -> Result<Option<Account>, Error> {
    if is_no_text(subject) {
        return Ok(None);
    }
    tx.fetch_optional(
        "SELECT id, handle, display_name, bio, avatar, disabled_at IS NOT NULL, kind, created_at, password_hash IS NOT NULL, last_seen_at, number
         FROM accounts WHERE platform_issuer = $1 AND platform_subject = $2",
        params![issuer, subject],
    )
    .await
}

/// Accounts in the order of their ids, after one of them.
pub async fn list(tx: &mut Tx<'_>, after: AccountId, limit: u32) -> Result<Vec<Account>, Error> {
    tx.fetch(
        "SELECT id, handle, display_name, bio, avatar, disabled_at IS NOT NULL, kind, created_at, password_hash IS NOT NULL, last_seen_at, number
         FROM accounts WHERE id > $1 ORDER BY id LIMIT $2",
        params![after, limit],
    )
    .await
}

/// Keeps others who lock it from changing this account until the transaction ends.
pub async fn lock(tx: &mut Tx<'_>, id: AccountId) -> Result<(), Error> {
    tx.lock_many("SELECT id FROM accounts WHERE id = $1", &[values![id]]).await
}

/// What these accounts are called, one name for each; nothing for one that is not there.
pub async fn display_names(tx: &mut Tx<'_>, ids: &[AccountId]) -> Result<Vec<Option<String>>, Error> {
    let rows: Vec<_> = ids.iter().map(|id| values![*id]).collect();
    let found = tx.fetch_many("SELECT display_name FROM accounts WHERE id = $1", &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<(String,)>| rows.into_iter().next().map(|(name,)| name)).collect())
}

/// The hash of the account's password (PHC string format), if it has one.
pub async fn password_hash(tx: &mut Tx<'_>, id: AccountId) -> Result<Option<String>, Error> {
    let found: Option<(Option<String>,)> =
        tx.fetch_optional("SELECT password_hash FROM accounts WHERE id = $1", params![id]).await?;
    Ok(found.and_then(|(hash,)| hash))
}

/// The host platform that the account comes from, if any.
pub async fn platform_issuer(tx: &mut Tx<'_>, id: AccountId) -> Result<Option<String>, Error> {
    let found: Option<(Option<String>,)> =
        tx.fetch_optional("SELECT platform_issuer FROM accounts WHERE id = $1", params![id]).await?;
    Ok(found.and_then(|(issuer,)| issuer))
}

/// Replaces the password's hash.
pub async fn set_password_hash(tx: &mut Tx<'_>, id: AccountId, hash: &str) -> Result<(), Error> {
    tx.execute("UPDATE accounts SET password_hash = $1 WHERE id = $2", params![hash, id]).await?;
    Ok(())
}

/// Replaces what others see, and the change number of it.
pub async fn set_profile(tx: &mut Tx<'_>, profile: &Profile, number: i64) -> Result<(), Error> {
    tx.execute(
        "UPDATE accounts SET display_name = $1, bio = $2, avatar = $3, number = $4 WHERE id = $5",
        params![&profile.display_name, &profile.bio, profile.avatar.as_deref(), number, profile.id],
    )
    .await?;
    Ok(())
}

/// Disables the account from a moment on, or enables it again.
pub async fn set_disabled(tx: &mut Tx<'_>, id: AccountId, since: Option<Timestamp>, number: i64) -> Result<(), Error> {
    tx.execute("UPDATE accounts SET disabled_at = $1, number = $2 WHERE id = $3", params![since, number, id]).await?;
    Ok(())
}

/// Makes a brand a verified one, or takes that back.
pub async fn set_kind(tx: &mut Tx<'_>, id: AccountId, kind: AccountKind, number: i64) -> Result<(), Error> {
    tx.execute("UPDATE accounts SET kind = $1, number = $2 WHERE id = $3", params![kind, number, id]).await?;
    Ok(())
}

/// Notes when the person was last here; never goes back.
pub async fn set_last_seen(tx: &mut Tx<'_>, id: AccountId, at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE accounts SET last_seen_at = $1 WHERE id = $2 AND coalesce(last_seen_at, 0) < $3",
        params![at, id, at],
    )
    .await?;
    Ok(())
}
