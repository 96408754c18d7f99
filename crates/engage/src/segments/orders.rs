//! Who ordered what, when, for how much, and where they stand with it.

use std::collections::BTreeMap;

use subrosa_messaging::Error;
use subrosa_proto::ConversationId;
use subrosa_proto::segment::{ItemRule, OrdersRule, Standing, When, Window};
use subrosa_segment::{Bought, Contacts, STANDING_DAYS, Sums, places, sorted, stands, without};
use subrosa_store::Tx;
use subrosa_store::contact_sets::{self, OneOrder, Ordered};
use subrosa_store::order_words::{self, WordKind};
use subrosa_words::fold;

use super::asked::Asked;
use super::events::{Spans, spans};

/// Whose orders come to so much.
pub(super) async fn with_orders(tx: &mut Tx<'_>, asked: &Asked, rule: &OrdersRule) -> Result<Contacts, Error> {
    let sums = match &rule.item {
        None => {
            let span = asked.clock.span(rule.within.as_ref());
            let mut ordered = contact_sets::ordered(tx, asked.brand, span, rule.currency.as_deref()).await?;
            ordered.sort_unstable();
            by_contact(&ordered).map(|of_one| (of_one[0].contact, sums_of(of_one))).collect()
        }
        Some(item) => with_things(tx, asked, rule, item).await?,
    };
    let is_of_none = Sums::default().are(rule.figure, rule.is);
    let found = sums.into_iter().filter(|(_, sums)| sums.are(rule.figure, rule.is) != is_of_none);
    let found = sorted(found.map(|(contact, _)| contact).collect());
    Ok(if is_of_none { without(&asked.all, &found) } else { found })
}

fn sums_of(of_one: &[Ordered]) -> Sums {
    let mut sums = Sums::default();
    for order in of_one {
        sums.add(order.value, order.refunded);
    }
    sums
}

/// The orders of each contact together, of orders that were put in order.
fn by_contact(ordered: &[Ordered]) -> impl Iterator<Item = &[Ordered]> {
    ordered.chunk_by(|one, next| one.contact == next.contact)
}

/// What the orders with such a thing come to, each order once.
async fn with_things(
    tx: &mut Tx<'_>,
    asked: &Asked,
    rule: &OrdersRule,
    item: &ItemRule,
) -> Result<Vec<(ConversationId, Sums)>, Error> {
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
    orders.sort_unstable_by_key(|one| (one.contact, one.order));
    orders.dedup_by_key(|one| (one.contact, one.order));
    let (from, before) = asked.clock.span(rule.within.as_ref());
    let mut sums: BTreeMap<ConversationId, Sums> = BTreeMap::new();
    for one in orders {
        let is_then = from <= one.placed_at && one.placed_at < before;
        if is_then && rule.currency.as_ref().is_none_or(|currency| *currency == one.currency) {
            sums.entry(one.contact).or_default().add(one.value, one.refunded);
        }
    }
    Ok(sums.into_iter().collect())
}

/// Who first or last ordered then.
pub(super) async fn when_they_ordered(
    tx: &mut Tx<'_>,
    asked: &Asked,
    at: &When,
    is_first: bool,
) -> Result<Contacts, Error> {
    let Spans { then, not } = spans(asked, at, is_first);
    let found = sorted(contact_sets::who_ordered(tx, asked.brand, then).await?);
    let Some(not) = not.filter(|_| !found.is_empty()) else { return Ok(found) };
    Ok(without(&found, &sorted(contact_sets::who_ordered(tx, asked.brand, not).await?)))
}

/// Who stands there among all who ordered in a year. Money is that of the currency in which most orders were paid.
pub(super) async fn standing(tx: &mut Tx<'_>, asked: &Asked, wanted: &Standing) -> Result<Contacts, Error> {
    let places = places(&bought(tx, asked).await?);
    let found = places.into_iter().filter(|(_, place)| stands(wanted, *place));
    Ok(sorted(found.map(|(contact, _)| contact).collect()))
}

/// What everyone ordered in a year.
pub(super) async fn bought(tx: &mut Tx<'_>, asked: &Asked) -> Result<Vec<Bought>, Error> {
    let year = asked.clock.span(Some(&Window::LastDays(STANDING_DAYS)));
    let mut all = contact_sets::ordered(tx, asked.brand, year, None).await?;
    let currency = contact_sets::main_currency(tx, asked.brand, year.0).await?.unwrap_or_default();
    let mut paid = contact_sets::ordered(tx, asked.brand, year, Some(&currency)).await?;
    all.sort_unstable();
    paid.sort_unstable();
    let mut paid = by_contact(&paid).peekable();
    let bought = by_contact(&all).filter_map(|of_one| {
        let last = of_one.last()?;
        let spent = paid.next_if(|paid| paid[0].contact == last.contact).map_or(0, |paid| sums_of(paid).spent);
        let orders = i64::try_from(of_one.len()).unwrap_or(i64::MAX);
        Some(Bought { contact: last.contact, last_at: last.placed_at, orders, spent })
    });
    Ok(bought.collect())
}
