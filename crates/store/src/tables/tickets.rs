//! Tickets: what an inbox lists, counts and wakes.

use subrosa_proto::level::Promise;
use subrosa_proto::ticket::{Priority, Ticket, TicketStatus};
use subrosa_proto::{AccountId, ConversationId, TeamId, TicketId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const STATUSES: [(TicketStatus, i64); 4] =
    [(TicketStatus::Open, 1), (TicketStatus::Pending, 2), (TicketStatus::Snoozed, 3), (TicketStatus::Resolved, 4)];
number_of!(TicketStatus, STATUSES);

const PRIORITIES: [(Priority, i64); 4] =
    [(Priority::Low, 1), (Priority::Normal, 2), (Priority::High, 3), (Priority::Urgent, 4)];
number_of!(Priority, PRIORITIES);

/// In place of an assignee where there is none, so that one index finds what is anyone's and what is nobody's.
const NOBODY: AccountId = AccountId::new(0);

/// In place of a team where there is none.
const NO_TEAM: TeamId = TeamId::new(0);

/// The columns that [`ticket`] reads, of a table that a statement calls `t`. In one place, because each list of tickets reads them.
macro_rules! ticket_columns {
    () => {
        "t.id, t.ordinal, t.status, t.snoozed_until, t.assignee, t.priority, t.labels, t.opened_at, t.opened_seq,
         t.waiting_since, t.first_response_at, t.resolved_at, t.promise, t.team, t.queued_at, t.quiet_since"
    };
}
pub(super) use ticket_columns;

/// The statement that finds [`Listed`] tickets, in its columns, by what follows the table.
macro_rules! listed {
    ($by:literal) => {
        concat!("SELECT ", ticket_columns!(), ", t.conversation, t.activity FROM tickets t ", $by)
    };
}

/// The ticket in the sixteen columns of a row that begin at `first`.
pub(super) fn ticket(row: &Row<'_>, first: usize) -> Result<Ticket, Error> {
    let assignee: AccountId = row.get(first + 4)?;
    let labels: String = row.get(first + 6)?;
    let promise: Option<String> = row.get(first + 12)?;
    let team: TeamId = row.get(first + 13)?;
    Ok(Ticket {
        id: row.get(first)?,
        ordinal: row.get(first + 1)?,
        status: row.get(first + 2)?,
        snoozed_until: row.get(first + 3)?,
        assignee: (assignee != NOBODY).then_some(assignee),
        team: (team != NO_TEAM).then_some(team),
        queued_at: row.get(first + 14)?,
        quiet_since: row.get(first + 15)?,
        priority: row.get(first + 5)?,
        labels: labels.lines().map(str::to_owned).collect(),
        opened_at: row.get(first + 7)?,
        opened_seq: row.get(first + 8)?,
        waiting_since: row.get(first + 9)?,
        first_response_at: row.get(first + 10)?,
        resolved_at: row.get(first + 11)?,
        promise: promise.map(|json| promise_of(&json)).transpose()?,
    })
}

fn promise_of(json: &str) -> Result<Promise, Error> {
    serde_json::from_str(json).map_err(|_| Error::Corrupt("a ticket's promise is not one of this version".to_owned()))
}

/// A ticket in the inbox: where it stands, and what orders it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub ticket: Ticket,
    pub conversation: ConversationId,
    pub activity: Timestamp,
}

impl FromRow for Listed {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { ticket: ticket(row, 0)?, conversation: row.get(16)?, activity: row.get(17)? })
    }
}

/// A ticket to write.
pub struct Saved<'a> {
    pub brand: AccountId,
    pub conversation: ConversationId,
    pub ticket: &'a Ticket,
    /// When something was last said in it.
    pub activity: Timestamp,
    /// When anything last happened with it: now, for whoever writes it.
    pub stirred_at: Timestamp,
}

