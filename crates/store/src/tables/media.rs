//! Pictures that are kept outside of the database: a row before the picture is written, so that none is ever left behind unknown.

use subrosa_proto::{AccountId, Timestamp};

use crate::value::params;
use crate::{Error, Tx};

/// Notes a picture that is about to be written. It is to be removed from a moment on, unless [`keep`] comes first.
pub async fn insert(tx: &mut Tx<'_>, account: AccountId, name: &str, remove_at: Timestamp) -> Result<(), Error> {
    tx.execute("INSERT INTO media (account, name, remove_at) VALUES ($1, $2, $3)", params![account, name, remove_at])
        .await?;
    Ok(())
}

/// Keeps a picture that is still to be removed at that moment; false when its removal has begun.
pub async fn keep(tx: &mut Tx<'_>, account: AccountId, name: &str, remove_at: Timestamp) -> Result<bool, Error> {
    let kept = tx
        .execute(
            "UPDATE media SET remove_at = NULL WHERE account = $1 AND name = $2 AND remove_at = $3",
            params![account, name, remove_at],
        )
        .await?;
    Ok(kept > 0)
}

/// Lets go of a picture, if it is kept outside: it is to be removed from a moment on.
pub async fn let_go(tx: &mut Tx<'_>, account: AccountId, name: &str, remove_at: Timestamp) -> Result<(), Error> {
    tx.execute("UPDATE media SET remove_at = $1 WHERE account = $2 AND name = $3", params![remove_at, account, name])
        .await?;
    Ok(())
}

/// Claims the picture that is longest due to be removed, until a moment: whoever claims it and dies leaves it to others then.
pub async fn claim_due(
    tx: &mut Tx<'_>,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<(AccountId, String)>, Error> {
    let found: Option<(AccountId, String)> = tx
        .fetch_free("SELECT account, name FROM media WHERE remove_at <= $1 ORDER BY remove_at LIMIT 1", params![now])
        .await?;
    if let Some((account, name)) = &found {
        let_go(tx, *account, name, until).await?;
    }
    Ok(found)
}

/// Forgets a picture that was removed.
pub async fn forget(tx: &mut Tx<'_>, account: AccountId, name: &str) -> Result<(), Error> {
    tx.execute("DELETE FROM media WHERE account = $1 AND name = $2 AND remove_at IS NOT NULL", params![account, name])
        .await?;
    Ok(())
}
