//! Who is under way to an identity provider: each comes back once, and not after its time.

use subrosa_proto::{AccountId, DeviceId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// Those under way at most. Strangers may set out, so the oldest give way.
pub const MOST: u32 = 10_000;

/// One way.
#[derive(Clone)]
pub struct Way {
    pub brand: AccountId,
    pub issuer: String,
    /// Who links their account, on which device.
    pub account: Option<AccountId>,
    pub device: Option<DeviceId>,
    pub nonce: String,
    pub verifier: String,
}

impl FromRow for Way {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            brand: row.get(0)?,
            issuer: row.get(1)?,
            account: row.get(2)?,
            device: row.get(3)?,
            nonce: row.get(4)?,
            verifier: row.get(5)?,
        })
    }
}

/// Someone sets out. Those whose time is over are forgotten, and the oldest beyond so many.
pub async fn insert(
    tx: &mut Tx<'_>,
    state: &[u8],
    way: &Way,
    (now, expires_at): (Timestamp, Timestamp),
    most: u32,
) -> Result<(), Error> {
    tx.execute("DELETE FROM sign_on_ways WHERE expires_at <= $1", params![now]).await?;
    tx.execute(
        "INSERT INTO sign_on_ways (state, brand, issuer, account, device, nonce, verifier, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![state, way.brand, &way.issuer, way.account, way.device, &way.nonce, &way.verifier, expires_at],
    )
    .await?;
    tx.execute(
        "DELETE FROM sign_on_ways WHERE state IN (
             SELECT state FROM sign_on_ways ORDER BY expires_at DESC LIMIT 100 OFFSET $1)",
        params![most],
    )
    .await?;
    Ok(())
}

/// Someone comes back.
pub async fn take(tx: &mut Tx<'_>, state: &[u8], now: Timestamp) -> Result<Option<Way>, Error> {
    tx.fetch_optional(
        "DELETE FROM sign_on_ways WHERE state = $1 AND expires_at > $2
         RETURNING brand, issuer, account, device, nonce, verifier",
        params![state, now],
    )
    .await
}
