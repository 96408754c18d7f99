//! How brands' tickets are given to members by themselves, and who could be given one.

use subrosa_proto::team::AssignmentRule;
use subrosa_proto::{AccountId, ConversationId, TeamId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const RULES: [(AssignmentRule, i64); 4] = [
    (AssignmentRule::ByHand, 1),
    (AssignmentRule::RoundRobin, 2),
    (AssignmentRule::LeastLoad, 3),
    (AssignmentRule::BySkill, 4),
];
number_of!(AssignmentRule, RULES);

/// In place of a team where there is none.
const NO_TEAM: TeamId = TeamId::new(0);

/// How a brand's tickets of no team are given to members.
pub async fn rule(tx: &mut Tx<'_>, brand: AccountId) -> Result<AssignmentRule, Error> {
    let found: Option<(AssignmentRule,)> =
        tx.fetch_optional("SELECT assignment FROM brands WHERE account = $1", params![brand]).await?;
    Ok(found.map(|(rule,)| rule).unwrap_or_default())
}

/// Sets it.
pub async fn set_rule(tx: &mut Tx<'_>, brand: AccountId, rule: AssignmentRule) -> Result<(), Error> {
    tx.execute("UPDATE brands SET assignment = $1 WHERE account = $2", params![rule, brand]).await?;
    refresh(tx, brand).await
}

/// Notes whether any of a brand's tickets are given by themselves: to be called whenever a rule of its teams may have changed.
pub async fn refresh(tx: &mut Tx<'_>, brand: AccountId) -> Result<(), Error> {
    tx.execute(
        "UPDATE brands SET assigns = CASE WHEN assignment > 1
             OR EXISTS (SELECT 1 FROM teams WHERE teams.brand = $1 AND teams.assignment > 1) THEN 1 ELSE 0 END
         WHERE account = $1",
        params![brand],
    )
    .await?;
    Ok(())
}

/// Keeps others who lock these brands from giving their tickets to anyone until the transaction ends. Give them in rising order.
pub async fn lock(tx: &mut Tx<'_>, brands: &[AccountId]) -> Result<(), Error> {
    let rows: Vec<_> = brands.iter().map(|brand| values![*brand]).collect();
    tx.lock_many("SELECT account FROM brands WHERE account = $1", &rows).await
}

/// A member who answers customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    pub member: AccountId,
    pub available: bool,
    /// Open tickets that they hold.
    pub load: i64,
    pub capacity: Option<i64>,
    pub skills: Vec<String>,
    /// When they were last given a ticket by themselves; 0: never.
    pub turn: i64,
}

impl FromRow for Worker {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let skills: String = row.get(4)?;
        Ok(Self {
            member: row.get(0)?,
            available: row.get(1)?,
            load: row.get(2)?,
            capacity: row.get(3)?,
            skills: skills.lines().map(str::to_owned).collect(),
            turn: row.get(5)?,
        })
    }
}

/// Those of a brand's people who answer customers. Those are available who were seen since a moment and do not say that they are away.
pub async fn workers(tx: &mut Tx<'_>, brand: AccountId, seen: Timestamp) -> Result<Vec<Worker>, Error> {
    tx.fetch(
        "SELECT m.person, v.away IS NOT NULL AND v.away = 0 AND v.seen_at >= $1,
                (SELECT count(*) FROM tickets t WHERE t.brand = m.brand AND t.assignee = m.person AND t.status = 1),
                m.capacity, m.skills, COALESCE(u.turn, 0)
         FROM brand_members m
         LEFT JOIN availability v ON v.brand = m.brand AND v.person = m.person
         LEFT JOIN turns u ON u.brand = m.brand AND u.person = m.person
         WHERE m.brand = $2 AND m.role <= 3 AND m.joined_at IS NOT NULL",
        params![seen, brand],
    )
    .await
}

/// Notes whose turns it was.
pub async fn set_turns(tx: &mut Tx<'_>, brand: AccountId, turns: &[(AccountId, i64)]) -> Result<(), Error> {
    let rows: Vec<_> = turns.iter().map(|(person, turn)| values![brand, *person, *turn]).collect();
    tx.execute_many(
        "INSERT INTO turns (brand, person, turn) VALUES ($1, $2, $3)
         ON CONFLICT (brand, person) DO UPDATE SET turn = excluded.turn",
        &rows,
    )
    .await
}

/// Forgets whose turn it was, of a person who works for the brand no more.
pub async fn forget(tx: &mut Tx<'_>, brand: AccountId, person: AccountId) -> Result<(), Error> {
    tx.execute("DELETE FROM turns WHERE brand = $1 AND person = $2", params![brand, person]).await?;
    Ok(())
}

/// A ticket that waits for a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub queued_at: Timestamp,
    pub conversation: ConversationId,
    pub team: Option<TeamId>,
    pub labels: Vec<String>,
}

impl FromRow for Waiting {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (team, labels): (TeamId, String) = (row.get(2)?, row.get(3)?);
        Ok(Self {
            queued_at: row.get(0)?,
            conversation: row.get(1)?,
            team: (team != NO_TEAM).then_some(team),
            labels: labels.lines().map(str::to_owned).collect(),
        })
    }
}

/// The tickets of some queues that wait for a member, and not for a bot, each queue up to a limit; those that have waited longest first.
pub async fn waiting(
    tx: &mut Tx<'_>,
    brand: AccountId,
    queues: &[Option<TeamId>],
    limit: u32,
) -> Result<Vec<Waiting>, Error> {
    let rows: Vec<_> = queues.iter().map(|team| values![brand, team.unwrap_or(NO_TEAM), limit]).collect();
    let found = tx
        .fetch_many(
            "SELECT queued_at, conversation, team, labels FROM tickets t
             WHERE brand = $1 AND team = $2 AND queued_at IS NOT NULL AND NOT EXISTS
                   (SELECT 1 FROM bot_threads b
                    WHERE b.conversation = t.conversation AND (b.heard < b.wanted OR b.session IS NOT NULL))
             ORDER BY queued_at, id LIMIT $3",
            &rows,
        )
        .await?;
    let mut all: Vec<Waiting> = found.into_iter().flatten().collect();
    all.sort_by_key(|one| (one.queued_at, one.conversation));
    Ok(all)
}

/// Brands whose tickets are given by themselves, and that have some that wait.
pub async fn brands_with_waiting(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<AccountId>, Error> {
    let found: Vec<(AccountId,)> = tx
        .fetch(
            "SELECT account FROM brands b WHERE assigns > 0
               AND EXISTS (SELECT 1 FROM tickets t WHERE t.brand = b.account AND t.queued_at IS NOT NULL)
             ORDER BY account LIMIT $1",
            params![limit],
        )
        .await?;
    Ok(found.into_iter().map(|(brand,)| brand).collect())
}
