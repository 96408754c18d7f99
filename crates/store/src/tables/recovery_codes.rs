//! Codes for those who lost the app that makes theirs, as hashes. Each works once.

use subrosa_proto::AccountId;

use crate::value::params;
use crate::{Error, Tx};

/// Replaces all codes of an account by these hashes, which may be none.
pub async fn replace(tx: &mut Tx<'_>, account: AccountId, hashes: &[[u8; 32]]) -> Result<(), Error> {
    tx.execute("DELETE FROM recovery_codes WHERE account = $1", params![account]).await?;
    for hash in hashes {
        tx.execute("INSERT INTO recovery_codes (account, hash) VALUES ($1, $2)", params![account, hash.as_slice()])
            .await?;
    }
    Ok(())
}

/// Uses one up; false when the account has none of this hash.
pub async fn use_up(tx: &mut Tx<'_>, account: AccountId, hash: &[u8; 32]) -> Result<bool, Error> {
    let used = tx
        .execute("DELETE FROM recovery_codes WHERE account = $1 AND hash = $2", params![account, hash.as_slice()])
        .await?;
    Ok(used > 0)
}

/// How many an account has left.
pub async fn count(tx: &mut Tx<'_>, account: AccountId) -> Result<i64, Error> {
    let (count,) = tx.fetch_one("SELECT count(*) FROM recovery_codes WHERE account = $1", params![account]).await?;
    Ok(count)
}