/// Writes tickets, new and old.
pub async fn save_many(tx: &mut Tx<'_>, tickets: &[Saved<'_>]) -> Result<(), Error> {
    let labels: Vec<String> = tickets.iter().map(|saved| saved.ticket.labels.join("\n")).collect();
    let mut promises = Vec::with_capacity(tickets.len());
    for saved in tickets {
        let promise = saved.ticket.promise.as_ref().map(serde_json::to_string).transpose();
        promises.push(promise.map_err(|error| Error::Bug(error.to_string()))?);
    }
    let rows: Vec<_> = tickets
        .iter()
        .zip(labels.iter().zip(&promises))
        .map(|(Saved { brand, conversation, ticket, activity, stirred_at }, (labels, promise))| {
            values![
                ticket.id,
                *brand,
                *conversation,
                ticket.ordinal,
                ticket.status,
                ticket.snoozed_until,
                ticket.assignee.unwrap_or(NOBODY),
                ticket.priority,
                labels,
                ticket.opened_at,
                ticket.opened_seq,
                ticket.waiting_since,
                ticket.first_response_at,
                ticket.resolved_at,
                *activity,
                promise.as_ref(),
                ticket.promise.as_ref().and_then(Promise::due_at),
                ticket.promise.as_ref().and_then(Promise::rings_at),
                ticket.team.unwrap_or(NO_TEAM),
                ticket.queued_at,
                ticket.quiet_since,
                *stirred_at
            ]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO tickets (id, brand, conversation, ordinal, status, snoozed_until, assignee, priority, labels,
                              opened_at, opened_seq, waiting_since, first_response_at, resolved_at, activity,
                              promise, due_at, rings_at, team, queued_at, quiet_since, stirred_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, snoozed_until = excluded.snoozed_until,
             assignee = excluded.assignee, priority = excluded.priority, labels = excluded.labels,
             waiting_since = excluded.waiting_since, first_response_at = excluded.first_response_at,
             resolved_at = excluded.resolved_at, activity = excluded.activity, promise = excluded.promise,
             due_at = excluded.due_at, rings_at = excluded.rings_at,
             team = excluded.team, queued_at = excluded.queued_at, quiet_since = excluded.quiet_since,
             stirred_at = excluded.stirred_at, is_emptied = 0, has_no_files = 0",
        &rows,
    )
    .await
}

/// Where a page of the inbox begins: behind a ticket with this activity and id.
pub type Behind = (Timestamp, TicketId);

/// A brand's tickets of a status, the newest activity first.
pub async fn newest(
    tx: &mut Tx<'_>,
    (brand, status): (AccountId, TicketStatus),
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        listed!(
            "WHERE brand = $1 AND status = $2 AND (activity, id) < ($3, $4)
                 ORDER BY activity DESC, id DESC LIMIT $5"
        ),
        params![brand, status, behind.0, behind.1, limit],
    )
    .await
}

/// The same, the oldest activity first.
pub async fn oldest(
    tx: &mut Tx<'_>,
    (brand, status): (AccountId, TicketStatus),
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        listed!(
            "WHERE brand = $1 AND status = $2 AND (activity, id) > ($3, $4)
                 ORDER BY activity, id LIMIT $5"
        ),
        params![brand, status, behind.0, behind.1, limit],
    )
    .await
}

/// A brand's tickets of a status that someone, or nobody, holds, the newest activity first.
pub async fn newest_of(
    tx: &mut Tx<'_>,
    (brand, status): (AccountId, TicketStatus),
    assignee: Option<AccountId>,
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        listed!(
            "WHERE brand = $1 AND assignee = $2 AND status = $3 AND (activity, id) < ($4, $5)
                 ORDER BY activity DESC, id DESC LIMIT $6"
        ),
        params![brand, assignee.unwrap_or(NOBODY), status, behind.0, behind.1, limit],
    )
    .await
}

/// The same, the oldest activity first.
pub async fn oldest_of(
    tx: &mut Tx<'_>,
    (brand, status): (AccountId, TicketStatus),
    assignee: Option<AccountId>,
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        listed!(
            "WHERE brand = $1 AND assignee = $2 AND status = $3 AND (activity, id) > ($4, $5)
                 ORDER BY activity, id LIMIT $6"
        ),
        params![brand, assignee.unwrap_or(NOBODY), status, behind.0, behind.1, limit],
    )
    .await
}

/// A brand's tickets of a status with a running clock, the nearest due first.
pub async fn nearest_due(
    tx: &mut Tx<'_>,
    (brand, status): (AccountId, TicketStatus),
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        listed!(
            "WHERE brand = $1 AND status = $2 AND due_at IS NOT NULL AND (due_at, id) > ($3, $4)
                 ORDER BY due_at, id LIMIT $5"
        ),
        params![brand, status, behind.0, behind.1, limit],
    )
    .await
}

/// The same of those that someone, or nobody, holds.
pub async fn nearest_due_of(
    tx: &mut Tx<'_>,
    (brand, status): (AccountId, TicketStatus),
    assignee: Option<AccountId>,
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        listed!(
            "WHERE brand = $1 AND assignee = $2 AND status = $3 AND due_at IS NOT NULL
                 AND (due_at, id) > ($4, $5)
                 ORDER BY due_at, id LIMIT $6"
        ),
        params![brand, assignee.unwrap_or(NOBODY), status, behind.0, behind.1, limit],
    )
    .await
}

/// A team's tickets of a status, the newest activity first.
pub async fn newest_of_team(
    tx: &mut Tx<'_>,
    (brand, status): (AccountId, TicketStatus),
    team: TeamId,
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        listed!(
            "WHERE brand = $1 AND team = $2 AND team > 0 AND status = $3 AND (activity, id) < ($4, $5)
                 ORDER BY activity DESC, id DESC LIMIT $6"
        ),
        params![brand, team, status, behind.0, behind.1, limit],
    )
    .await
}

