//! What is asked of a store as a whole: whether it is empty, how much it holds, whether two hold the same.

use super::checksum;
use super::pages::Bounds;
use super::progress::{Report, Told};
use super::record::Record;
use super::state::State;
use super::tables::TABLES;
use super::{CopyError, Sum};
use crate::value::params;
use crate::{Db, Error};

/// Refuses a store that has a row in any table.
pub(super) async fn refuse_filled(target: &Db) -> Result<(), CopyError> {
    for table in &TABLES {
        let first = target.read(async move |tx| tx.fetch_optional::<Record>(table.first(), params![1_i64]).await);
        if first.await.map_err(CopyError::Target)?.is_some() {
            return Err(CopyError::Filled(table.name));
        }
    }
    Ok(())
}

/// How many rows there are in all; nothing when counting takes too long.
pub(super) async fn count(source: &Db) -> Result<Option<u64>, CopyError> {
    let counted = source.read(async |tx| {
        let mut all = 0;
        for table in &TABLES {
            let (rows,): (i64,) = tx.fetch_one(table.count(), &[]).await?;
            all += rows.unsigned_abs();
        }
        Ok(all)
    });
    match counted.await {
        Ok(all) => Ok(Some(all)),
        Err(Error::Unavailable(_)) => Ok(None),
        Err(error) => Err(CopyError::Source(error)),
    }
}

/// Reads both sides wholly; the rows of each table when all is the same.
pub(super) async fn compare(
    source: &Db,
    target: &Db,
    bounds: Bounds,
    told: &mut Told<impl Report>,
) -> Result<Vec<(&'static str, u64)>, CopyError> {
    let from = source.read(async |tx| Ok(State::read(tx).await?.facts())).await.map_err(CopyError::Source)?;
    let to = target.read(async |tx| Ok(State::read(tx).await?.facts())).await.map_err(CopyError::Target)?;
    if from != to {
        let (source_sum, target_sum) = (Sum::rows_only(from.len() as u64), Sum::rows_only(to.len() as u64));
        return Err(CopyError::Differs { table: "meta", source_sum, target_sum });
    }
    let mut rows = Vec::new();
    for table in &TABLES {
        rows.push((table.name, checksum::compare(source, target, table, bounds, told).await?));
    }
    Ok(rows)
}
