//! Who ordered things that are so.

use std::collections::BTreeMap;

use subrosa_messaging::Error;
use subrosa_proto::ConversationId;
use subrosa_proto::segment::{ItemRule, OrdersRule};
use subrosa_segment::{Found, Sums};
use subrosa_store::Tx;
use subrosa_store::contact_sets::{self, OneOrder};
use subrosa_store::order_words::{self, WordKind};
use subrosa_words::fold;

use super::asked::Asked;

/// Whose orders with such a thing come to so much, each order once.
pub(super) async fn ordered_things(
    tx: &mut Tx<'_>,
    asked: &Asked,
    rule: &OrdersRule,
    item: &ItemRule,
) -> Result<Found, Error> {
    let (kind, words) = match item {
        ItemRule::Sku(some) => (WordKind::Sku, some.iter().map(|word| fold(word)).collect()),
        ItemRule::Category(some) => (WordKind::Category, some.iter().map(|word| fold(word)).collect()),
        ItemRule::Name(part) => {
            let part = fold(part);
            let names = order_words::all(tx, asked.brand, WordKind::Name).await?;
            (WordKind::Name, names.into_iter().filter(|name| name.contains(&part)).collect::<Vec<_>>())
        }
    };
    let mut orders: Vec<OneOrder> = Vec::new();
    for word in &words {
        orders.extend(contact_sets::with_word(tx, asked.brand, (kind, word)).await?);
    }
    if words.len() > 1 {
        orders.sort_unstable_by_key(|one| (one.counted.contact, one.order));
        orders.dedup_by_key(|one| (one.counted.contact, one.order));
    }
    let (from, before) = asked.clock.span(rule.within.as_ref());
    let mut sums: BTreeMap<ConversationId, Sums> = BTreeMap::new();
    for OneOrder { counted, .. } in orders {
        let is_then = from <= counted.placed_at && counted.placed_at < before;
        if is_then && rule.currency.as_ref().is_none_or(|currency| *currency == counted.currency) {
            sums.entry(counted.contact).or_default().add(counted.value, counted.refunded);
        }
    }
    let is_all_but = Sums::default().are(rule.figure, rule.is);
    let found = sums.into_iter().filter(|(_, sums)| sums.are(rule.figure, rule.is) != is_all_but);
    Ok(Found { contacts: found.map(|(contact, _)| contact).collect(), is_all_but })
}