/// The same, the oldest activity first.
pub async fn oldest_of_team(
    tx: &mut Tx<'_>,
    (brand, status): (AccountId, TicketStatus),
    team: TeamId,
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        listed!(
            "WHERE brand = $1 AND team = $2 AND team > 0 AND status = $3 AND (activity, id) > ($4, $5)
                 ORDER BY activity, id LIMIT $6"
        ),
        params![brand, team, status, behind.0, behind.1, limit],
    )
    .await
}

/// How many open tickets each of a brand's teams has, counted up to a number; those without any are left out.
pub async fn count_of_teams(
    tx: &mut Tx<'_>,
    brand: AccountId,
    teams: &[TeamId],
    most: u32,
) -> Result<Vec<(TeamId, i64)>, Error> {
    let rows: Vec<_> = teams.iter().map(|team| values![brand, *team, most]).collect();
    let counted: Vec<Vec<(i64,)>> = tx
        .fetch_many(
            "SELECT count(*) FROM
             (SELECT 1 FROM tickets WHERE brand = $1 AND team = $2 AND team > 0 AND status = 1 LIMIT $3) AS counted",
            &rows,
        )
        .await?;
    let counts = counted.into_iter().map(|rows| rows.first().map_or(0, |(count,)| *count));
    Ok(teams.iter().copied().zip(counts).filter(|(_, count)| *count > 0).collect())
}

/// A team's conversations whose tickets are not resolved: what is no team's once the team is removed.
pub async fn of_team(
    tx: &mut Tx<'_>,
    brand: AccountId,
    team: TeamId,
    limit: u32,
) -> Result<Vec<ConversationId>, Error> {
    let found: Vec<(ConversationId,)> = tx
        .fetch(
            "SELECT conversation FROM tickets WHERE brand = $1 AND team = $2 AND team > 0 AND status < 4 LIMIT $3",
            params![brand, team, limit],
        )
        .await?;
    Ok(found.into_iter().map(|(conversation,)| conversation).collect())
}

/// How many of a brand's tickets wait for a member before each of these, in its team or among those of none: those that have waited longer.
/// Nothing for one that does not wait.
pub async fn places_in_queue(tx: &mut Tx<'_>, tickets: &[(AccountId, &Ticket)]) -> Result<Vec<Option<i64>>, Error> {
    let rows: Vec<_> = tickets
        .iter()
        .filter_map(|(brand, ticket)| {
            let queued_at = ticket.queued_at?;
            Some(values![*brand, ticket.team.unwrap_or(NO_TEAM), queued_at, ticket.id])
        })
        .collect();
    let counted: Vec<Vec<(i64,)>> = tx
        .fetch_many(
            "SELECT count(*) FROM tickets
             WHERE brand = $1 AND team = $2 AND queued_at IS NOT NULL AND (queued_at, id) < ($3, $4)",
            &rows,
        )
        .await?;
    let mut counts = counted.into_iter().map(|rows| rows.first().map_or(0, |(count,)| *count));
    Ok(tickets.iter().map(|(_, ticket)| ticket.queued_at.and_then(|_| counts.next())).collect())
}

/// The same of one.
pub async fn place_in_queue(tx: &mut Tx<'_>, brand: AccountId, ticket: &Ticket) -> Result<Option<i64>, Error> {
    Ok(places_in_queue(tx, &[(brand, ticket)]).await?.into_iter().flatten().next())
}

/// A conversation's tickets, the newest first, before one of them.
pub async fn of_conversation(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    before: TicketId,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        listed!("WHERE conversation = $1 AND id < $2 ORDER BY id DESC LIMIT $3"),
        params![conversation, before, limit],
    )
    .await
}

/// A conversation's tickets that were opened before a moment and id, the newest first.
pub async fn opened_before(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    behind: (Timestamp, TicketId),
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        listed!("WHERE conversation = $1 AND (opened_at, id) < ($2, $3) ORDER BY opened_at DESC, id DESC LIMIT $4"),
        params![conversation, behind.0, behind.1, limit],
    )
    .await
}

/// The tickets in which places in conversations' logs lie, one for each; nothing where none was open yet.
pub async fn at_many(tx: &mut Tx<'_>, places: &[(ConversationId, i64)]) -> Result<Vec<Option<Listed>>, Error> {
    let rows: Vec<_> = places.iter().map(|(conversation, seq)| values![*conversation, *seq]).collect();
    let found =
        tx.fetch_many(listed!("WHERE conversation = $1 AND opened_seq <= $2 ORDER BY id DESC LIMIT 1"), &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<Listed>| rows.into_iter().next()).collect())
}

