//! Invites: codes that let someone sign up, kept as hashes.

use subrosa_proto::Timestamp;

use crate::value::params;
use crate::{Error, Tx};

/// Adds an invite.
pub async fn insert(
    tx: &mut Tx<'_>,
    code_hash: &[u8],
    uses: u32,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO invites (code_hash, uses_left, created_at, expires_at) VALUES ($1, $2, $3, $4)",
        params![code_hash, uses, now, expires_at],
    )
    .await?;
    Ok(())
}

/// Uses an invite once; whether it was valid.
pub async fn take(tx: &mut Tx<'_>, code_hash: &[u8], now: Timestamp) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE invites SET uses_left = uses_left - 1 WHERE code_hash = $1 AND uses_left > 0 AND expires_at > $2",
            params![code_hash, now],
        )
        .await?;
    Ok(changed > 0)
}
