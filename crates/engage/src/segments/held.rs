//! What this node has of brands' contacts in memory. It follows the store: an answer begins with what has changed since the last one, whichever
//! node changed it, so that it is as exact as one that looks at everything anew.
//!
//! Lifecycle: a brand's is filled when a rule first asks for it, and given up when others need the room.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_segment::{Changed, Column, Columns, OrderRow};
use subrosa_store::contact_sets::Counted;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Bytes of all brands together; the brand that was asked last stays in any case.
const ROOM: usize = 512 * 1024 * 1024;
/// Nothing is held for longer, so that what no log tells (an operator's hand in the database, a server of an older version) is right again.
const MOST_SECONDS: i64 = 60 * 60;

/// All of them. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Held(Arc<Mutex<Brands>>);

#[derive(Default)]
struct Brands {
    of: HashMap<AccountId, OfBrand>,
    /// Rises with each use.
    uses: u64,
}

#[derive(Default)]
struct OfBrand {
    contacts: Arc<Turn<Contacts>>,
    bytes: usize,
    used: u64,
}

/// A brand's contacts up to a change.
#[derive(Default)]
pub(super) struct Contacts {
    pub(super) columns: Columns,
    /// The number of the last change that is in them; nothing before they were first read.
    pub(super) number: Option<i64>,
    /// When all of them were read.
    read_at: Timestamp,
}

/// What is in memory: up to which change, and which columns.
#[derive(Clone)]
pub(super) struct Seen {
    /// When it is looked.
    pub(super) at: Timestamp,
    pub(super) number: Option<i64>,
    pub(super) known: Vec<Column>,
}

/// What was read from the store to bring them up to date.
pub(super) struct Fresh {
    pub(super) number: i64,
    pub(super) at: Timestamp,
    /// All contacts, where what is in memory is too old.
    pub(super) all: Option<Vec<ConversationId>>,
    pub(super) changed: Vec<(ConversationId, Changed)>,
    pub(super) filled: Vec<Filled>,
}

/// A column that was not there.
pub(super) enum Filled {
    Attribute(String, Vec<(ConversationId, String)>),
    Topic(String, Vec<ConversationId>),
    Event(String, Vec<(ConversationId, Timestamp)>),
    Orders(Vec<Counted>),
}

impl Held {
    /// A brand's, for whoever's turn it is: one is asked after the other, so that no brand's questions take all of a node.
    pub(super) async fn of(&self, brand: AccountId) -> OwnedMutexGuard<Contacts> {
        let contacts = {
            let mut brands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            brands.uses += 1;
            let used = brands.uses;
            let of_brand = brands.of.entry(brand).or_default();
            of_brand.used = used;
            Arc::clone(&of_brand.contacts)
        };
        contacts.lock_owned().await
    }

    /// Notes how much room a brand's take, and gives up those of others that were not asked for the longest time.
    pub(super) fn make_room(&self, brand: AccountId, bytes: usize) {
        let mut brands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_brand) = brands.of.get_mut(&brand) {
            of_brand.bytes = bytes;
        }
        while brands.of.values().map(|of_brand| of_brand.bytes).sum::<usize>() > ROOM {
            let others = brands.of.iter().filter(|(other, _)| **other != brand);
            let Some(oldest) = others.min_by_key(|(_, of_brand)| of_brand.used).map(|(other, _)| *other) else {
                return;
            };
            brands.of.remove(&oldest);
        }
    }
}

impl Contacts {
    /// What is here at a moment: up to which change, and which columns.
    pub(super) fn seen(&self, now: Timestamp) -> Seen {
        let is_old = self.read_at.plus_seconds(MOST_SECONDS) <= now;
        Seen { at: now, number: self.number.filter(|_| !is_old), known: self.columns.known().into_iter().collect() }
    }

    /// Takes what was read.
    pub(super) fn take(&mut self, Fresh { number, at, all, changed, filled }: Fresh) {
        if let Some(all) = all {
            self.columns = Columns::of(all);
            self.read_at = at;
        }
        for (contact, changed) in changed {
            self.columns.change(contact, changed);
        }
        for column in filled {
            match column {
                Filled::Attribute(name, rows) => self.columns.fill_attribute(name, rows),
                Filled::Topic(topic, contacts) => self.columns.fill_topic(topic, &contacts),
                Filled::Event(name, rows) => self.columns.fill_event(name, rows),
                Filled::Orders(rows) => {
                    self.columns.fill_orders(rows.into_iter().map(|one| (one.contact, row(one))).collect());
                }
            }
        }
        self.number = Some(number);
    }
}

/// An order as columns hold it.
pub(super) fn row(Counted { placed_at, currency, value, refunded, .. }: Counted) -> OrderRow {
    OrderRow { placed_at, currency, value, refunded }
}
