//! Whether one contact is in.

use serde_json::{Map, Value};
use subrosa_proto::segment::{
    CampaignRule, EventMoment, EventRule, ItemRule, OrderFigure, OrdersRule, PropertyRule, Range, Rule, Standing, Test,
    Window,
};
use subrosa_words::fold;

use crate::contact::{Contact, Did, Item, Order, Place};
use crate::days::Clock;
use crate::value::{is_as, of_json};

/// Whether a rule holds of a contact at a moment.
#[must_use]
pub fn holds(rule: &Rule, contact: &Contact, clock: &Clock) -> bool {
    match rule {
        Rule::All(parts) => parts.iter().all(|part| holds(part, contact, clock)),
        Rule::Any(parts) => parts.iter().any(|part| holds(part, contact, clock)),
        Rule::Not(part) => !holds(part, contact, clock),
        Rule::Attribute(rule) => is_as(contact.attributes.get(&rule.name), &rule.is, clock),
        Rule::Consent(topic) => contact.consents.contains(topic),
        Rule::Event(rule) => event(rule, contact, clock),
        Rule::FirstEvent(EventMoment { name, at }) => {
            called(contact, name, clock).map(|did| did.at).min().is_some_and(|first| clock.was(first, at))
        }
        Rule::LastEvent(EventMoment { name, at }) => {
            called(contact, name, clock).map(|did| did.at).max().is_some_and(|last| clock.was(last, at))
        }
        Rule::Orders(rule) => orders(rule, contact, clock),
        Rule::FirstOrder(at) => placed(contact, clock).min().is_some_and(|first| clock.was(first, at)),
        Rule::LastOrder(at) => placed(contact, clock).max().is_some_and(|last| clock.was(last, at)),
        Rule::Standing(standing) => contact.place.is_some_and(|place| stands(standing, place)),
        Rule::Campaign(CampaignRule { campaign, was, within }) => contact.told.iter().any(|told| {
            told.was == *was
                && campaign.is_none_or(|campaign| campaign == told.campaign)
                && is_within(told.at, within.as_ref(), clock)
        }),
        Rule::Segment(segment) => contact.segments.contains(segment),
    }
}

fn is_within(at: subrosa_proto::Timestamp, window: Option<&Window>, clock: &Clock) -> bool {
    let (from, before) = clock.span(window);
    from <= at && at < before
}

/// Whether a place is one of those.
#[must_use]
pub fn stands(Standing { recency, frequency, money }: &Standing, place: Place) -> bool {
    let is_in = |range: &Option<Range>, fifth| range.is_none_or(|range| range.has(fifth));
    is_in(recency, place.recency) && is_in(frequency, place.frequency) && is_in(money, place.money)
}

fn called<'a>(contact: &'a Contact, name: &'a str, clock: &'a Clock) -> impl Iterator<Item = &'a Did> {
    contact.events.iter().filter(move |did| did.name == name && did.at <= clock.now)
}

fn placed<'a>(contact: &'a Contact, clock: &'a Clock) -> impl Iterator<Item = subrosa_proto::Timestamp> + 'a {
    contact.orders.iter().map(|order| order.placed_at).filter(|at| *at <= clock.now)
}

fn event(EventRule { name, times, within, properties }: &EventRule, contact: &Contact, clock: &Clock) -> bool {
    let fits =
        |did: &&Did| is_within(did.at, within.as_ref(), clock) && has_properties(&did.properties, properties, clock);
    let count = called(contact, name, clock).filter(fits).count();
    times.unwrap_or(ONCE).has(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How often, where a rule does not say.
pub const ONCE: Range = Range { at_least: Some(1), at_most: None };

/// Whether the properties of an event are so, each of them.
#[must_use]
pub fn has_properties(known: &Map<String, Value>, wanted: &[PropertyRule], clock: &Clock) -> bool {
    wanted.iter().all(|PropertyRule { name, is }| property(known, name, is, clock))
}

/// Whether what a path leads to is so; of lists on the way, one entry is enough.
fn property(properties: &Map<String, Value>, path: &str, is: &Test, clock: &Clock) -> bool {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    match properties.get(name) {
        None => is_as(None, is, clock),
        Some(Value::Array(entries)) => entries.iter().any(|entry| entry_is(entry, rest, is, clock)),
        Some(value) => entry_is(value, rest, is, clock),
    }
}

fn entry_is(value: &Value, rest: Option<&str>, is: &Test, clock: &Clock) -> bool {
    match (value, rest) {
        (Value::Object(inner), Some(rest)) => property(inner, rest, is, clock),
        (_, Some(_)) => is_as(None, is, clock),
        (value, None) => is_as(of_json(value).as_ref(), is, clock),
    }
}

fn orders(OrdersRule { figure, is, currency, within, item }: &OrdersRule, contact: &Contact, clock: &Clock) -> bool {
    let fits = |order: &&Order| {
        currency.as_ref().is_none_or(|currency| *currency == order.currency)
            && is_within(order.placed_at, within.as_ref(), clock)
            && item.as_ref().is_none_or(|item| order.items.iter().any(|thing| is_thing(thing, item)))
    };
    let mut sums = Sums::default();
    for order in contact.orders.iter().filter(fits) {
        sums.add(order.value, order.refunded);
    }
    sums.are(*figure, *is)
}

/// What orders come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    pub count: i64,
    pub spent: i64,
    pub largest: i64,
    pub refunded: i64,
}

impl Sums {
    /// Adds an order: what was paid less what was given back, and that.
    pub fn add(&mut self, value: i64, refunded: i64) {
        self.count += 1;
        self.spent = self.spent.saturating_add(value);
        self.largest = self.largest.max(value);
        self.refunded = self.refunded.saturating_add(refunded);
    }

    /// Whether they come to so much.
    #[must_use]
    pub const fn are(&self, figure: OrderFigure, is: Range) -> bool {
        match figure {
            OrderFigure::Count => is.has(self.count),
            OrderFigure::Spent => is.has(self.spent),
            // Of no orders there is no average, not even nothing.
            OrderFigure::Average => self.count > 0 && is.has(self.spent / self.count),
            OrderFigure::Largest => is.has(self.largest),
            OrderFigure::Refunded => is.has(self.refunded),
        }
    }
}

/// Whether a thing is one of those.
fn is_thing(thing: &Item, item: &ItemRule) -> bool {
    let is_one = |known: Option<&String>, some: &[String]| {
        known.is_some_and(|known| some.iter().any(|one| fold(one) == fold(known)))
    };
    match item {
        ItemRule::Sku(some) => is_one(thing.sku.as_ref(), some),
        ItemRule::Category(some) => is_one(thing.category.as_ref(), some),
        ItemRule::Name(part) => fold(&thing.name).contains(&fold(part)),
    }
}
