//! Codes of voucher pools. A code is given in the transaction that sends it, by whoever holds its row.

use subrosa_proto::{Timestamp, VoucherPoolId};

use super::campaign_deliveries::Key;
use crate::value::{params, values};
use crate::{Error, Tx};

/// A code that a contact got.
#[derive(Clone, PartialEq, Eq)]
pub struct Given {
    pub pool: VoucherPoolId,
    pub code: String,
    pub delivery: Key,
    pub at: Timestamp,
}

impl std::fmt::Debug for Given {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Codes never reach a log.
        write!(formatter, "Given({:?})", self.delivery)
    }
}

/// Adds codes that are not there.
pub async fn insert_many(tx: &mut Tx<'_>, pool: VoucherPoolId, codes: &[String]) -> Result<(), Error> {
    let rows: Vec<_> = codes.iter().map(|code| values![pool, code]).collect();
    tx.execute_many("INSERT INTO vouchers (pool, code) VALUES ($1, $2)", &rows).await
}

/// Which of these codes a pool has or had, one answer for each.
pub async fn are_known(tx: &mut Tx<'_>, pool: VoucherPoolId, codes: &[String]) -> Result<Vec<bool>, Error> {
    let rows: Vec<_> = codes.iter().map(|code| values![pool, code]).collect();
    let found = tx.fetch_many("SELECT pool FROM vouchers WHERE pool = $1 AND code = $2", &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<(VoucherPoolId,)>| !rows.is_empty()).collect())
}

/// So many codes that nobody has, at most, and holds them until the transaction ends. What another transaction holds is left out, so fewer
/// of them does not say that there are no more.
pub async fn hold_free(tx: &mut Tx<'_>, pool: VoucherPoolId, limit: u32) -> Result<Vec<String>, Error> {
    let found: Vec<(String,)> = tx
        .fetch_all_free(
            "SELECT code FROM vouchers WHERE pool = $1 AND given_at IS NULL ORDER BY code LIMIT $2",
            params![pool, limit],
        )
        .await?;
    Ok(found.into_iter().map(|(code,)| code).collect())
}

/// Writes to whom codes are given that are held.
pub async fn give_many(tx: &mut Tx<'_>, given: &[Given]) -> Result<(), Error> {
    let rows: Vec<_> = given
        .iter()
        .map(|one| {
            let Key { campaign, contact, occurrence } = one.delivery;
            values![one.at, campaign, contact, occurrence, one.pool, &one.code]
        })
        .collect();
    tx.execute_many(
        "UPDATE vouchers SET given_at = $1, campaign = $2, contact = $3, occurrence = $4
         WHERE pool = $5 AND code = $6 AND given_at IS NULL",
        &rows,
    )
    .await
}

/// The codes that contacts got by deliveries, one answer for each.
pub async fn of_deliveries(tx: &mut Tx<'_>, deliveries: &[Key]) -> Result<Vec<Option<String>>, Error> {
    let rows: Vec<_> = deliveries.iter().map(|key| values![key.campaign, key.contact, key.occurrence]).collect();
    let found = tx
        .fetch_many("SELECT code FROM vouchers WHERE campaign = $1 AND contact = $2 AND occurrence = $3", &rows)
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(String,)>| rows.into_iter().next().map(|(code,)| code)).collect())
}

/// Forgets so many codes that nobody has; how many it were.
pub async fn remove_free(tx: &mut Tx<'_>, pool: VoucherPoolId, limit: u32) -> Result<u64, Error> {
    // What is given between finding it and holding it is not free any more.
    tx.execute(
        "DELETE FROM vouchers WHERE pool = $1 AND given_at IS NULL AND code IN
             (SELECT code FROM vouchers WHERE pool = $1 AND given_at IS NULL ORDER BY code LIMIT $2)",
        params![pool, limit],
    )
    .await
}
