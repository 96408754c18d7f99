//! What passkeys are to sign: each is handed out once, answered once, and not after its time.

use subrosa_proto::{AccountId, Timestamp};

use crate::value::params;
use crate::{Error, Tx};

/// Open ones at most. Strangers may ask for them, so the oldest give way.
pub const MOST: u32 = 10_000;

/// Keeps one, for an account that adds a passkey or for whoever signs in. An account has one at a time, and those whose time is over
/// are forgotten.
pub async fn insert(
    tx: &mut Tx<'_>,
    challenge: &[u8],
    account: Option<AccountId>,
    state: &[u8],
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<(), Error> {
    tx.execute("DELETE FROM passkey_challenges WHERE expires_at <= $1", params![now]).await?;
    if let Some(account) = account {
        tx.execute("DELETE FROM passkey_challenges WHERE account = $1", params![account]).await?;
    }
    tx.execute(
        "INSERT INTO passkey_challenges (challenge, account, state, expires_at) VALUES ($1, $2, $3, $4)",
        params![challenge, account, state, expires_at],
    )
    .await?;
    Ok(())
}

/// Forgets the oldest of those who sign in, beyond so many.
pub async fn keep(tx: &mut Tx<'_>, most: u32) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM passkey_challenges WHERE challenge IN (
             SELECT challenge FROM passkey_challenges WHERE account IS NULL ORDER BY expires_at DESC LIMIT 100 OFFSET $1)",
        params![most],
    )
    .await?;
    Ok(())
}

/// Takes one away to be answered: its state, if it was handed out to this account, or to whoever signs in, and its time is not over.
pub async fn take(
    tx: &mut Tx<'_>,
    challenge: &[u8],
    account: Option<AccountId>,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, Error> {
    let found: Option<(Vec<u8>,)> = tx
        .fetch_optional(
            "DELETE FROM passkey_challenges
             WHERE challenge = $1 AND coalesce(account, 0) = coalesce(CAST($2 AS BIGINT), 0) AND expires_at > $3 RETURNING state",
            params![challenge, account, now],
        )
        .await?;
    Ok(found.map(|(state,)| state))
}
