//! How many tickets there are.

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::TeamId;
use subrosa_proto::inbox::{TeamCount, TicketCounts};
use subrosa_proto::limits::BRAND_TEAMS;
use subrosa_proto::ticket::TicketStatus;
use subrosa_store::{teams, tickets};

use crate::Engage;

/// Beyond this many it does not matter how many there are.
const MOST: u32 = 10_000;

impl Engage {
    /// The counts beside an inbox, each up to 10,000.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn count_tickets(&self, actor: &Actor) -> Result<TicketCounts, Error> {
        let permit = permit::<ReadInbox>(actor, &Subject::Own)?;
        let (brand, person) = (permit.account()?, permit.person()?);
        let counted = self.messaging.db().read(async move |tx| {
            let all: Vec<TeamId> = teams::list(tx, brand, BRAND_TEAMS).await?.iter().map(|team| team.id).collect();
            let teams = tickets::count_of_teams(tx, brand, &all, MOST).await?;
            Ok::<_, Error>(TicketCounts {
                teams: teams.into_iter().map(|(team, open)| TeamCount { team, open }).collect(),
                mine: tickets::count_of(tx, brand, Some(person), TicketStatus::Open, MOST).await?,
                unassigned: tickets::count_of(tx, brand, None, TicketStatus::Open, MOST).await?,
                open: tickets::count(tx, brand, TicketStatus::Open, MOST).await?,
                due: tickets::count_due(tx, brand, TicketStatus::Open, MOST).await?,
                pending: tickets::count(tx, brand, TicketStatus::Pending, MOST).await?,
                snoozed: tickets::count(tx, brand, TicketStatus::Snoozed, MOST).await?,
                resolved: tickets::count(tx, brand, TicketStatus::Resolved, MOST).await?,
            })
        });
        counted.await
    }
}