/// A brand's ticket with a running number.
pub async fn find_by_ordinal(tx: &mut Tx<'_>, brand: AccountId, ordinal: i64) -> Result<Option<Listed>, Error> {
    tx.fetch_optional(listed!("WHERE brand = $1 AND ordinal = $2"), params![brand, ordinal]).await
}

/// How many tickets of a status a brand has, counted up to a number.
pub async fn count(tx: &mut Tx<'_>, brand: AccountId, status: TicketStatus, most: u32) -> Result<i64, Error> {
    let (count,) = tx
        .fetch_one(
            "SELECT count(*) FROM (SELECT 1 FROM tickets WHERE brand = $1 AND status = $2 LIMIT $3) AS counted",
            params![brand, status, most],
        )
        .await?;
    Ok(count)
}

/// The same of those that someone, or nobody, holds.
pub async fn count_of(
    tx: &mut Tx<'_>,
    brand: AccountId,
    assignee: Option<AccountId>,
    status: TicketStatus,
    most: u32,
) -> Result<i64, Error> {
    let (count,) = tx
        .fetch_one(
            "SELECT count(*) FROM
             (SELECT 1 FROM tickets WHERE brand = $1 AND assignee = $2 AND status = $3 LIMIT $4) AS counted",
            params![brand, assignee.unwrap_or(NOBODY), status, most],
        )
        .await?;
    Ok(count)
}

/// The same of those with a running clock.
pub async fn count_due(tx: &mut Tx<'_>, brand: AccountId, status: TicketStatus, most: u32) -> Result<i64, Error> {
    let (count,) = tx
        .fetch_one(
            "SELECT count(*) FROM
             (SELECT 1 FROM tickets WHERE brand = $1 AND status = $2 AND due_at > 0 LIMIT $3) AS counted",
            params![brand, status, most],
        )
        .await?;
    Ok(count)
}

/// The conversations with a ticket of whose clocks there is something to tell now, the longest waiting first.
pub async fn ringing(tx: &mut Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<ConversationId>, Error> {
    let found: Vec<(ConversationId,)> = tx
        .fetch("SELECT conversation FROM tickets WHERE rings_at <= $1 ORDER BY rings_at LIMIT $2", params![now, limit])
        .await?;
    Ok(found.into_iter().map(|(conversation,)| conversation).collect())
}

/// The conversations with a snoozed ticket whose moment has come, the longest due first.
pub async fn due(tx: &mut Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<ConversationId>, Error> {
    let found: Vec<(ConversationId,)> = tx
        .fetch(
            "SELECT conversation FROM tickets WHERE snoozed_until <= $1 ORDER BY snoozed_until LIMIT $2",
            params![now, limit],
        )
        .await?;
    Ok(found.into_iter().map(|(conversation,)| conversation).collect())
}

/// The brand's tickets that a member holds and that are not resolved: what is to be handed on when the member leaves.
pub async fn held_by(
    tx: &mut Tx<'_>,
    brand: AccountId,
    member: AccountId,
    limit: u32,
) -> Result<Vec<ConversationId>, Error> {
    let found: Vec<(ConversationId,)> = tx
        .fetch(
            "SELECT conversation FROM tickets WHERE brand = $1 AND assignee = $2 AND status < 4 LIMIT $3",
            params![brand, member, limit],
        )
        .await?;
    Ok(found.into_iter().map(|(conversation,)| conversation).collect())
}

/// Where the first ticket of a conversation was opened that is not resolved, or with which something has happened since a moment.
pub async fn first_kept(tx: &mut Tx<'_>, conversation: ConversationId, until: Timestamp) -> Result<Option<i64>, Error> {
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "SELECT opened_seq FROM tickets WHERE conversation = $1 AND (status <> 4 OR stirred_at > $2)
             ORDER BY id LIMIT 1",
            params![conversation, until],
        )
        .await?;
    Ok(found.map(|(seq,)| seq))
}

/// Notes that the contents of a conversation's tickets are gone, of those that were opened at a seq or before.
pub async fn set_emptied(tx: &mut Tx<'_>, conversation: ConversationId, through: i64) -> Result<(), Error> {
    tx.execute(
        "UPDATE tickets SET is_emptied = 1 WHERE conversation = $1 AND opened_seq <= $2 AND is_emptied = 0",
        params![conversation, through],
    )
    .await?;
    Ok(())
}

/// Notes the same of their files.
pub async fn set_without_files(tx: &mut Tx<'_>, conversation: ConversationId, through: i64) -> Result<(), Error> {
    tx.execute(
        "UPDATE tickets SET has_no_files = 1 WHERE conversation = $1 AND opened_seq <= $2 AND has_no_files = 0",
        params![conversation, through],
    )
    .await?;
    Ok(())
}
