//! Where the entries of a timeline are kept.

use subrosa_proto::timeline::{TimelineEntry, TimelineKind, TimelineWhat};
use subrosa_proto::{AccountId, ConversationId, OrderId, TicketId};
use subrosa_store::{Error, Tx, consents, contact_orders, custom_events, tickets};

use super::place::{Place, Rank};
use crate::consents::told;

/// An entry, and where it stands.
pub(super) type Placed = (Place, TimelineEntry);

/// Reads up to `limit` entries of a contact of each kind that is wanted, from behind a place. In no order.
pub(super) async fn read(
    tx: &mut Tx<'_>,
    contact: (AccountId, ConversationId),
    kind: Option<TimelineKind>,
    behind: Place,
    limit: u32,
) -> Result<Vec<Placed>, Error> {
    let wants = |one: TimelineKind| kind.is_none_or(|kind| kind == one);
    let mut found = Found { conversation: contact.1, entries: Vec::new() };
    if wants(TimelineKind::Tickets) {
        let (at, number) = behind.behind(Rank::Ticket);
        for listed in tickets::opened_before(tx, contact.1, (at, TicketId::new(number)), limit).await? {
            let place = Place { at: listed.ticket.opened_at, rank: Rank::Ticket, number: listed.ticket.id.number() };
            found.add(place, TimelineWhat::Ticket { ticket: listed.ticket });
        }
    }
    if wants(TimelineKind::Orders) {
        orders(tx, contact, behind, limit, &mut found).await?;
    }
    if wants(TimelineKind::Consents) {
        let entries = consents::newest(tx, contact, behind.behind(Rank::Consent), limit).await?;
        let places: Vec<(i64, _)> = entries.iter().map(|entry| (entry.id, entry.at)).collect();
        for ((number, at), consent) in places.into_iter().zip(told(tx, entries).await?) {
            found.add(Place { at, rank: Rank::Consent, number }, TimelineWhat::Consent { consent });
        }
    }
    if wants(TimelineKind::Events) {
        for one in custom_events::newest(tx, contact, behind.behind(Rank::Event), limit).await? {
            let place = Place { at: one.event.at, rank: Rank::Event, number: one.number };
            found.add(place, TimelineWhat::Event { event: one.event });
        }
    }
    Ok(found.entries)
}

/// When orders were placed, and when they were last changed.
async fn orders(
    tx: &mut Tx<'_>,
    contact: (AccountId, ConversationId),
    behind: Place,
    limit: u32,
    found: &mut Found,
) -> Result<(), Error> {
    let (at, number) = behind.behind(Rank::OrderPlaced);
    for order in contact_orders::newest(tx, contact, (at, OrderId::new(number)), limit).await? {
        let place = Place { at: order.placed_at, rank: Rank::OrderPlaced, number: order.id.number() };
        found.add(place, TimelineWhat::OrderPlaced { order });
    }
    let (at, number) = behind.behind(Rank::OrderChanged);
    for order in contact_orders::changed(tx, contact, (at, OrderId::new(number)), limit).await? {
        let place = Place { at: order.updated_at, rank: Rank::OrderChanged, number: order.id.number() };
        found.add(place, TimelineWhat::OrderChanged { order });
    }
    Ok(())
}

/// What was found of one contact.
struct Found {
    conversation: ConversationId,
    entries: Vec<Placed>,
}

impl Found {
    fn add(&mut self, place: Place, what: TimelineWhat) {
        self.entries.push((place, TimelineEntry { at: place.at, conversation: self.conversation, what }));
    }
}
