//! Which tickets a query asks for. A text stands in a ticket: the one that was the conversation's newest when it was written.

use subrosa_find::{Assignee, Query, Status};
use subrosa_messaging::Error;
use subrosa_proto::ticket::{Ticket, TicketStatus};
use subrosa_proto::{AccountId, ConversationId, TicketId, Timestamp};
use subrosa_store::tickets::{Behind, Listed};
use subrosa_store::{Tx, accounts, labels, tickets};

/// Tickets up to which the index is asked for texts of their conversations alone.
const FEW: usize = 200;
/// Labels that a brand has at most.
const LABELS: u32 = 1_000;
const STATUSES: [TicketStatus; 4] =
    [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Snoozed, TicketStatus::Resolved];
const NEWEST: Behind = (Timestamp::from_microseconds(i64::MAX), TicketId::new(i64::MAX));

/// What a ticket must be like.
pub(super) struct Filter {
    statuses: Vec<TicketStatus>,
    /// It has one label of each.
    labels: Vec<Vec<String>>,
    assignee: Option<Option<AccountId>>,
    ordinal: Option<i64>,
    /// No ticket can be: it asks for a label or a member that there is not.
    is_void: bool,
}

/// Where texts can lie.
pub(super) enum Scope {
    /// In so many conversations that each text has to be looked at.
    Many,
    /// In these.
    Few(Vec<ConversationId>),
}

impl Filter {
    /// What a query asks of tickets; nothing when it does not.
    pub(super) async fn of(
        tx: &mut Tx<'_>,
        (brand, person): (AccountId, AccountId),
        query: &Query,
    ) -> Result<Option<Self>, Error> {
        if !query.is_of_tickets() {
            return Ok(None);
        }
        let mut filter = Self {
            statuses: query.statuses.iter().map(|status| status_of(*status)).collect(),
            labels: Vec::new(),
            assignee: None,
            ordinal: query.ticket,
            is_void: false,
        };
        match &query.assignee {
            None => {}
            Some(Assignee::Me) => filter.assignee = Some(Some(person)),
            Some(Assignee::Nobody) => filter.assignee = Some(None),
            Some(Assignee::Handle(handle)) => match accounts::find_by_handle(tx, handle).await? {
                Some(account) => filter.assignee = Some(Some(account.profile.id)),
                None => filter.is_void = true,
            },
        }
        if !query.labels.is_empty() {
            let known = labels::list(tx, brand, LABELS).await?;
            for label in &query.labels {
                let alike: Vec<String> = known.iter().filter(|one| is_alike(one, label)).cloned().collect();
                filter.is_void |= alike.is_empty();
                filter.labels.push(alike);
            }
        }
        Ok(Some(filter))
    }

    pub(super) fn holds(&self, ticket: &Ticket) -> bool {
        (self.statuses.is_empty() || self.statuses.contains(&ticket.status))
            && self.assignee.is_none_or(|assignee| ticket.assignee == assignee)
            && self.ordinal.is_none_or(|ordinal| ticket.ordinal == ordinal)
            && self.labels.iter().all(|alike| alike.iter().any(|label| ticket.labels.contains(label)))
    }

    /// The conversations of the tickets, if they are few.
    pub(super) async fn scope(&self, tx: &mut Tx<'_>, brand: AccountId) -> Result<Scope, Error> {
        if self.is_void {
            return Ok(Scope::Few(Vec::new()));
        }
        let mut found = Vec::new();
        if let Some(ordinal) = self.ordinal {
            found.extend(tickets::find_by_ordinal(tx, brand, ordinal).await?);
        } else {
            let statuses = if self.statuses.is_empty() { &STATUSES[..] } else { &self.statuses };
            for status in statuses {
                found.extend(self.listed(tx, brand, *status).await?);
                if found.len() > FEW {
                    return Ok(Scope::Many);
                }
            }
        }
        let mut few: Vec<ConversationId> =
            found.iter().filter(|one| self.holds(&one.ticket)).map(|one| one.conversation).collect();
        few.sort_unstable();
        few.dedup();
        Ok(Scope::Few(few))
    }

    /// Some of the tickets of a status, by whatever tells the most of them apart: all that could hold, if they are few.
    async fn listed(&self, tx: &mut Tx<'_>, brand: AccountId, status: TicketStatus) -> Result<Vec<Listed>, Error> {
        let limit = u32::try_from(FEW + 1).unwrap_or(u32::MAX);
        if let Some(alike) = self.labels.first() {
            let mut found = Vec::new();
            for label in alike {
                found.extend(labels::newest(tx, (brand, label), status, NEWEST, limit).await?);
            }
            return Ok(found);
        }
        Ok(match self.assignee {
            Some(assignee) => tickets::newest_of(tx, (brand, status), assignee, NEWEST, limit).await?,
            None => tickets::newest(tx, (brand, status), NEWEST, limit).await?,
        })
    }
}

/// Whether two labels are the same to whoever types one of them.
fn is_alike(one: &str, other: &str) -> bool {
    let words = |label| subrosa_find::words(label).into_iter().map(|word| word.text);
    one == other || (words(one).next().is_some() && words(one).eq(words(other)))
}

const fn status_of(status: Status) -> TicketStatus {
    match status {
        Status::Open => TicketStatus::Open,
        Status::Pending => TicketStatus::Pending,
        Status::Snoozed => TicketStatus::Snoozed,
        Status::Resolved => TicketStatus::Resolved,
    }
}
