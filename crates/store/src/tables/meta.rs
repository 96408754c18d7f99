//! The store's own facts: its epoch.

use subrosa_proto::sync::Epoch;

use crate::value::params;
use crate::{Error, Tx};

const EPOCH: &str = "epoch";

/// The store's epoch; a new store takes `fresh`.
pub async fn epoch(tx: &mut Tx<'_>, fresh: Epoch) -> Result<Epoch, Error> {
    let found: Option<(String,)> = tx.fetch_optional("SELECT value FROM meta WHERE key = $1", params![EPOCH]).await?;
    let Some((text,)) = found else {
        set_epoch(tx, fresh).await?;
        return Ok(fresh);
    };
    u64::from_str_radix(&text, 16).map(Epoch).map_err(|_| Error::Corrupt("the epoch is not a number".to_owned()))
}

/// Begins a new life of the store: every cursor given out before is of another epoch.
pub async fn set_epoch(tx: &mut Tx<'_>, epoch: Epoch) -> Result<(), Error> {
    let text = format!("{:016x}", epoch.0);
    tx.execute(
        "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        params![EPOCH, &text],
    )
    .await?;
    Ok(())
}

/// Reads something, to see that the store can be read.
pub async fn probe(tx: &mut Tx<'_>) -> Result<(), Error> {
    let _found: Option<(String,)> = tx.fetch_optional("SELECT value FROM meta WHERE key = $1", params![EPOCH]).await?;
    Ok(())
}
