//! Tickets by what members put together: the filters of views, as SQL. Like the index, this is no table, and its statements are made
//! of pieces: only their shape follows the filter, and what people wrote is bound as parameters.
//!
//! A page is read once for each status that the filter leaves open, along the index that orders the tickets of a status, so that
//! each ends with its page. All counts are taken in one reading.
//!
//! Never: text of a person in a statement, a clock, a bound (the filter's size was checked when it came in).

mod condition;
mod statuses;

use std::fmt::Write;

use subrosa_proto::inbox::TicketOrder;
use subrosa_proto::limits::VIEW_RESOLVED_DAYS;
use subrosa_proto::ticket::TicketStatus;
use subrosa_proto::view::Filter;
use subrosa_proto::{AccountId, Timestamp};

use crate::row::{FromRow, Row};
use crate::tables::tickets::{Behind, Listed};
use crate::value::Value;
use crate::{Error, Tx};

use statuses::Statuses;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Whose tickets are asked for, by whom, and when.
#[derive(Debug, Clone, Copy)]
pub struct Asking {
    pub brand: AccountId,
    /// Who [`subrosa_proto::view::Holder::Me`] is.
    pub person: AccountId,
    pub now: Timestamp,
}

impl Asking {
    /// What was resolved and not spoken in since then stands in no view.
    const fn resolved_since(&self) -> Timestamp {
        self.now.plus_seconds(-VIEW_RESOLVED_DAYS * DAY_SECONDS)
    }
}

/// A statement in the making, and what is bound in it.
struct Statement<'a> {
    sql: String,
    values: Vec<Value<'a>>,
    asking: Asking,
}

impl<'a> Statement<'a> {
    /// A statement in which `$1` is the brand.
    fn new(begin: &str, asking: Asking) -> Self {
        Self { sql: begin.to_owned(), values: vec![Value::from(asking.brand)], asking }
    }

    /// Writes what is no one's text.
    fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// Writes the place of a parameter. SQLite wants them in the order of their numbers, so this is said where it stands.
    fn bind(&mut self, value: impl Into<Value<'a>>) {
        self.values.push(value.into());
        // Writing to a text can't fail.
        let _ = write!(self.sql, "${}", self.values.len());
    }
}

/// A page of the tickets that a filter finds, behind a ticket.
pub async fn page(
    tx: &mut Tx<'_>,
    asking: Asking,
    (filter, order): (&Filter, TicketOrder),
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    let mut found: Vec<Listed> = Vec::new();
    for status in Statuses::of(filter).each() {
        found.extend(page_of(tx, asking, (filter, order), status, behind, limit).await?);
    }
    let key = |listed: &Listed| (listed.activity, listed.ticket.id);
    match order {
        TicketOrder::Newest => found.sort_unstable_by_key(|listed| std::cmp::Reverse(key(listed))),
        TicketOrder::Oldest | TicketOrder::Due => found.sort_unstable_by_key(key),
    }
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

async fn page_of(
    tx: &mut Tx<'_>,
    asking: Asking,
    (filter, order): (&Filter, TicketOrder),
    status: TicketStatus,
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    let mut statement = Statement::new(
        "SELECT t.id, t.ordinal, t.status, t.snoozed_until, t.assignee, t.priority, t.labels, t.opened_at, t.opened_seq,
                t.waiting_since, t.first_response_at, t.resolved_at, t.promise, t.team, t.queued_at, t.quiet_since, t.conversation, t.activity
         FROM tickets t WHERE t.brand = $1 AND t.status = ",
        asking,
    );
    statement.bind(status);
    let (sign, direction) = match order {
        TicketOrder::Newest => ("<", "DESC"),
        TicketOrder::Oldest | TicketOrder::Due => (">", "ASC"),
    };
    statement.push(" AND (t.activity, t.id) ");
    statement.push(sign);
    statement.push(" (");
    statement.bind(behind.0);
    statement.push(", ");
    statement.bind(behind.1);
    statement.push(")");
    if status == TicketStatus::Resolved {
        only_newest(&mut statement);
    }
    statement.push(" AND ");
    condition::write(&mut statement, filter);
    statement.push(" ORDER BY t.activity ");
    statement.push(direction);
    statement.push(", t.id ");
    statement.push(direction);
    statement.push(" LIMIT ");
    statement.bind(limit);
    tx.fetch_made(&statement.sql, &statement.values).await
}

/// What is resolved stands in views for a while, and once: a conversation that went on since has a newer ticket.
fn only_newest(statement: &mut Statement<'_>) {
    statement.push(" AND t.activity >= ");
    statement.bind(statement.asking.resolved_since());
    statement.push(" AND t.id = (SELECT h.ticket FROM threads h WHERE h.conversation = t.conversation)");
}

/// How many tickets each of several filters finds.
pub async fn count_many(tx: &mut Tx<'_>, asking: Asking, filters: &[&Filter]) -> Result<Vec<i64>, Error> {
    let mut counts = vec![0; filters.len()];
    let statuses: Vec<Statuses> = filters.iter().map(|filter| Statuses::of(filter)).collect();
    for is_resolved in [false, true] {
        let part = if is_resolved { Statuses::RESOLVED } else { Statuses::UNRESOLVED };
        let wanted: Vec<usize> = (0..filters.len()).filter(|&place| !statuses[place].and(part).is_empty()).collect();
        if wanted.is_empty() {
            continue;
        }
        let read = wanted.iter().fold(Statuses::NONE, |all, &place| all.or(statuses[place])).and(part);
        // The first column is there to give the brand its place as the first parameter.
        let mut statement = Statement::new("SELECT count($1)", asking);
        for &place in &wanted {
            statement.push(", sum(CASE WHEN ");
            condition::write(&mut statement, filters[place]);
            statement.push(" THEN 1 ELSE 0 END)");
        }
        statement.push(" FROM tickets t WHERE t.brand = $1 AND t.status IN (");
        for (index, status) in read.each().enumerate() {
            statement.push(if index > 0 { ", " } else { "" });
            statement.bind(status);
        }
        statement.push(")");
        if is_resolved {
            only_newest(&mut statement);
        }
        let rows: Vec<Counted> = tx.fetch_made(&statement.sql, &statement.values).await?;
        for (counted, place) in rows.into_iter().flat_map(|row| row.0).zip(wanted) {
            counts[place] += counted;
        }
    }
    Ok(counts)
}

/// The counts of one reading, in the order of the filters. Nothing is summed up as null.
struct Counted(Vec<i64>);

impl FromRow for Counted {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let counts = (1..row.width()).map(|index| Ok(row.get::<Option<i64>>(index)?.unwrap_or(0)));
        Ok(Self(counts.collect::<Result<_, Error>>()?))
    }
}
