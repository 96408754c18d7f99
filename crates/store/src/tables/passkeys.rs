//! Passkeys of accounts: what is known of each, and how it was last used.

use subrosa_proto::passkey::Passkey;
use subrosa_proto::{AccountId, PasskeyId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

impl FromRow for Passkey {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { id: row.get(0)?, name: row.get(1)?, created_at: row.get(2)?, last_used_at: row.get(3)? })
    }
}

/// What a new passkey is made of.
#[derive(Clone, Copy)]
pub struct NewPasskey<'a> {
    pub id: PasskeyId,
    pub account: AccountId,
    pub name: &'a str,
    pub credential: &'a [u8],
    pub public_key: &'a [u8],
    pub state: &'a [u8],
    pub created_at: Timestamp,
}

/// What signatures are checked with.
#[derive(Clone)]
pub struct Keys {
    pub id: PasskeyId,
    pub public_key: Vec<u8>,
    pub state: Vec<u8>,
}

impl FromRow for Keys {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { id: row.get(0)?, public_key: row.get(1)?, state: row.get(2)? })
    }
}

/// Adds a passkey; false when there is one of this credential already, whoever's.
pub async fn insert(tx: &mut Tx<'_>, passkey: &NewPasskey<'_>) -> Result<bool, Error> {
    let added = tx
        .execute(
            "INSERT INTO passkeys (account, id, name, credential, public_key, state, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential) DO NOTHING",
            params![
                passkey.account,
                passkey.id,
                passkey.name,
                passkey.credential,
                passkey.public_key,
                passkey.state,
                passkey.created_at
            ],
        )
        .await?;
    Ok(added > 0)
}

/// The passkeys of an account, oldest first.
pub async fn list(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Passkey>, Error> {
    tx.fetch("SELECT id, name, created_at, last_used_at FROM passkeys WHERE account = $1 ORDER BY id", params![account])
        .await
}

/// What browsers call the passkeys of an account.
pub async fn credentials(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Vec<u8>>, Error> {
    let found: Vec<(Vec<u8>,)> =
        tx.fetch("SELECT credential FROM passkeys WHERE account = $1 ORDER BY id", params![account]).await?;
    Ok(found.into_iter().map(|(credential,)| credential).collect())
}

/// How many an account has.
pub async fn count(tx: &mut Tx<'_>, account: AccountId) -> Result<i64, Error> {
    let (count,) = tx.fetch_one("SELECT count(*) FROM passkeys WHERE account = $1", params![account]).await?;
    Ok(count)
}

/// What a signature is checked with, where the account has a passkey of this credential.
pub async fn keys(tx: &mut Tx<'_>, account: AccountId, credential: &[u8]) -> Result<Option<Keys>, Error> {
    tx.fetch_optional(
        "SELECT id, public_key, state FROM passkeys WHERE credential = $1 AND account = $2",
        params![credential, account],
    )
    .await
}

/// A passkey was used, which brings it from one state to the next; false when it is in another by now, or gone.
pub async fn use_once(
    tx: &mut Tx<'_>,
    (account, id): (AccountId, PasskeyId),
    (before, after): (&[u8], &[u8]),
    at: Timestamp,
) -> Result<bool, Error> {
    let used = tx
        .execute(
            "UPDATE passkeys SET state = $1, last_used_at = $2 WHERE account = $3 AND id = $4 AND state = $5",
            params![after, at, account, id, before],
        )
        .await?;
    Ok(used > 0)
}

/// Gives a passkey another name; nothing when the account has none of this id.
pub async fn rename(tx: &mut Tx<'_>, account: AccountId, id: PasskeyId, name: &str) -> Result<Option<Passkey>, Error> {
    tx.fetch_optional(
        "UPDATE passkeys SET name = $1 WHERE account = $2 AND id = $3 RETURNING id, name, created_at, last_used_at",
        params![name, account, id],
    )
    .await
}

/// Removes a passkey; false when the account has none of this id.
pub async fn remove(tx: &mut Tx<'_>, account: AccountId, id: PasskeyId) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM passkeys WHERE account = $1 AND id = $2", params![account, id]).await? > 0)
}

/// Removes all passkeys of an account; how many they were.
pub async fn remove_all(tx: &mut Tx<'_>, account: AccountId) -> Result<u64, Error> {
    tx.execute("DELETE FROM passkeys WHERE account = $1", params![account]).await
}
