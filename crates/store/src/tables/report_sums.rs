//! Sums that reports read, in buckets of time. Whoever adds to a brand's holds its row of counters, so that no two add at once, in
//! whatever order.

use subrosa_proto::AccountId;

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// What happened at a brand in a quarter of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Quarter {
    /// Counted from 1970 (UTC).
    pub quarter: i64,
    pub received: i64,
    pub sent: i64,
    pub opened: i64,
    pub reopened: i64,
    pub resolved: i64,
}

impl FromRow for Quarter {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            quarter: row.get(0)?,
            received: row.get(1)?,
            sent: row.get(2)?,
            opened: row.get(3)?,
            reopened: row.get(4)?,
            resolved: row.get(5)?,
        })
    }
}

/// A sum of a measure in a bucket. What measures, lengths of buckets and bins there are is the rules' (`desk`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    pub measure: i64,
    pub grain: i64,
    pub bucket: i64,
    pub subject: String,
    pub bin: i64,
    pub count: i64,
    /// Milliseconds.
    pub total: i64,
}

impl FromRow for Tally {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            measure: row.get(0)?,
            grain: row.get(1)?,
            bucket: row.get(2)?,
            subject: row.get(3)?,
            bin: row.get(4)?,
            count: row.get(5)?,
            total: row.get(6)?,
        })
    }
}

/// A sum over several buckets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summed {
    pub subject: String,
    pub bin: i64,
    pub count: i64,
    pub total: i64,
}

impl FromRow for Summed {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { subject: row.get(0)?, bin: row.get(1)?, count: row.get(2)?, total: row.get(3)? })
    }
}

/// Adds to what happened in quarters.
pub async fn add_quarters(tx: &mut Tx<'_>, quarters: &[(AccountId, Quarter)]) -> Result<(), Error> {
    let rows: Vec<_> = quarters
        .iter()
        .map(|(brand, more)| {
            values![*brand, more.quarter, more.received, more.sent, more.opened, more.reopened, more.resolved]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO report_quarters (brand, quarter, received, sent, opened, reopened, resolved)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (brand, quarter) DO UPDATE SET received = report_quarters.received + excluded.received,
             sent = report_quarters.sent + excluded.sent, opened = report_quarters.opened + excluded.opened,
             reopened = report_quarters.reopened + excluded.reopened,
             resolved = report_quarters.resolved + excluded.resolved",
        &rows,
    )
    .await
}

/// Adds to sums.
pub async fn add_tallies(tx: &mut Tx<'_>, tallies: &[(AccountId, Tally)]) -> Result<(), Error> {
    let rows: Vec<_> = tallies
        .iter()
        .map(|(brand, more)| {
            let (subject, bin) = (more.subject.as_str(), more.bin);
            values![*brand, more.measure, more.grain, more.bucket, subject, bin, more.count, more.total]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO report_tallies (brand, measure, grain, bucket, subject, bin, count, total)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (brand, measure, grain, bucket, subject, bin) DO UPDATE SET
             count = report_tallies.count + excluded.count, total = report_tallies.total + excluded.total",
        &rows,
    )
    .await
}

/// What happened in the quarters from one up to another, in order; those in which nothing did are left out.
pub async fn quarters(tx: &mut Tx<'_>, brand: AccountId, from: i64, to: i64) -> Result<Vec<Quarter>, Error> {
    tx.fetch(
        "SELECT quarter, received, sent, opened, reopened, resolved FROM report_quarters
         WHERE brand = $1 AND quarter >= $2 AND quarter < $3 ORDER BY quarter",
        params![brand, from, to],
    )
    .await
}

/// Sums of a measure over buckets of one length, from one up to another, by subject and bin.
pub async fn sum(
    tx: &mut Tx<'_>,
    (brand, measure, grain): (AccountId, i64, i64),
    from: i64,
    to: i64,
) -> Result<Vec<Summed>, Error> {
    tx.fetch(
        "SELECT subject, bin, CAST(sum(count) AS BIGINT), CAST(sum(total) AS BIGINT) FROM report_tallies
         WHERE brand = $1 AND measure = $2 AND grain = $3 AND bucket >= $4 AND bucket < $5 GROUP BY subject, bin",
        params![brand, measure, grain, from, to],
    )
    .await
}

/// Sums of a measure in each bucket of one length, from one up to another, by bin and whoever or whatever they are of.
pub async fn by_bucket(
    tx: &mut Tx<'_>,
    (brand, measure, grain): (AccountId, i64, i64),
    (from, to): (i64, i64),
) -> Result<Vec<InBucket>, Error> {
    tx.fetch(
        "SELECT bucket, bin, CAST(sum(count) AS BIGINT) FROM report_tallies
         WHERE brand = $1 AND measure = $2 AND grain = $3 AND bucket >= $4 AND bucket < $5
         GROUP BY bucket, bin ORDER BY bucket, bin",
        params![brand, measure, grain, from, to],
    )
    .await
}

/// How often something happened in a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InBucket {
    pub bucket: i64,
    pub bin: i64,
    pub count: i64,
}

impl FromRow for InBucket {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { bucket: row.get(0)?, bin: row.get(1)?, count: row.get(2)? })
    }
}

/// All of a brand's sums in the order of their keys, up to so many behind one of them.
pub async fn page(tx: &mut Tx<'_>, brand: AccountId, behind: &Tally, limit: u32) -> Result<Vec<Tally>, Error> {
    let (bucket, subject) = (behind.bucket, behind.subject.as_str());
    tx.fetch(
        "SELECT measure, grain, bucket, subject, bin, count, total FROM report_tallies
         WHERE brand = $1 AND (measure, grain, bucket, subject, bin) > ($2, $3, $4, $5, $6)
         ORDER BY measure, grain, bucket, subject, bin LIMIT $7",
        params![brand, behind.measure, behind.grain, bucket, subject, behind.bin, limit],
    )
    .await
}
