//! The store's own facts: its epoch, and what [`crate::copy`] notes.

use subrosa_proto::sync::Epoch;

use crate::value::params;
use crate::{Error, Tx, copy};

pub(crate) const EPOCH: &str = "epoch";

/// The store's epoch; a new store takes `fresh`.
pub async fn epoch(tx: &mut Tx<'_>, fresh: Epoch) -> Result<Epoch, Error> {
    let Some(text) = fact(tx, EPOCH).await? else {
        set_epoch(tx, fresh).await?;
        return Ok(fresh);
    };
    epoch_from(&text).ok_or_else(|| Error::Corrupt("the epoch is not a number".to_owned()))
}

/// The epoch that was noted with this text.
pub(crate) fn epoch_from(text: &str) -> Option<Epoch> {
    u64::from_str_radix(text, 16).ok().map(Epoch)
}

/// Begins a new life of the store: every cursor given out before is of another epoch. Wherever it was moved to, that is another
/// store from here on.
pub async fn set_epoch(tx: &mut Tx<'_>, epoch: Epoch) -> Result<(), Error> {
    set_fact(tx, EPOCH, &format!("{:016x}", epoch.0)).await?;
    remove_fact(tx, copy::MOVED).await
}

/// What the store knows under a key.
pub(crate) async fn fact(tx: &mut Tx<'_>, key: &str) -> Result<Option<String>, Error> {
    let found: Option<(String,)> = tx.fetch_optional("SELECT value FROM meta WHERE key = $1", params![key]).await?;
    Ok(found.map(|(value,)| value))
}

/// Notes something in place of what was there.
pub(crate) async fn set_fact(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        params![key, value],
    )
    .await?;
    Ok(())
}

/// Notes something where nothing is noted; whether that was so.
pub(crate) async fn add_fact(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<bool, Error> {
    let added = tx
        .execute("INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING", params![key, value])
        .await?;
    Ok(added > 0)
}

/// Notes something in place of `before`; whether that was there.
pub(crate) async fn replace_fact(tx: &mut Tx<'_>, key: &str, before: &str, value: &str) -> Result<bool, Error> {
    let changed =
        tx.execute("UPDATE meta SET value = $1 WHERE key = $2 AND value = $3", params![value, key, before]).await?;
    Ok(changed > 0)
}

/// Forgets something.
pub(crate) async fn remove_fact(tx: &mut Tx<'_>, key: &str) -> Result<(), Error> {
    tx.execute("DELETE FROM meta WHERE key = $1", params![key]).await?;
    Ok(())
}

/// Reads something, to see that the store can be read.
pub async fn probe(tx: &mut Tx<'_>) -> Result<(), Error> {
    fact(tx, EPOCH).await?;
    Ok(())
}
