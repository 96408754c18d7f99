//! The contacts that are kept with segments, and who came into live ones and left.
//!
//! Who brings a segment up to date claims it, and each of their writes says so: what someone writes whose time was over changes nothing.

use subrosa_proto::segment::Rule;
use subrosa_proto::{AccountId, ConversationId, SegmentId, Timestamp};

use super::segments::rule_of;
use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// Moves of a segment that are kept.
pub const MOVES_KEPT: i64 = 20_000;
/// The old ones are removed this many at a time.
const AT_ONCE: i64 = 1_000;

/// A segment at which someone is, until a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    pub id: SegmentId,
    pub brand: AccountId,
    pub rule: Rule,
    pub state: State,
    /// Up to which change of the brand's contacts it is right; nothing where they have to be found anew.
    pub followed: Option<i64>,
    /// When everyone was looked at.
    pub looked_at: Timestamp,
    pub until: Timestamp,
}

/// What there is to do for a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It follows the changes of contacts.
    Live,
    /// It is to be filled once.
    List,
    /// It was removed, or keeps no contacts any more: they are forgotten.
    Over,
}

impl FromRow for Claimed {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let kind: i64 = row.get(3)?;
        Ok(Self {
            id: row.get(0)?,
            brand: row.get(1)?,
            rule: rule_of(row, 2)?,
            state: match kind {
                2 => State::Live,
                3 => State::List,
                _ => State::Over,
            },
            followed: row.get(4)?,
            looked_at: row.get(5)?,
            until: row.get(6)?,
        })
    }
}

/// Claims a segment for which there is something to do, at which nobody is: its brand's contacts have changed, or everyone was last looked at
/// before a moment.
pub async fn claim(
    tx: &mut Tx<'_>,
    now: Timestamp,
    looked_before: Timestamp,
    until: Timestamp,
) -> Result<Option<Claimed>, Error> {
    let free: Option<Claimed> = tx
        .fetch_free(
            "SELECT id, brand, rule, kind, followed, looked_at, claimed_until FROM segments
             WHERE at_work = 1 AND claimed_until <= $1 AND (followed IS NULL OR looked_at <= $2 OR followed <
                 (SELECT number FROM contact_counters WHERE contact_counters.brand = segments.brand))
             ORDER BY claimed_until LIMIT 1",
            params![now, looked_before],
        )
        .await?;
    let Some(free) = free else { return Ok(None) };
    tx.execute("UPDATE segments SET claimed_until = $1 WHERE id = $2", params![until, free.id]).await?;
    Ok(Some(Claimed { until, ..free }))
}

/// Whether there is one to claim.
pub async fn is_any_free(tx: &mut Tx<'_>, now: Timestamp, looked_before: Timestamp) -> Result<bool, Error> {
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "SELECT 1 FROM segments
             WHERE at_work = 1 AND claimed_until <= $1 AND (followed IS NULL OR looked_at <= $2 OR followed <
                 (SELECT number FROM contact_counters WHERE contact_counters.brand = segments.brand))
             LIMIT 1",
            params![now, looked_before],
        )
        .await?;
    Ok(found.is_some())
}

/// Which of some contacts are kept with a segment.
pub async fn which(tx: &mut Tx<'_>, segment: SegmentId, contacts: &[ConversationId]) -> Result<Vec<bool>, Error> {
    let rows: Vec<_> = contacts.iter().map(|contact| values![segment, *contact]).collect();
    let found: Vec<Vec<(i64,)>> =
        tx.fetch_many("SELECT 1 FROM segment_contacts WHERE segment = $1 AND contact = $2", &rows).await?;
    Ok(found.into_iter().map(|rows| !rows.is_empty()).collect())
}

/// The contacts of a segment behind one, in rising order, each with the moment since which they are in.
pub async fn page(
    tx: &mut Tx<'_>,
    segment: SegmentId,
    after: ConversationId,
    limit: u32,
) -> Result<Vec<(ConversationId, Timestamp)>, Error> {
    tx.fetch(
        "SELECT contact, since FROM segment_contacts WHERE segment = $1 AND contact > $2 ORDER BY contact LIMIT $3",
        params![segment, after, limit],
    )
    .await
}

/// All contacts of a segment.
pub async fn all(tx: &mut Tx<'_>, segment: SegmentId) -> Result<Vec<ConversationId>, Error> {
    let found = tx.fetch("SELECT contact FROM segment_contacts WHERE segment = $1", params![segment]).await?;
    Ok(found.into_iter().map(|(contact,)| contact).collect())
}

/// What is to be written of a segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    pub entered: Vec<ConversationId>,
    pub left: Vec<ConversationId>,
    /// Whether it is told that they did. When a segment is filled first, nobody has moved.
    pub is_told: bool,
}

