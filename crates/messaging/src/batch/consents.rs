//! Consents that customers give to bots, and those that they end by a word: kept in the transaction of the step or message that hears them.
//!
//! Never: a consent to what could not be shown or what the brand asks nobody for any more, or one over the customer's own withdrawal.

use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState};
use subrosa_proto::limits::{BRAND_TOPICS, CONSENT_CHARACTERS};
use subrosa_proto::{AccountId, Timestamp, text};
use subrosa_store::consents::Entry;
use subrosa_store::{Tx, suppressions, topics};

use super::agreed::Agreed;
use super::business::Business;
use super::folded::Folded;
use crate::Error;
use crate::bots::Agreement;
use crate::consents::{Weight, add, held, weigh};
use crate::core::Core;

/// Writes down what customers agree to in this batch, and of what they want no more. Their accounts are held in rising order, as everywhere.
pub(super) async fn write(tx: &mut Tx<'_>, core: &Core, all: &[Folded], now: Timestamp) -> Result<(), Error> {
    let heard = all.iter().filter_map(|folded| {
        let says = |business: &&Business| !(business.agreed.is_empty() && business.withdrawn.is_empty());
        let business = folded.business.as_ref().filter(says)?;
        Some((folded.state.members[1 - business.side].profile.id, business))
    });
    let mut heard: Vec<(AccountId, &Business)> = heard.collect();
    heard.sort_by_key(|(customer, business)| (*customer, business.conversation));
    for (customer, business) in heard {
        let contact = (business.brand, business.conversation);
        for topic in &business.withdrawn {
            let held = held(tx, contact, customer).await?;
            let entry = withdrawal(core.next_id(), topic, &held, now);
            if weigh(&held, &entry) == Weight::Counts {
                add(tx, contact, &entry, true).await?;
            }
        }
        if business.agreed.is_empty() {
            continue;
        }
        let known = topics::list(tx, business.brand, BRAND_TOPICS).await?;
        for agreed in &business.agreed {
            let held = held(tx, contact, customer).await?;
            let is_asked_for = known.iter().any(|topic| topic.name == agreed.to.topic && !topic.is_archived);
            let entry = entry(core.next_id(), agreed, &held, now);
            let is_shown = text::check_message(&entry.text, CONSENT_CHARACTERS).is_ok();
            if is_asked_for && is_shown && weigh(&held, &entry) == Weight::Counts {
                add(tx, contact, &entry, true).await?;
                // Who complained and says so now wants it after all.
                suppressions::lift(tx, contact).await?;
            }
        }
    }
    Ok(())
}

/// That the customer wants no more of a topic.
fn withdrawal(id: i64, topic: &str, held: &[Entry], now: Timestamp) -> Entry {
    let channel = ConsentChannel::Subrosa;
    let before = held.iter().find(|entry| entry.topic == topic && entry.channel == channel);
    Entry {
        id,
        topic: topic.to_owned(),
        channel,
        state: ConsentState::Withdrawn,
        source: ConsentSource::Customer,
        at: before.map_or(now, |before| before.at.max(now)),
        recorded_at: now,
        recorded_by: None,
        text: String::new(),
    }
}

fn entry(id: i64, agreed: &Agreed, held: &[Entry], now: Timestamp) -> Entry {
    let Agreement { topic, text } = agreed.to.clone();
    let channel = ConsentChannel::Subrosa;
    let before = held.iter().find(|entry| entry.topic == topic && entry.channel == channel);
    Entry {
        id,
        topic,
        channel,
        state: ConsentState::Granted,
        source: ConsentSource::Flow,
        // What the customer says counts from now on, whatever another clock said.
        at: before.map_or(now, |before| before.at.max(now)),
        recorded_at: now,
        recorded_by: Some(agreed.bot),
        text,
    }
}
