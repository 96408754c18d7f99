//! Everyone at once, as one by one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proptest::collection::vec;
use proptest::prelude::*;
use subrosa_proto::contact::AttributeValue;
use subrosa_proto::segment::Rule;
use subrosa_proto::{ConversationId, SegmentId, Timestamp};
use subrosa_segment::{
    Changed, Clock, Column, Columns, Contact, Did, Found, Look, Missing, Order, OrderRow, columns_of, conditions,
    holds, parse, print,
};

const NOW: i64 = 1_790_000_000_000;
const DAY: i64 = 24 * 60 * 60 * 1_000;
const EVENTS: [&str; 2] = ["Seen", "Bought"];
/// A segment that stands in others.
const INNER: SegmentId = SegmentId::new(9);
const CURRENCIES: [&str; 3] = ["EUR", "JPY", "BHD"];

/// What rules of the test ask, joined in any way.
const CONDITIONS: [&str; 22] = [
    "attribute tier = \"gold\"",
    "attribute tier is unknown",
    "not attribute tier begins with \"s\"",
    "attribute size > 3",
    "consent offers",
    "consent news",
    "event \"Seen\"",
    "event \"Seen\" times = 2 in last 30 days",
    "event \"Seen\" times = 0 in last 30 days",
    "event \"Seen\" times >= 1 where \"a\" = 1",
    "event \"Nothing\" times = 0",
    "first event \"Seen\" over 40 days ago",
    "last event \"Bought\" in last 10 days",
    "orders count = 0",
    "orders spent EUR >= 50.00",
    "orders average JPY <= 90",
    "orders largest EUR = 70.00 in last 90 days",
    "first order in last 30 days",
    "last order over 40 days ago",
    "standing recency >= 4",
    "standing frequency 2 to 5 money <= 3",
    "segment INNER",
];

fn at(days: i64) -> Timestamp {
    Timestamp::from_milliseconds(NOW - days * DAY)
}

/// What a contact can be: tier, size, topics, events by days ago, orders by days ago with what they come to.
type Any = (Option<u8>, Option<u8>, [bool; 2], Vec<(u8, i64)>, Vec<(u8, i64, i64)>);

fn contact() -> impl Strategy<Value = Any> {
    (
        proptest::option::of(0..3_u8),
        proptest::option::of(0..6_u8),
        any::<[bool; 2]>(),
        vec((0..2_u8, -3..60_i64), 0..5),
        vec((0..3_u8, -3..400_i64, 0..100_i64), 0..4),
    )
}

fn value(text: &str) -> AttributeValue {
    AttributeValue::Text(text.to_owned())
}

fn known(any: &Any) -> (Contact, Changed) {
    let (tier, size, topics, events, orders) = any;
    let mut attributes = BTreeMap::new();
    attributes.extend(tier.map(|tier| ("tier".to_owned(), ["gold", "silver", "Gold"][usize::from(tier)].to_owned())));
    attributes.extend(size.map(|size| ("size".to_owned(), size.to_string())));
    let consents: BTreeSet<String> = ["offers", "news"]
        .iter()
        .zip(topics)
        .filter(|(_, is_on)| **is_on)
        .map(|(topic, _)| (*topic).to_owned())
        .collect();
    let events: Vec<(String, Timestamp)> =
        events.iter().map(|(name, days)| (EVENTS[usize::from(*name)].to_owned(), at(*days))).collect();
    let orders: Vec<OrderRow> = orders
        .iter()
        .map(|(currency, days, value)| OrderRow {
            placed_at: at(*days),
            currency: CURRENCIES[usize::from(*currency)].to_owned(),
            value: value * 100,
            refunded: 0,
        })
        .collect();
    let contact = Contact {
        attributes: attributes.iter().filter_map(|(name, kept)| Some((name.clone(), read(name, kept)?))).collect(),
        consents: consents.clone(),
        events: events
            .iter()
            .map(|(name, at)| Did { name: name.clone(), at: *at, properties: serde_json::Map::new() })
            .collect(),
        orders: orders
            .iter()
            .cloned()
            .map(|OrderRow { placed_at, currency, value, refunded }| Order {
                placed_at,
                currency,
                value,
                refunded,
                items: Vec::new(),
            })
            .collect(),
        ..Contact::default()
    };
    let changed =
        Changed { attributes: Some(attributes), topics: Some(consents), events: Some(events), orders: Some(orders) };
    (contact, changed)
}

fn read(name: &str, kept: &str) -> Option<AttributeValue> {
    match name {
        "size" => kept.parse::<i64>().ok().map(|number| AttributeValue::Number(number.into())),
        "tier" => Some(value(kept)),
        _ => None,
    }
}

