//! What customers are told of their wait for a person, once everything of a batch is folded and given to members: so that a place counts
//! those of the same batch, and who is served at once waits for nobody. The words are those of `subrosa_desk::wait`.

use std::collections::{BTreeSet, HashMap};

use subrosa_desk::hours::Hours;
use subrosa_desk::sending::Sender;
use subrosa_desk::wait::{self, Wait};
use subrosa_proto::body::{Body, SealedBody, Voice};
use subrosa_proto::report::Figure;
use subrosa_proto::ticket::Ticket;
use subrosa_proto::wait::WaitTold;
use subrosa_proto::{AccountId, ErrorCode, TeamId};
use subrosa_store::{Tx, brand_hours, report_facts, threads, tickets};

use super::around::Around;
use super::business::Business;
use super::folded::Folded;
use super::waiting::{Place, place};
use crate::Error;
use crate::conversations::view;

/// Answers that are older say nothing of how long it takes today.
const RECENT_SECONDS: i64 = 30 * 86_400;
/// How many answers are looked at, whichever team gave them.
const ANSWERS: u32 = 200;

/// Whether a place is before another of the same queue.
fn is_before(one: Option<Place>, other: Place) -> bool {
    one.is_some_and(|(team, at, id)| team == other.0 && (at, id) < (other.1, other.2))
}

impl Business {
    /// The ticket whose customer is to be told now that they wait.
    fn tells_wait_of(&self) -> Option<&Ticket> {
        let ticket = self.thread.ticket.as_ref().filter(|_| self.is_changed)?;
        let begins = match self.waiting.settings.told {
            WaitTold::Never => false,
            WaitTold::AfterBots => self.waiting.is_handed_over,
            WaitTold::Always => self.waiting.is_handed_over || (ticket.queued_at.is_some() && !self.waiting.was_queued),
        };
        (begins && !self.bots.are_at_it() && wait::is_to_be_told(ticket, self.waiting.told_at)).then_some(ticket)
    }
}

/// What is known of a brand whose customers are told.
struct House {
    hours: Hours,
    /// How many milliseconds its first answers took, and of which teams.
    times: Vec<(TeamId, i64)>,
}

/// Tells the customers whose wait for a person has begun.
pub(super) async fn tell_waits(tx: &mut Tx<'_>, all: &mut [Folded], around: &Around<'_>) -> Result<(), Error> {
    let begun = |folded: &&Folded| folded.business.as_ref().is_some_and(|one| one.tells_wait_of().is_some());
    let brands: BTreeSet<AccountId> =
        all.iter().filter(begun).filter_map(|folded| folded.business.as_ref()).map(Business::brand).collect();
    if brands.is_empty() {
        return Ok(());
    }
    let houses = houses(tx, &brands.into_iter().collect::<Vec<_>>(), around).await?;
    let waiting: Vec<(usize, &Business, &Ticket)> = all
        .iter()
        .enumerate()
        .filter_map(|(index, folded)| {
            let business = folded.business.as_ref()?;
            let ticket = business.tells_wait_of()?;
            business.may_send(Sender::Brand, &view::reach(&folded.state), around).ok()?;
            Some((index, business, ticket))
        })
        .collect();
    let wanted: Vec<_> = waiting.iter().map(|(_, business, ticket)| (business.brand, *ticket)).collect();
    let stored = tickets::places_in_queue(tx, &wanted).await?;
    let mut lines = Vec::with_capacity(waiting.len());
    for ((index, business, ticket), stored) in waiting.into_iter().zip(stored) {
        let Some(house) = houses.get(&business.brand) else { continue };
        let before = match (stored, place(ticket)) {
            (Some(stored), Some(place)) => Some((stored + of_batch(all, business.brand, place)).max(0)),
            _ => None,
        };
        let usually = wait::usually(&house.times, ticket.team.unwrap_or(TeamId::new(0)));
        let language = business.waiting.spoken.unwrap_or(business.waiting.settings.language);
        let line = wait::line(language, Wait { before, usually }, &house.hours, around.now);
        let body = SealedBody::from_body(&Body { automatic: true, ..Body::text(line) }, Voice::Bot)
            .map_err(|_| Error::new(ErrorCode::Internal))?;
        lines.push((index, business.side, body));
    }
    let mut told = Vec::with_capacity(lines.len());
    for (index, side, body) in lines {
        all[index].push_automatic(side, body, around);
        told.push(all[index].id());
    }
    Ok(threads::set_wait_told(tx, &told, around.now).await?)
}

/// How many more stand before a place than the store knows: what a batch changed is not written yet.
fn of_batch(all: &[Folded], brand: AccountId, own: Place) -> i64 {
    let others = all.iter().filter_map(|folded| folded.business.as_ref()).filter(|one| one.brand == brand);
    others
        .map(|one| {
            let now = one.thread.ticket.as_ref().and_then(place);
            i64::from(is_before(now, own)) - i64::from(is_before(one.waiting.place_before, own))
        })
        .sum()
}

async fn houses(
    tx: &mut Tx<'_>,
    brands: &[AccountId],
    around: &Around<'_>,
) -> Result<HashMap<AccountId, House>, Error> {
    let recent = around.now.plus_seconds(-RECENT_SECONDS);
    let mut houses = HashMap::with_capacity(brands.len());
    for (&brand, hours) in brands.iter().zip(brand_hours::find_many(tx, brands).await?) {
        // They were checked when they were set.
        let hours = Hours::of(&hours).map_err(|_| Error::new(ErrorCode::Internal))?;
        let times = report_facts::newest_times(tx, (brand, Figure::FirstResponse, ""), recent, ANSWERS).await?;
        houses.insert(brand, House { hours, times });
    }
    Ok(houses)
}