/// Writes who came in and who left; those who are in already, or out, do not count.
pub async fn apply(tx: &mut Tx<'_>, segment: SegmentId, moved: &Moved, now: Timestamp) -> Result<(), Error> {
    let rows: Vec<_> = moved.entered.iter().map(|contact| values![segment, *contact, now]).collect();
    let entered: Vec<Vec<(ConversationId,)>> = tx
        .fetch_many(
            "INSERT INTO segment_contacts (segment, contact, since) VALUES ($1, $2, $3)
             ON CONFLICT (segment, contact) DO NOTHING RETURNING contact",
            &rows,
        )
        .await?;
    let rows: Vec<_> = moved.left.iter().map(|contact| values![segment, *contact]).collect();
    let left: Vec<Vec<(ConversationId,)>> = tx
        .fetch_many("DELETE FROM segment_contacts WHERE segment = $1 AND contact = $2 RETURNING contact", &rows)
        .await?;
    let (entered, left) = (entered.concat(), left.concat());
    let more = i64::try_from(entered.len()).unwrap_or(0) - i64::try_from(left.len()).unwrap_or(0);
    let moves = if moved.is_told { i64::try_from(entered.len() + left.len()).unwrap_or(0) } else { 0 };
    let (newest,): (i64,) = tx
        .fetch_one(
            "UPDATE segments SET contacts = contacts + $1, moves = moves + $2 WHERE id = $3 RETURNING moves",
            params![more, moves, segment],
        )
        .await?;
    if moves == 0 {
        return Ok(());
    }
    let told = left.into_iter().map(|one| (one, 0_i64)).chain(entered.into_iter().map(|one| (one, 1)));
    let rows: Vec<_> = (newest - moves + 1..)
        .zip(told)
        .map(|(number, ((contact,), entered))| values![segment, number, contact, entered, now])
        .collect();
    tx.execute_many(
        "INSERT INTO segment_moves (segment, number, contact, entered, at) VALUES ($1, $2, $3, $4, $5)",
        &rows,
    )
    .await?;
    if newest / AT_ONCE != (newest - moves) / AT_ONCE {
        tx.execute(
            "DELETE FROM segment_moves WHERE segment = $1 AND number <= $2",
            params![segment, newest - MOVES_KEPT],
        )
        .await?;
    }
    Ok(())
}

/// Goes on with a claim until another moment; false when its time was over.
pub async fn hold(tx: &mut Tx<'_>, claimed: &Claimed, until: Timestamp) -> Result<bool, Error> {
    let held = tx
        .execute(
            "UPDATE segments SET claimed_until = $1 WHERE id = $2 AND claimed_until = $3",
            params![until, claimed.id, claimed.until],
        )
        .await?;
    Ok(held > 0)
}

/// Ends a claim: up to which change a segment is right now, and when everyone was looked at. False when its time was over, or the segment is
/// another by now.
pub async fn release(
    tx: &mut Tx<'_>,
    claimed: &Claimed,
    (followed, looked_at): (i64, Timestamp),
) -> Result<bool, Error> {
    let rule = serde_json::to_vec(&claimed.rule).map_err(|error| Error::Bug(error.to_string()))?;
    let released = tx
        .execute(
            "UPDATE segments SET claimed_until = 0, followed = $1, looked_at = $2, at_work = $3
             WHERE id = $4 AND claimed_until = $5 AND rule = $6",
            params![
                followed,
                looked_at,
                i64::from(claimed.state == State::Live),
                claimed.id,
                claimed.until,
                rule.as_slice()
            ],
        )
        .await?;
    Ok(released > 0)
}

/// Forgets some contacts and moves of a segment; false when none are left.
pub async fn forget(tx: &mut Tx<'_>, segment: SegmentId, limit: u32) -> Result<bool, Error> {
    let contacts = tx
        .execute(
            "DELETE FROM segment_contacts WHERE segment = $1 AND contact IN
             (SELECT contact FROM segment_contacts WHERE segment = $1 ORDER BY contact LIMIT $2)",
            params![segment, limit],
        )
        .await?;
    let moves = tx
        .execute(
            "DELETE FROM segment_moves WHERE segment = $1 AND number IN
             (SELECT number FROM segment_moves WHERE segment = $1 ORDER BY number LIMIT $2)",
            params![segment, limit],
        )
        .await?;
    tx.execute(
        "UPDATE segments SET contacts = contacts - $1 WHERE id = $2",
        params![i64::try_from(contacts).unwrap_or(0), segment],
    )
    .await?;
    Ok(contacts + moves > 0)
}

/// Forgets a segment that was removed.
pub async fn bury(tx: &mut Tx<'_>, segment: SegmentId) -> Result<(), Error> {
    tx.execute("DELETE FROM segments WHERE id = $1 AND kind = 0", params![segment]).await?;
    Ok(())
}

/// Somebody came into a segment, or left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    pub number: i64,
    pub contact: ConversationId,
    pub has_entered: bool,
    pub at: Timestamp,
}

impl FromRow for Move {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let entered: i64 = row.get(2)?;
        Ok(Self { number: row.get(0)?, contact: row.get(1)?, has_entered: entered != 0, at: row.get(3)? })
    }
}

/// The number of a segment's newest move; 0 before the first.
pub async fn newest_move(tx: &mut Tx<'_>, segment: SegmentId) -> Result<i64, Error> {
    let found: Option<(i64,)> = tx.fetch_optional("SELECT moves FROM segments WHERE id = $1", params![segment]).await?;
    Ok(found.map_or(0, |(moves,)| moves))
}

/// The moves of a segment behind a number, in order.
pub async fn moves(tx: &mut Tx<'_>, segment: SegmentId, number: i64, limit: u32) -> Result<Vec<Move>, Error> {
    tx.fetch(
        "SELECT number, contact, entered, at FROM segment_moves
         WHERE segment = $1 AND number > $2 ORDER BY number LIMIT $3",
        params![segment, number, limit],
    )
    .await
}