fn fill(columns: &mut Columns, rule: &Rule, all: &BTreeMap<ConversationId, Changed>) {
    for column in columns_of(rule).difference(&columns.known()) {
        match column {
            Column::Attribute(name) => {
                let rows = all.iter().filter_map(|(id, of)| Some((*id, of.attributes.as_ref()?.get(name)?.clone())));
                columns.fill_attribute(name.clone(), rows.collect());
            }
            Column::Topic(topic) => {
                let those = all.iter().filter(|(_, of)| of.topics.as_ref().is_some_and(|on| on.contains(topic)));
                columns.fill_topic(topic.clone(), &those.map(|(id, _)| *id).collect::<Vec<_>>());
            }
            Column::Event(name) => {
                let times = all.iter().flat_map(|(id, of)| {
                    of.events.iter().flatten().filter(|(called, _)| called == name).map(|(_, at)| (*id, *at))
                });
                columns.fill_event(name.clone(), times.collect());
            }
            Column::Orders => {
                let rows = all.iter().flat_map(|(id, of)| of.orders.iter().flatten().map(|row| (*id, row.clone())));
                columns.fill_orders(rows.collect());
            }
        }
    }
}

/// A rule of conditions by their places, joined by what is behind them.
fn joined(parts: &[(prop::sample::Index, bool, bool)]) -> Rule {
    let texts: Vec<String> = parts
        .iter()
        .map(|(which, is_not, _)| format!("{}({})", if *is_not { "not " } else { "" }, CONDITIONS[which.index(22)]))
        .collect();
    let mut text = String::new();
    for (part, (_, _, is_and)) in texts.iter().zip(parts) {
        text = if text.is_empty() {
            part.clone()
        } else {
            format!("({text} {} {part})", if *is_and { "and" } else { "or" })
        };
    }
    parse(&text.replace("INNER", &INNER.to_string())).expect("a rule")
}

proptest! {
    #[test]
    fn everyone_is_found_as_one_by_one(
        first in vec(contact(), 0..8),
        changes in vec((0..12_i64, contact()), 0..10),
        parts in vec(any::<(prop::sample::Index, bool, bool)>(), 1..5),
    ) {
        let clock = Clock { now: at(0), zone: jiff::tz::TimeZone::UTC };
        let rule = joined(&parts);
        let inner = parse("consent offers and not event \"Bought\"").expect("a rule");
        let segments = BTreeMap::from([(INNER, inner.clone())]);
        let mut contacts: BTreeMap<ConversationId, Any> =
            (0..).map(|number| ConversationId::new(2 * number + 1)).zip(first).collect();
        let all = |contacts: &BTreeMap<ConversationId, Any>| -> BTreeMap<ConversationId, Changed> {
            contacts.iter().map(|(id, any)| (*id, known(any).1)).collect()
        };
        let mut columns = Columns::of(contacts.keys().copied().collect());
        // Half of the columns are there before the changes, and the others are filled after them.
        fill(&mut columns, &joined(&parts[..1]), &all(&contacts));
        for (number, any) in changes {
            let id = ConversationId::new(number + 1);
            columns.change(id, known(&any).1);
            contacts.insert(id, any);
        }
        fill(&mut columns, &rule, &all(&contacts));
        fill(&mut columns, &inner, &all(&contacts));
        let found: HashMap<String, Found> = conditions(&rule)
            .iter()
            .filter(|condition| matches!(condition.rule, Rule::Event(event) if !event.properties.is_empty()))
            .map(|condition| (print(condition.rule), Found { contacts: Vec::new(), is_all_but: false }))
            .collect();
        let look = Look { columns: &columns, clock: &clock, read: &read, segments: &segments, found: &found };
        let answer = look.everyone(&rule).expect("all columns");
        let places = match look.places() {
            Ok(places) => places,
            Err(missing) => { prop_assert_eq!(missing, Missing(Column::Orders)); Vec::new() }
        };
        for (id, any) in &contacts {
            let slot = columns.slot_of(*id).expect("a place");
            let mut contact = known(any).0;
            contact.place = places.get(slot).copied().flatten();
            if holds(&inner, &contact, &clock) {
                contact.segments.insert(INNER);
            }
            prop_assert_eq!(answer.contacts.contains(slot), holds(&rule, &contact, &clock), "{} {:?}", print(&rule), any);
            prop_assert_eq!(look.some(&rule, &[slot]), Ok(vec![holds(&rule, &contact, &clock)]));
            for (condition, those) in conditions(&rule).iter().zip(&answer.of_conditions) {
                prop_assert_eq!(those.contains(slot), holds(condition.rule, &contact, &clock), "{}", condition.text());
            }
        }
        prop_assert_eq!(answer.contacts.len(), contacts.len());
    }
}

#[test]
fn nothing_is_answered_by_a_column_that_is_not_there() {
    let clock = Clock { now: at(0), zone: jiff::tz::TimeZone::UTC };
    let columns = Columns::of(vec![ConversationId::new(1)]);
    let (segments, found) = (BTreeMap::new(), HashMap::new());
    let look = Look { columns: &columns, clock: &clock, read: &read, segments: &segments, found: &found };
    let rule = parse("consent offers").expect("a rule");
    assert_eq!(look.everyone(&rule), Err(Missing(Column::Topic("offers".to_owned()))));
}
