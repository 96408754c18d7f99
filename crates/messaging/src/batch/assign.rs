//! Gives tickets that wait to members by themselves, when all changes of a batch are folded: whoever is chosen is so by what is true in the
//! transaction that gives it to them. The brand's row is locked for it, so that no two nodes count the same free place.

use std::collections::BTreeSet;

use subrosa_desk::assignment::Wanted;
use subrosa_proto::AccountId;
use subrosa_proto::ticket::Ticket;
use subrosa_store::{Tx, assignment, tickets};

use super::around::Around;
use super::business::Business;
use super::folded::Folded;
use super::holding::holder;
use crate::Error;
use crate::desk::staff::Staff;

impl Business {
    fn holder(&self) -> Option<AccountId> {
        self.thread.ticket.as_ref().and_then(holder)
    }

    /// The ticket, if it is to be given to someone now.
    fn wants_member(&self) -> Option<&Ticket> {
        let is_asked = self.holding.assigns && (self.is_changed || self.holding.is_called) && !self.bots.are_at_it();
        self.thread.ticket.as_ref().filter(|ticket| is_asked && ticket.queued_at.is_some())
    }

    /// Whether those who wait in the brand's queues may be given to someone now: a place became free, or one came that others wait before.
    pub(crate) fn stirs_queue(&self) -> bool {
        let holds_less = self.is_changed && self.holding.before.is_some_and(|before| self.holder() != Some(before));
        self.holding.assigns && (holds_less || (self.wants_member().is_some() && !self.holding.is_called))
    }
}

/// Gives to members what can be given.
pub(super) async fn assign(tx: &mut Tx<'_>, all: &mut [Folded], around: &Around<'_>) -> Result<(), Error> {
    let businesses = || all.iter().filter_map(|folded| folded.business.as_ref());
    let wanting: BTreeSet<AccountId> =
        businesses().filter(|business| business.wants_member().is_some()).map(|business| business.brand).collect();
    if wanting.is_empty() {
        return Ok(());
    }
    // Those whose tickets are numbered later are locked along: everyone locks brands in one order.
    let numbered = businesses().filter(|business| business.opened_tickets() > 0).map(|business| business.brand);
    let locked: BTreeSet<AccountId> = wanting.iter().copied().chain(numbered).collect();
    assignment::lock(tx, &locked.into_iter().collect::<Vec<_>>()).await?;
    for brand in wanting {
        assign_of(tx, brand, all, around).await?;
    }
    Ok(())
}

async fn assign_of(tx: &mut Tx<'_>, brand: AccountId, all: &mut [Folded], around: &Around<'_>) -> Result<(), Error> {
    let mut staff = Staff::read(tx, brand, around.now).await?;
    let mut places = Vec::new();
    for (place, folded) in all.iter().enumerate() {
        let Some(business) = folded.business.as_ref().filter(|business| business.brand == brand) else { continue };
        // What the batch made of what members hold is not written yet.
        if let Some(before) = business.holding.before {
            staff.hold(before, -1);
        }
        if let Some(now) = business.holder() {
            staff.hold(now, 1);
        }
        let Some(ticket) = business.wants_member() else { continue };
        places.push((ticket.queued_at, ticket.id, place));
    }
    places.sort_unstable();
    for (_, _, place) in places {
        let folded = &mut all[place];
        let head = folded.state.head;
        let Some(business) = &mut folded.business else { continue };
        let Some(ticket) = business.wants_member() else { continue };
        // Nobody is served before those who have waited longer; they are called one after the other.
        if !business.holding.is_called
            && tickets::place_in_queue(tx, brand, ticket).await?.is_some_and(|before| before > 0)
        {
            continue;
        }
        let from = business.holding.before.filter(|_| business.is_changed);
        let Some(to) = staff.give(ticket.team, Wanted { labels: &ticket.labels, from }) else { continue };
        let happenings = subrosa_desk::give(&mut business.thread, to);
        business.happened((brand, None), None, happenings, head, around);
        let side = business.side;
        folded.touched[side] = true;
    }
    Ok(assignment::set_turns(tx, brand, &staff.turns()).await?)
}
