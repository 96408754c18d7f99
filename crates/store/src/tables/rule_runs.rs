//! What rules did. Rows are added, and removed when they are old.

use serde::{Deserialize, Serialize};
use subrosa_proto::rule::{RuleDeed, WhyNot};
use subrosa_proto::{AccountId, ConversationId, RuleId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// One time that a rule was woken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Larger than that of every run before.
    pub id: i64,
    pub rule: RuleId,
    pub conversation: ConversationId,
    /// The running number of the ticket.
    pub ticket: i64,
    pub at: Timestamp,
    pub details: Details,
}

/// What of a run is read and not looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    pub name: String,
    /// Why it did not run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<WhyNot>,
    pub deeds: Vec<RuleDeed>,
}

impl FromRow for Run {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let bytes: Vec<u8> = row.get(5)?;
        let details = serde_json::from_slice(&bytes)
            .map_err(|_| Error::Corrupt("what a rule did is not of this version".to_owned()))?;
        Ok(Self {
            id: row.get(0)?,
            rule: row.get(1)?,
            conversation: row.get(2)?,
            ticket: row.get(3)?,
            at: row.get(4)?,
            details,
        })
    }
}

/// Adds runs, each of a brand.
pub async fn insert_many(tx: &mut Tx<'_>, runs: &[(AccountId, &Run)]) -> Result<(), Error> {
    let bytes = |run: &Run| serde_json::to_vec(&run.details).map_err(|error| Error::Bug(error.to_string()));
    let details = runs.iter().map(|(_, run)| bytes(run)).collect::<Result<Vec<_>, _>>()?;
    let rows: Vec<_> = runs
        .iter()
        .zip(&details)
        .map(|((brand, run), details)| {
            let ran = run.details.undone.is_none();
            values![run.id, *brand, run.rule, run.conversation, run.ticket, run.at, ran, details.as_slice()]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO rule_runs (id, brand, rule, conversation, ticket, at, ran, details)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &rows,
    )
    .await
}

/// A brand's runs before one of them, the newest first.
pub async fn newest(tx: &mut Tx<'_>, brand: AccountId, before: i64, limit: u32) -> Result<Vec<Run>, Error> {
    tx.fetch(
        "SELECT id, rule, conversation, ticket, at, details FROM rule_runs
         WHERE brand = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        params![brand, before, limit],
    )
    .await
}

/// The same of one rule: those in which it ran, or those in which it did not.
pub async fn newest_of(
    tx: &mut Tx<'_>,
    (brand, rule): (AccountId, RuleId),
    ran: bool,
    before: i64,
    limit: u32,
) -> Result<Vec<Run>, Error> {
    tx.fetch(
        "SELECT id, rule, conversation, ticket, at, details FROM rule_runs
         WHERE brand = $1 AND rule = $2 AND ran = $3 AND id < $4 ORDER BY id DESC LIMIT $5",
        params![brand, rule, ran, before, limit],
    )
    .await
}

/// How often rules of a brand ran since an id, one number for each, counted up to a number.
pub async fn count_many(
    tx: &mut Tx<'_>,
    brand: AccountId,
    rules: &[RuleId],
    since: i64,
    most: u32,
) -> Result<Vec<i64>, Error> {
    let rows: Vec<_> = rules.iter().map(|rule| values![brand, *rule, since, most]).collect();
    let found = tx
        .fetch_many(
            "SELECT count(*) FROM
             (SELECT 1 FROM rule_runs WHERE brand = $1 AND rule = $2 AND ran = 1 AND id >= $3 LIMIT $4) AS counted",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(i64,)>| rows.first().map_or(0, |(count,)| *count)).collect())
}

/// Removes the oldest runs before a moment; how many they were, up to `limit`.
pub async fn forget(tx: &mut Tx<'_>, before: Timestamp, limit: u32) -> Result<u64, Error> {
    tx.execute(
        "DELETE FROM rule_runs WHERE id IN (SELECT id FROM rule_runs WHERE at < $1 ORDER BY at LIMIT $2)",
        params![before, limit],
    )
    .await
}
