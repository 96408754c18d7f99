//! What the shop writes about, who has agreed to it, and what its customers do elsewhere.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::Timestamp;
use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState, RecordConsent, SaveTopic, Topic};
use subrosa_proto::custom_event::{CustomEvent, SaveEvents};

use super::orders::Customer;
use crate::failure::Failure;

const DAY: i64 = 86_400;

/// Name for programs, what people call it, what they will get.
pub(super) const TOPICS: [(&str, &str, &str); 3] = [
    ("offers", "Offers", "Sales and seconds from the kiln, twice a month at most."),
    ("workshops", "Workshops", "New dates, before they are open to everyone."),
    ("back_in_stock", "Back in stock", "One message when something you asked for can be had again."),
];

/// What was agreed to at the till, and in the shop's checkout.
pub(super) const WORDS: [&str; 2] =
    ["Yes, write to me about offers.", "I agree to be told of new pieces and sales. I can withdraw it at any time."];

/// Workshops that can be booked.
const WORKSHOPS: [&str; 3] = ["Raku firing", "First bowl", "Glazes"];

/// A topic as customers see it.
pub(super) fn topic((name, label, description): &(&str, &str, &str)) -> Topic {
    let [name, label, description] = [*name, *label, *description].map(str::to_owned);
    Topic { name, label, description, is_archived: false }
}

/// Defines the topics.
pub(super) async fn define(engage: &Engage, owner: &Actor) -> Result<(), Failure> {
    for one in &TOPICS {
        let Topic { name, label, description, is_archived } = topic(one);
        engage.save_topic(owner, name, SaveTopic { label, description, is_archived }).await?;
    }
    Ok(())
}

/// Brings in what two of three customers agreed to long ago, of whom one in eight has thought better of it, and tells who has booked a workshop
/// or looked at something.
pub(super) async fn tell(
    engage: &Engage,
    owner: &Actor,
    customers: &[Customer],
    now: Timestamp,
) -> Result<(), Failure> {
    for (place, customer) in customers.iter().enumerate() {
        if place % 3 != 2 {
            let (topic, _, _) = TOPICS[place % 2];
            let granted = consent(topic, ConsentState::Granted, before(now, 90 + place));
            engage.record_consent(owner, customer.conversation, granted).await?;
            if place % 8 == 4 {
                let withdrawn = consent(topic, ConsentState::Withdrawn, before(now, place));
                engage.record_consent(owner, customer.conversation, withdrawn).await?;
            }
        }
        let events = events(place, now);
        if !events.is_empty() {
            engage.save_events(owner, customer.conversation.to_string(), SaveEvents { events }).await?;
        }
    }
    Ok(())
}

fn before(now: Timestamp, days: usize) -> Timestamp {
    now.plus_seconds(-DAY * i64::try_from(days).unwrap_or(0))
}

fn consent(topic: &str, state: ConsentState, at: Timestamp) -> RecordConsent {
    let is_granted = state == ConsentState::Granted;
    let text = if is_granted { WORDS[topic.len() % WORDS.len()] } else { "" };
    RecordConsent {
        topic: topic.to_owned(),
        channel: ConsentChannel::Subrosa,
        state,
        source: if is_granted { ConsentSource::Import } else { ConsentSource::Api },
        at: Some(at),
        text: text.to_owned(),
    }
}

fn events(place: usize, now: Timestamp) -> Vec<CustomEvent> {
    let event = |name: &str, days: usize, properties: serde_json::Value| CustomEvent {
        id: format!("demo-{place}-{days}"),
        name: name.to_owned(),
        at: before(now, days),
        properties: properties.as_object().cloned().unwrap_or_default(),
    };
    let mut events = Vec::new();
    if place.is_multiple_of(4) {
        let workshop = WORKSHOPS[place % WORKSHOPS.len()];
        let booked = serde_json::json!({"workshop": workshop, "places": 1 + place % 2});
        events.push(event("Workshop booked", 12 + place, booked));
    }
    if place.is_multiple_of(3) {
        events.push(event(
            "Product Viewed",
            1 + place % 9,
            serde_json::json!({"sku": "CT-01", "name": "Teapot, 1.2 l"}),
        ));
    }
    events
}
