//! Bots of brands, and the versions of their flows.

use subrosa_proto::bot::{Bot, BotSource, BotVersion, OwnBot};
use subrosa_proto::{AccountId, Timestamp};

use super::accounts::profile;
use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

impl FromRow for Bot {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let patience_seconds: i64 = row.get(10)?;
        Ok(Self {
            account: profile(row, 0)?,
            live: row.get(7)?,
            newest: row.get(8)?,
            created_at: row.get(9)?,
            own: if patience_seconds > 0 { Some(OwnBot { on: row.get(11)?, patience_seconds }) } else { None },
        })
    }
}

impl FromRow for BotVersion {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { version: row.get(0)?, remark: row.get(1)?, author: row.get(2)?, published_at: row.get(3)? })
    }
}

impl FromRow for BotSource {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { version: BotVersion::from_row(row)?, source: row.get(4)? })
    }
}

/// Adds a bot, whose account is there already, to a brand.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, bot: AccountId, at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO bots (brand, bot, live, newest, created_at) VALUES ($1, $2, NULL, 0, $3)",
        params![brand, bot, at],
    )
    .await?;
    tx.execute("UPDATE brands SET bots = bots + 1 WHERE account = $1", params![brand]).await?;
    Ok(())
}

/// Takes a bot away from a brand, with all its versions; false when the brand has no such bot.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, bot: AccountId) -> Result<bool, Error> {
    if tx.execute("DELETE FROM bots WHERE brand = $1 AND bot = $2", params![brand, bot]).await? == 0 {
        return Ok(false);
    }
    tx.execute("UPDATE brands SET bots = bots - 1 WHERE account = $1", params![brand]).await?;
    tx.execute("DELETE FROM bot_versions WHERE bot = $1", params![bot]).await?;
    Ok(true)
}

/// A brand's bots, the oldest first.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Bot>, Error> {
    tx.fetch(
        "SELECT a.id, a.handle, a.display_name, a.bio, a.avatar, a.disabled_at IS NOT NULL, a.kind,
                b.live, b.newest, b.created_at, b.patience_seconds, b.is_on > 0
         FROM bots b JOIN accounts a ON a.id = b.bot WHERE b.brand = $1 ORDER BY b.bot LIMIT $2",
        params![brand, limit],
    )
    .await
}

/// One of them.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId, bot: AccountId) -> Result<Option<Bot>, Error> {
    tx.fetch_optional(
        "SELECT a.id, a.handle, a.display_name, a.bio, a.avatar, a.disabled_at IS NOT NULL, a.kind,
                b.live, b.newest, b.created_at, b.patience_seconds, b.is_on > 0
         FROM bots b JOIN accounts a ON a.id = b.bot WHERE b.brand = $1 AND b.bot = $2",
        params![brand, bot],
    )
    .await
}

/// The live bots of several brands, those of one in the order of [`list`], each with its version.
pub async fn live_of(tx: &mut Tx<'_>, brands: &[AccountId]) -> Result<Vec<Vec<(AccountId, i64)>>, Error> {
    let rows: Vec<_> = brands.iter().map(|brand| values![*brand]).collect();
    tx.fetch_many("SELECT bot, live FROM bots WHERE brand = $1 AND live IS NOT NULL ORDER BY bot", &rows).await
}

/// Takes the number of a bot's next version, and holds the bot until the transaction ends; nothing when the brand has no such bot.
pub async fn take_version(tx: &mut Tx<'_>, brand: AccountId, bot: AccountId) -> Result<Option<i64>, Error> {
    let taken: Option<(i64,)> = tx
        .fetch_optional(
            "UPDATE bots SET newest = newest + 1 WHERE brand = $1 AND bot = $2 RETURNING newest",
            params![brand, bot],
        )
        .await?;
    Ok(taken.map(|(version,)| version))
}

/// Keeps a version.
pub async fn insert_version(tx: &mut Tx<'_>, bot: AccountId, version: &BotSource) -> Result<(), Error> {
    let BotSource { version: BotVersion { version, remark, author, published_at }, source } = version;
    tx.execute(
        "INSERT INTO bot_versions (bot, version, source, remark, author, published_at) VALUES ($1, $2, $3, $4, $5, $6)",
        params![bot, *version, source, remark, *author, *published_at],
    )
    .await?;
    Ok(())
}

/// Says how a program of the brand's own answers; `None` for a flow.
pub async fn set_own(tx: &mut Tx<'_>, brand: AccountId, bot: AccountId, own: Option<OwnBot>) -> Result<bool, Error> {
    let own = own.unwrap_or(OwnBot { on: false, patience_seconds: 0 });
    let changed = tx
        .execute(
            "UPDATE bots SET patience_seconds = $1, is_on = $2 WHERE brand = $3 AND bot = $4",
            params![own.patience_seconds, i64::from(own.on), brand, bot],
        )
        .await?;
    Ok(changed > 0)
}

/// The programs of several brands' own to which new tickets come, the oldest first, each with how long a customer waits for it.
pub async fn own_of(tx: &mut Tx<'_>, brands: &[AccountId]) -> Result<Vec<Vec<(AccountId, i64)>>, Error> {
    let rows: Vec<_> = brands.iter().map(|brand| values![*brand]).collect();
    tx.fetch_many(
        "SELECT bot, patience_seconds FROM bots WHERE brand = $1 AND patience_seconds > 0 AND is_on > 0 ORDER BY bot",
        &rows,
    )
    .await
}

/// How long a customer waits for each of these bots, where it is a program of the brand's own.
pub async fn patience_of(tx: &mut Tx<'_>, bots: &[(AccountId, AccountId)]) -> Result<Vec<Option<i64>>, Error> {
    let rows: Vec<_> = bots.iter().map(|(brand, bot)| values![*brand, *bot]).collect();
    let found = tx
        .fetch_many("SELECT patience_seconds FROM bots WHERE brand = $1 AND bot = $2 AND patience_seconds > 0", &rows)
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(i64,)>| rows.first().map(|(seconds,)| *seconds)).collect())
}

/// Puts a version live, or none.
pub async fn set_live(tx: &mut Tx<'_>, brand: AccountId, bot: AccountId, version: Option<i64>) -> Result<bool, Error> {
    let changed =
        tx.execute("UPDATE bots SET live = $1 WHERE brand = $2 AND bot = $3", params![version, brand, bot]).await?;
    Ok(changed > 0)
}

/// A bot's versions, the newest first.
pub async fn versions(tx: &mut Tx<'_>, bot: AccountId, limit: u32) -> Result<Vec<BotVersion>, Error> {
    tx.fetch(
        "SELECT version, remark, author, published_at FROM bot_versions WHERE bot = $1 ORDER BY version DESC LIMIT $2",
        params![bot, limit],
    )
    .await
}

/// A version with its source.
pub async fn find_version(tx: &mut Tx<'_>, bot: AccountId, version: i64) -> Result<Option<BotSource>, Error> {
    tx.fetch_optional(
        "SELECT version, remark, author, published_at, source FROM bot_versions WHERE bot = $1 AND version = $2",
        params![bot, version],
    )
    .await
}
