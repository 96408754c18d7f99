//! Devices: the signed-in clients of accounts, found by the hash of their token.

use subrosa_proto::account::AccountKind;
use subrosa_proto::{AccountId, DeviceId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{Value, params};
use crate::{Error, Tx};

/// One device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    pub account: AccountId,
    pub name: String,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// Everything up to this change number has arrived here.
    pub acked: i64,
}

impl FromRow for Device {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: row.get(0)?,
            account: row.get(1)?,
            name: row.get(2)?,
            created_at: row.get(3)?,
            last_seen_at: row.get(4)?,
            acked: row.get(5)?,
        })
    }
}

/// What a new device is made of.
#[derive(Clone, Copy)]
pub struct NewDevice<'a> {
    pub id: DeviceId,
    pub account: AccountId,
    pub name: &'a str,
    pub token_hash: &'a [u8],
    /// The Idempotency-Key of the sign-in, so that its repetition finds the same device.
    pub request_key: Option<&'a str>,
    pub address_key: Option<&'a [u8]>,
    pub created_at: Timestamp,
}

/// Adds a device. The same request key again keeps the device and replaces its token.
pub async fn insert(tx: &mut Tx<'_>, device: &NewDevice<'_>) -> Result<DeviceId, Error> {
    let (id,) = tx
        .fetch_one(
            "INSERT INTO devices (id, account, name, token_hash, request_key, address_key, created_at, last_seen_at, acked)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)
             ON CONFLICT (account, request_key) DO UPDATE SET token_hash = excluded.token_hash
             RETURNING id",
            params![
                device.id,
                device.account,
                device.name,
                device.token_hash,
                device.request_key,
                device.address_key,
                device.created_at,
                device.created_at
            ],
        )
        .await?;
    Ok(id)
}

/// Notes by which brand's provider a device was signed in.
pub async fn set_sign_on(tx: &mut Tx<'_>, device: DeviceId, brand: AccountId) -> Result<(), Error> {
    tx.execute("UPDATE devices SET sign_on = $1 WHERE id = $2", params![brand, device]).await?;
    Ok(())
}

/// A device as its token shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByToken {
    pub account: AccountId,
    pub device: DeviceId,
    /// Whether the account is disabled.
    pub is_disabled: bool,
    pub kind: AccountKind,
}

impl FromRow for ByToken {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { account: row.get(0)?, device: row.get(1)?, is_disabled: row.get(2)?, kind: row.get(3)? })
    }
}

/// A device as its token shows it.
pub async fn find_by_token(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<Option<ByToken>, Error> {
    tx.fetch_optional(
        "SELECT d.account, d.id, a.disabled_at IS NOT NULL, a.kind FROM devices d JOIN accounts a ON a.id = d.account
         WHERE d.token_hash = $1",
        params![token_hash],
    )
    .await
}

/// Whether a device is signed in to an account that is not disabled.
pub async fn is_active(tx: &mut Tx<'_>, account: AccountId, device: DeviceId) -> Result<bool, Error> {
    let found: Option<(AccountId,)> = tx
        .fetch_optional(
            "SELECT d.account FROM devices d JOIN accounts a ON a.id = d.account
             WHERE d.id = $1 AND d.account = $2 AND a.disabled_at IS NULL",
            params![device, account],
        )
        .await?;
    Ok(found.is_some())
}

/// The devices, of these, that are signed in to an account that is not disabled, each with its account and that one's newest number.
pub async fn newest_numbers(tx: &mut Tx<'_>, devices: &[DeviceId]) -> Result<Vec<(DeviceId, AccountId, i64)>, Error> {
    let some = |some: &[DeviceId]| {
        // What is missing in the last of them is no device.
        std::array::from_fn::<_, 16, _>(|index| Value::from(some.get(index).map_or(0, |device| device.number())))
    };
    let rows: Vec<_> = devices.chunks(16).map(some).collect();
    let found = tx
        .fetch_many(
            "SELECT d.id, d.account, c.number FROM devices d JOIN accounts a ON a.id = d.account JOIN counters c ON c.account = d.account
             WHERE d.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AND a.disabled_at IS NULL",
            &rows,
        )
        .await?;
    Ok(found.into_iter().flatten().collect())
}

/// The device that a repeated sign-in made the first time.
pub async fn find_by_request(
    tx: &mut Tx<'_>,
    account: AccountId,
    request_key: &str,
) -> Result<Option<DeviceId>, Error> {
    let found: Option<(DeviceId,)> = tx
        .fetch_optional("SELECT id FROM devices WHERE account = $1 AND request_key = $2", params![account, request_key])
        .await?;
    Ok(found.map(|(id,)| id))
}

/// The devices of an account, oldest first.
pub async fn list(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Device>, Error> {
    tx.fetch(
        "SELECT id, account, name, created_at, last_seen_at, acked FROM devices WHERE account = $1 ORDER BY id",
        params![account],
    )
    .await
}

/// Whether the account signed in from this address before.
pub async fn knows_address(tx: &mut Tx<'_>, account: AccountId, address_key: &[u8]) -> Result<bool, Error> {
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "SELECT 1 FROM devices WHERE account = $1 AND address_key = $2 LIMIT 1",
            params![account, address_key],
        )
        .await?;
    Ok(found.is_some())
}

/// Removes a device of an account; whether there was one.
pub async fn remove(tx: &mut Tx<'_>, account: AccountId, device: DeviceId) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM devices WHERE account = $1 AND id = $2", params![account, device]).await? > 0)
}

/// Removes all devices of an account but one; returns those removed.
pub async fn remove_others(
    tx: &mut Tx<'_>,
    account: AccountId,
    keep: Option<DeviceId>,
) -> Result<Vec<DeviceId>, Error> {
    let removed: Vec<(DeviceId,)> = tx
        .fetch(
            "DELETE FROM devices WHERE account = $1 AND id <> coalesce(CAST($2 AS BIGINT), 0) RETURNING id",
            params![account, keep],
        )
        .await?;
    Ok(removed.into_iter().map(|(id,)| id).collect())
}

/// Notes that the device is in use.
pub async fn set_last_seen(tx: &mut Tx<'_>, device: DeviceId, at: Timestamp) -> Result<(), Error> {
    tx.execute("UPDATE devices SET last_seen_at = $1 WHERE id = $2", params![at, device]).await?;
    Ok(())
}

/// Raises what has arrived at a device and returns what had before; nothing when it was not raised.
pub async fn raise_acked(tx: &mut Tx<'_>, device: DeviceId, number: i64) -> Result<Option<i64>, Error> {
    let before: Option<(i64,)> =
        tx.fetch_optional("SELECT acked FROM devices WHERE id = $1 AND acked < $2", params![device, number]).await?;
    let Some((before,)) = before else { return Ok(None) };
    tx.execute("UPDATE devices SET acked = $1 WHERE id = $2", params![number, device]).await?;
    Ok(Some(before))
}

/// Forgets what has arrived, because the account's numbers begin anew after a restore.
pub async fn reset_acked(tx: &mut Tx<'_>) -> Result<(), Error> {
    tx.execute("UPDATE devices SET acked = 0", &[]).await?;
    Ok(())
}
