//! One contact, as rules look at them.

use std::collections::BTreeMap;

use subrosa_messaging::Error;
use subrosa_proto::consent::{ConsentChannel, ConsentState};
use subrosa_proto::order::{Order as Placed, OrderStatus};
use subrosa_proto::segment::Rule;
use subrosa_proto::{ConversationId, OrderId, Timestamp};
use subrosa_segment::{Contact, Did, Item, NESTED, Order, Place, holds};
use subrosa_store::{Tx, consents, contact_orders, contact_values, custom_events, segment_contacts};

use super::asked::Asked;
use super::campaigns::told_to;

/// Events and orders of a contact that are looked at, the newest.
const MOST: u32 = 10_000;

impl Asked {
    /// A contact, with all that a rule asks for; where they stand among all is known by whoever asks.
    pub(super) async fn contact(
        &self,
        tx: &mut Tx<'_>,
        conversation: ConversationId,
        rule: &Rule,
        place: Option<Place>,
    ) -> Result<Contact, Error> {
        let mut contact = Contact { place, ..self.known(tx, conversation, rule).await? };
        let mut of_lists = Vec::new();
        for list in &self.lists {
            if segment_contacts::which(tx, *list, &[conversation]).await? == [true] {
                of_lists.push(*list);
            }
        }
        // Those that stand in no other come first.
        for _ in 0..NESTED {
            let is_in = self.segments.iter().filter(|(_, rule)| holds(rule, &contact, &self.clock));
            contact.segments = is_in.map(|(segment, _)| *segment).chain(of_lists.iter().copied()).collect();
        }
        Ok(contact)
    }

    async fn known(&self, tx: &mut Tx<'_>, conversation: ConversationId, rule: &Rule) -> Result<Contact, Error> {
        let of = (self.brand, conversation);
        let mut contact = Contact::default();
        let asks = |wanted: fn(&Rule) -> bool| self.has(rule, wanted);
        if asks(|rule| matches!(rule, Rule::Attribute(_))) {
            let kept = contact_values::of_contact(tx, self.brand, conversation).await?;
            let read = kept.into_iter().filter_map(|(name, kept)| {
                let value = self.read(&name, &kept)?;
                Some((name, value))
            });
            contact.attributes = read.collect::<BTreeMap<_, _>>();
        }
        if asks(|rule| matches!(rule, Rule::Consent(_))) {
            let current = consents::current(tx, self.brand, conversation).await?;
            let here = current
                .into_iter()
                .filter(|entry| entry.channel == ConsentChannel::Subrosa && entry.state == ConsentState::Granted);
            contact.consents = here.map(|entry| entry.topic).collect();
        }
        if asks(|rule| matches!(rule, Rule::Event(_) | Rule::FirstEvent(_) | Rule::LastEvent(_))) {
            let newest =
                custom_events::newest(tx, of, (Timestamp::from_microseconds(i64::MAX), i64::MAX), MOST).await?;
            let did = newest.into_iter().map(|one| Did {
                name: one.event.name,
                at: one.event.at,
                properties: one.event.properties,
            });
            contact.events = did.collect();
        }
        if asks(|rule| matches!(rule, Rule::Orders(_) | Rule::FirstOrder(_) | Rule::LastOrder(_))) {
            let behind = (Timestamp::from_microseconds(i64::MAX), OrderId::new(i64::MAX));
            let newest = contact_orders::newest(tx, of, behind, MOST).await?;
            contact.orders =
                newest.into_iter().filter(|order| order.status != OrderStatus::Cancelled).map(order).collect();
        }
        if asks(|rule| matches!(rule, Rule::Campaign(_))) {
            contact.told = told_to(tx, self, conversation).await?;
        }
        Ok(contact)
    }
}

fn order(placed: Placed) -> Order {
    let paid = if placed.payment.was_made() { placed.total } else { 0 };
    let item = |item: subrosa_proto::order::OrderItem| Item { sku: item.sku, name: item.name, category: item.category };
    Order {
        placed_at: placed.placed_at,
        currency: placed.currency,
        value: paid - placed.refunded,
        refunded: placed.refunded,
        items: placed.items.into_iter().map(item).collect(),
    }
}
