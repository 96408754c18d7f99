//! What rules look at in all contacts of a brand, held so that looking at a million of them takes milliseconds: a place for each contact, and a
//! column for each attribute, topic, event and for the orders, filled when a rule first asks for it and kept up to date contact by contact.
//!
//! Never: I/O, a condition that needs more than a column has (properties of events, things of orders), a guess: a column is whole or absent.

mod look;
mod orders;
mod runs;
mod slots;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use fixedbitset::FixedBitSet;
use subrosa_proto::segment::{EventMoment, EventRule, OrdersRule, Rule};
use subrosa_proto::{ConversationId, Timestamp};

use crate::conditions::conditions;
use orders::Orders;
use runs::Runs;
use slots::Slots;
use values::Values;

pub use look::{Answer, Found, Look, Missing, NESTED};
pub use orders::OrderRow;

/// What a column is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Attribute(String),
    /// Who agrees to hear of a topic.
    Topic(String),
    /// When an event of this name happened.
    Event(String),
    Orders,
}

/// The kinds of columns, as far as what a contact did touches them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Attributes,
    Topics,
    Events,
    Orders,
}

impl Column {
    /// What a column is of, without its name.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Attribute(_) => Kind::Attributes,
            Self::Topic(_) => Kind::Topics,
            Self::Event(_) => Kind::Events,
            Self::Orders => Kind::Orders,
        }
    }
}

/// The column that answers a condition; none where one can't.
#[must_use]
pub fn column_of(condition: &Rule) -> Option<Column> {
    match condition {
        Rule::Attribute(rule) => Some(Column::Attribute(rule.name.clone())),
        Rule::Consent(topic) => Some(Column::Topic(topic.clone())),
        Rule::Event(EventRule { name, properties, .. }) if properties.is_empty() => Some(Column::Event(name.clone())),
        Rule::FirstEvent(EventMoment { name, .. }) | Rule::LastEvent(EventMoment { name, .. }) => {
            Some(Column::Event(name.clone()))
        }
        Rule::Orders(OrdersRule { item: None, .. }) | Rule::FirstOrder(_) | Rule::LastOrder(_) | Rule::Standing(_) => {
            Some(Column::Orders)
        }
        _ => None,
    }
}

/// The columns that the conditions of a rule ask for.
#[must_use]
pub fn columns_of(rule: &Rule) -> BTreeSet<Column> {
    conditions(rule).into_iter().filter_map(|condition| column_of(condition.rule)).collect()
}

/// The contacts of a brand, and what has been asked of them so far.
#[derive(Debug, Default)]
pub struct Columns {
    slots: Slots,
    attributes: BTreeMap<String, Values>,
    topics: BTreeMap<String, FixedBitSet>,
    events: BTreeMap<String, Runs<Timestamp>>,
    orders: Option<Orders>,
}

/// What is known of one contact now, in place of what was; what is absent has not changed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changed {
    pub attributes: Option<BTreeMap<String, String>>,
    pub topics: Option<BTreeSet<String>>,
    pub events: Option<Vec<(String, Timestamp)>>,
    pub orders: Option<Vec<OrderRow>>,
}

impl Columns {
    /// Of these contacts, without any column.
    #[must_use]
    pub fn of(contacts: Vec<ConversationId>) -> Self {
        Self { slots: Slots::of(contacts), ..Self::default() }
    }

    /// How many contacts there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.slots.len() == 0
    }

    /// The columns that are here.
    #[must_use]
    pub fn known(&self) -> BTreeSet<Column> {
        let attributes = self.attributes.keys().cloned().map(Column::Attribute);
        let topics = self.topics.keys().cloned().map(Column::Topic);
        let events = self.events.keys().cloned().map(Column::Event);
        attributes.chain(topics).chain(events).chain(self.orders.as_ref().map(|_| Column::Orders)).collect()
    }

    /// Fills a column of an attribute with the values as they are kept.
    pub fn fill_attribute(&mut self, name: String, rows: Vec<(ConversationId, String)>) {
        self.attributes.insert(name, Values::of(&self.slots, rows));
    }

    /// Fills the column of a topic with those who agree to it.
    pub fn fill_topic(&mut self, topic: String, contacts: &[ConversationId]) {
        self.topics.insert(topic, self.slots.set_of(contacts));
    }

    /// Fills the column of an event: whoever did it, once for each time.
    pub fn fill_event(&mut self, name: String, rows: Vec<(ConversationId, Timestamp)>) {
        self.events.insert(name, Runs::of(&self.slots, rows));
    }

    /// Fills the column of orders that were not cancelled.
    pub fn fill_orders(&mut self, rows: Vec<(ConversationId, OrderRow)>) {
        self.orders = Some(Orders::of(&self.slots, rows));
    }

    /// Puts what is known of a contact now in place of what was; one who is new gets a place.
    pub fn change(&mut self, contact: ConversationId, changed: Changed) {
        let slot = self.slots.place(contact);
        let Changed { attributes, topics, events, orders } = changed;
        if let Some(values) = attributes {
            for (name, column) in &mut self.attributes {
                column.set(slot, values.get(name).map(String::as_str));
            }
        }
        if let Some(agreed) = topics {
            for (topic, column) in &mut self.topics {
                column.grow(slot + 1);
                column.set(slot, agreed.contains(topic));
            }
        }
        if let Some(did) = events {
            for (name, column) in &mut self.events {
                let times: Vec<Timestamp> =
                    did.iter().filter(|(called, _)| called == name).map(|(_, at)| *at).collect();
                column.set(slot, &times);
            }
        }
        if let (Some(rows), Some(column)) = (orders, &mut self.orders) {
            column.set(slot, rows);
        }
    }

    /// The place of a contact.
    #[must_use]
    pub fn slot_of(&self, contact: ConversationId) -> Option<usize> {
        self.slots.find(contact)
    }

    /// The contacts at some places, in the order of the places.
    pub fn contacts(&self, slots: &FixedBitSet) -> impl Iterator<Item = ConversationId> {
        slots.ones().filter_map(|slot| self.slots.contact(slot))
    }

    /// Roughly how many bytes all of this takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.slots.bytes()
            + self.attributes.values().map(Values::bytes).sum::<usize>()
            + self.topics.values().map(|topic| topic.len() / 8).sum::<usize>()
            + self.events.values().map(Runs::bytes).sum::<usize>()
            + self.orders.as_ref().map_or(0, Orders::bytes)
    }
}
