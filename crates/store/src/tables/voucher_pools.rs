//! Pools of vouchers, with how many codes are left and given. Their rows are held last of all and shortly, whatever else a transaction does.

use subrosa_proto::voucher::VoucherPool;
use subrosa_proto::{AccountId, VoucherPoolId};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

impl FromRow for VoucherPool {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (left, given): (i64, i64) = (row.get(3)?, row.get(4)?);
        let whole = |count: i64| u64::try_from(count).unwrap_or(0);
        Ok(Self { id: row.get(0)?, name: row.get(1)?, created_at: row.get(2)?, left: whole(left), given: whole(given) })
    }
}

/// Adds one without codes.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, pool: &VoucherPool) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO voucher_pools (id, brand, name, created_at) VALUES ($1, $2, $3, $4)",
        params![pool.id, brand, &pool.name, pool.created_at],
    )
    .await?;
    Ok(())
}

/// Those of a brand, the oldest first.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<VoucherPool>, Error> {
    tx.fetch(
        "SELECT id, name, created_at, codes_left, codes_given FROM voucher_pools WHERE brand = $1 ORDER BY id LIMIT $2",
        params![brand, limit],
    )
    .await
}

/// One of a brand's.
pub async fn find(tx: &mut Tx<'_>, (brand, pool): (AccountId, VoucherPoolId)) -> Result<Option<VoucherPool>, Error> {
    tx.fetch_optional(
        "SELECT id, name, created_at, codes_left, codes_given FROM voucher_pools WHERE id = $1 AND brand = $2",
        params![pool, brand],
    )
    .await
}

/// Adds to how many codes are left, and to how many were given, in the order of the pools.
pub async fn count_many(tx: &mut Tx<'_>, counts: &[(VoucherPoolId, i64, i64)]) -> Result<(), Error> {
    let rows: Vec<_> = counts.iter().map(|(pool, left, given)| values![*left, *given, *pool]).collect();
    tx.execute_many(
        "UPDATE voucher_pools SET codes_left = codes_left + $1, codes_given = codes_given + $2 WHERE id = $3",
        &rows,
    )
    .await
}

/// How many codes of these nobody has, one answer for each.
pub async fn left(tx: &mut Tx<'_>, pools: &[VoucherPoolId]) -> Result<Vec<i64>, Error> {
    let rows: Vec<_> = pools.iter().map(|pool| values![*pool]).collect();
    let found = tx.fetch_many("SELECT codes_left FROM voucher_pools WHERE id = $1", &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<(i64,)>| rows.first().map_or(0, |(left,)| *left)).collect())
}

/// Forgets one of which no code was given; whether it did.
pub async fn remove(tx: &mut Tx<'_>, pool: VoucherPoolId) -> Result<bool, Error> {
    let removed = tx
        .execute("DELETE FROM voucher_pools WHERE id = $1 AND codes_given = 0 AND codes_left = 0", params![pool])
        .await?;
    Ok(removed > 0)
}
