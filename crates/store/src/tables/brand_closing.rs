//! How brands resolve pending tickets by themselves, and the tickets whose time has come.

use subrosa_proto::closing::ClosingSettings;
use subrosa_proto::{AccountId, ConversationId, Timestamp};

use crate::value::params;
use crate::{Error, Tx};

/// How a brand closes, the default where nothing was set; and since when its days count, while it does.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId) -> Result<(ClosingSettings, Option<Timestamp>), Error> {
    let found: Option<(Vec<u8>, Option<Timestamp>)> = tx
        .fetch_optional(
            "SELECT c.closing, b.closes_since FROM brand_closing c JOIN brands b ON b.account = c.brand WHERE c.brand = $1",
            params![brand],
        )
        .await?;
    let Some((bytes, since)) = found else { return Ok((ClosingSettings::default(), None)) };
    let settings = serde_json::from_slice(&bytes)
        .map_err(|_| Error::Corrupt("how a brand closes is not of this version".to_owned()))?;
    Ok((settings, since))
}

/// Keeps it in place of what was there. `since`: from when on its days count.
pub async fn save(
    tx: &mut Tx<'_>,
    brand: AccountId,
    settings: &ClosingSettings,
    since: Timestamp,
) -> Result<(), Error> {
    let bytes = serde_json::to_vec(settings).map_err(|error| Error::Bug(error.to_string()))?;
    tx.execute(
        "INSERT INTO brand_closing (brand, closing) VALUES ($1, $2)
         ON CONFLICT (brand) DO UPDATE SET closing = excluded.closing",
        params![brand, bytes.as_slice()],
    )
    .await?;
    let (days, since) = (settings.is_on.then_some(i64::from(settings.days)), settings.is_on.then_some(since));
    tx.execute("UPDATE brands SET closes_days = $1, closes_since = $2 WHERE account = $3", params![days, since, brand])
        .await?;
    Ok(())
}

/// The conversations whose pending ticket is to be resolved now, with their brands; not while a reply waits there to be sent. Whoever closes
/// them looks again.
pub async fn due(tx: &mut Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<(ConversationId, AccountId)>, Error> {
    tx.fetch(
        "SELECT t.conversation, t.brand FROM brands b JOIN tickets t ON t.brand = b.account
         WHERE b.closes_since > 0 AND b.closes_since <= $1 - b.closes_days * 86400000000
               AND t.quiet_since <= $1 - b.closes_days * 86400000000
               AND NOT EXISTS (SELECT 1 FROM scheduled_replies s WHERE s.conversation = t.conversation AND s.held IS NULL)
         LIMIT $2",
        params![now, limit],
    )
    .await
}
