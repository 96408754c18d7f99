//! One contact, as rules look at them.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;

use subrosa_messaging::Error;
use subrosa_proto::consent::{ConsentChannel, ConsentState};
use subrosa_proto::order::{Order as Placed, OrderStatus};
use subrosa_proto::segment::Rule;
use subrosa_proto::{ConversationId, OrderId, SegmentId, Timestamp};
use subrosa_segment::{Contact, Did, Item, Order, conditions, holds, places};
use subrosa_store::{Tx, consents, contact_orders, contact_values, custom_events, segments};

use super::NESTED;
use super::asked::Asked;
use super::given::named;
use super::orders::bought;
use crate::attributes::value;

/// Events and orders of a contact that are looked at, the newest.
const MOST: u32 = 10_000;

impl Asked {
    /// A contact, with all that a rule asks for.
    pub(super) async fn contact(
        &self,
        tx: &mut Tx<'_>,
        conversation: ConversationId,
        rule: &Rule,
    ) -> Result<Contact, Error> {
        let contact = self.known(tx, conversation, rule).await?;
        self.within(tx, contact, conversation, rule, NESTED).await
    }

    /// The contact with those of the segments in a rule that they are in.
    fn within<'f>(
        &'f self,
        tx: &'f mut Tx<'_>,
        mut contact: Contact,
        conversation: ConversationId,
        rule: &'f Rule,
        depth: usize,
    ) -> Pin<Box<dyn Future<Output = Result<Contact, Error>> + Send + 'f>> {
        Box::pin(async move {
            let mut is_in: BTreeSet<SegmentId> = BTreeSet::new();
            for segment in named(rule) {
                let kept = segments::find(tx, (self.brand, segment)).await?;
                let (Some(kept), Some(depth)) = (kept, depth.checked_sub(1)) else { continue };
                let known = self.known(tx, conversation, &kept.rule).await?;
                let known = self.within(tx, known, conversation, &kept.rule, depth).await?;
                if holds(&kept.rule, &known, &self.clock) {
                    is_in.insert(segment);
                }
            }
            contact.segments = is_in;
            Ok(contact)
        })
    }

    async fn known(&self, tx: &mut Tx<'_>, conversation: ConversationId, rule: &Rule) -> Result<Contact, Error> {
        let of = (self.brand, conversation);
        let mut contact = Contact::default();
        let asks = |wanted: fn(&Rule) -> bool| conditions(rule).iter().any(|condition| wanted(condition.rule));
        if asks(|rule| matches!(rule, Rule::Attribute(_))) {
            let kept = contact_values::of_contact(tx, self.brand, conversation).await?;
            let read = kept.into_iter().filter_map(|(name, kept)| {
                let value = value::read(*self.kinds.get(&name)?, &kept)?;
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
        if asks(|rule| matches!(rule, Rule::Standing(_))) {
            contact.place = places(&bought(tx, self).await?).remove(&conversation);
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
