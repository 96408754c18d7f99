//! What is read to bring a brand's contacts in memory up to date: what has changed, and the columns that are asked for and not there.

use std::collections::{BTreeMap, BTreeSet};

use subrosa_messaging::Error;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_segment::{Changed, Column, Kind};
use subrosa_store::contact_changes::{self, What};
use subrosa_store::{Tx, contact_sets, contact_values};

use super::held::{Filled, Fresh, Seen, row};

/// Above so many changed contacts it is quicker to read everything anew.
const MOST: u32 = 20_000;

/// Reads what is missing there.
pub(super) async fn read(
    tx: &mut Tx<'_>,
    brand: AccountId,
    seen: &Seen,
    wanted: BTreeSet<Column>,
) -> Result<Fresh, Error> {
    let number = contact_changes::newest(tx, brand).await?;
    let changes = match seen.number {
        None => None,
        Some(seen) if seen == number => Some(Vec::new()),
        Some(seen) => contact_changes::since(tx, brand, seen, MOST + 1).await?.filter(|all| all.len() <= MOST as usize),
    };
    let (all, changed) = match changes {
        None => (Some(contact_sets::all(tx, brand).await?), Vec::new()),
        Some(changes) => {
            let mut of_contacts: BTreeMap<ConversationId, What> = BTreeMap::new();
            for change in changes {
                let what = of_contacts.entry(change.contact).or_default();
                *what = what.and(change.what);
            }
            (None, changed(tx, brand, of_contacts, &seen.known).await?)
        }
    };
    let is_there = |column: &Column| all.is_none() && seen.known.contains(column);
    let mut filled = Vec::new();
    for column in wanted.into_iter().filter(|column| !is_there(column)) {
        filled.push(fill(tx, brand, column).await?);
    }
    Ok(Fresh { number, at: seen.at, all, changed, filled })
}

async fn fill(tx: &mut Tx<'_>, brand: AccountId, column: Column) -> Result<Filled, Error> {
    Ok(match column {
        Column::Attribute(name) => {
            let rows = contact_sets::with_attribute(tx, brand, &name).await?;
            Filled::Attribute(name, rows)
        }
        Column::Topic(topic) => {
            let contacts = contact_sets::consenting(tx, brand, &topic).await?;
            Filled::Topic(topic, contacts)
        }
        Column::Event(name) => {
            let rows = contact_sets::did(tx, brand, &name).await?;
            Filled::Event(name, rows)
        }
        Column::Orders => Filled::Orders(contact_sets::ordered(tx, brand).await?),
    })
}

/// What is known now of contacts who changed, as far as there are columns for it.
async fn changed(
    tx: &mut Tx<'_>,
    brand: AccountId,
    contacts: BTreeMap<ConversationId, What>,
    known: &[Column],
) -> Result<Vec<(ConversationId, Changed)>, Error> {
    let with = |what: What, kind: Kind| {
        let is_asked = known.iter().any(|column| column.kind() == kind);
        let touched = contacts.iter().filter(move |(_, of_contact)| is_asked && of_contact.has(what));
        touched.map(|(contact, _)| *contact).collect::<Vec<_>>()
    };
    let mut found: BTreeMap<ConversationId, Changed> =
        contacts.keys().map(|contact| (*contact, Changed::default())).collect();
    let some = with(What::ATTRIBUTES, Kind::Attributes);
    for (contact, values) in some.iter().zip(contact_values::of_contacts(tx, brand, &some).await?) {
        found.entry(*contact).or_default().attributes = Some(values.into_iter().collect());
    }
    let some = with(What::CONSENTS, Kind::Topics);
    for (contact, topics) in some.iter().zip(contact_sets::topics_of(tx, brand, &some).await?) {
        found.entry(*contact).or_default().topics = Some(topics.into_iter().map(|(topic,)| topic).collect());
    }
    let some = with(What::EVENTS, Kind::Events);
    for (contact, events) in some.iter().zip(contact_sets::events_of(tx, brand, &some).await?) {
        found.entry(*contact).or_default().events = Some(events);
    }
    let some = with(What::ORDERS, Kind::Orders);
    for (contact, orders) in some.iter().zip(contact_sets::orders_of(tx, brand, &some).await?) {
        found.entry(*contact).or_default().orders = Some(orders.into_iter().map(row).collect());
    }
    Ok(found.into_iter().collect())
}
