//! What accounts ask for beside their password: the secret that an app makes codes from, and what was tried.

use subrosa_proto::{AccountId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// The second factor of one account.
#[derive(Clone)]
pub struct SecondFactor {
    pub secret: Vec<u8>,
    /// When a code showed that the app has the secret; until then no sign-in asks for one.
    pub since: Option<Timestamp>,
    /// The step of time of the newest code that was taken.
    pub last_step: i64,
    /// Wrong codes in a row.
    pub failures: i64,
    /// Until when no code is looked at.
    pub blocked_until: Timestamp,
}

impl FromRow for SecondFactor {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            secret: row.get(0)?,
            since: row.get(1)?,
            last_step: row.get(2)?,
            failures: row.get(3)?,
            blocked_until: row.get(4)?,
        })
    }
}

/// The second factor of an account, in force or in the making.
pub async fn find(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<SecondFactor>, Error> {
    tx.fetch_optional(
        "SELECT secret, since, last_step, failures, blocked_until FROM second_factors WHERE account = $1",
        params![account],
    )
    .await
}

/// The second factor of an account, to count what is tried; one without a secret where it has none.
pub async fn find_or_begin(tx: &mut Tx<'_>, account: AccountId) -> Result<SecondFactor, Error> {
    tx.execute(
        "INSERT INTO second_factors (account, secret, last_step, failures, blocked_until) VALUES ($1, $2, 0, 0, 0)
         ON CONFLICT (account) DO NOTHING",
        params![account, [].as_slice()],
    )
    .await?;
    find(tx, account).await?.ok_or_else(|| Error::Corrupt("a second factor that was begun is not there".to_owned()))
}

/// Keeps a secret that is to come into force, in place of one that never did; false when one is in force.
pub async fn begin(tx: &mut Tx<'_>, account: AccountId, secret: &[u8]) -> Result<bool, Error> {
    let kept = tx
        .execute(
            "INSERT INTO second_factors (account, secret, last_step, failures, blocked_until) VALUES ($1, $2, 0, 0, 0)
             ON CONFLICT (account) DO UPDATE SET secret = excluded.secret WHERE second_factors.since IS NULL",
            params![account, secret],
        )
        .await?;
    Ok(kept > 0)
}

/// The secret is in force from now on.
pub async fn confirm(tx: &mut Tx<'_>, account: AccountId, since: Timestamp) -> Result<(), Error> {
    tx.execute("UPDATE second_factors SET since = $1 WHERE account = $2", params![since, account]).await?;
    Ok(())
}

/// A right code was taken: none of its step or before is taken again, and what was tried wrongly is forgotten.
pub async fn take(tx: &mut Tx<'_>, account: AccountId, step: i64) -> Result<(), Error> {
    tx.execute(
        "UPDATE second_factors SET last_step = $1, failures = 0, blocked_until = 0 WHERE account = $2",
        params![step, account],
    )
    .await?;
    Ok(())
}

/// A code was wrong: the how manieth in a row, and until when no other is looked at.
pub async fn refuse(tx: &mut Tx<'_>, account: AccountId, failures: i64, blocked_until: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE second_factors SET failures = $1, blocked_until = $2 WHERE account = $3",
        params![failures, blocked_until, account],
    )
    .await?;
    Ok(())
}

/// Removes the second factor of an account; false when it has none. Its recovery codes are removed by
/// [`super::recovery_codes::replace`].
pub async fn remove(tx: &mut Tx<'_>, account: AccountId) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM second_factors WHERE account = $1", params![account]).await? > 0)
}
