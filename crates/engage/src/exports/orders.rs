//! Orders as lines: one for each, and one more for each further item, shipment or refund. So an import reads them, too.

use subrosa_messaging::Error;
use subrosa_proto::{AccountId, Timestamp, money};
use subrosa_sheet::{Table, number, text};
use subrosa_store::orders::{self, SavedOrder};

use super::export::{At, Page};
use crate::Engage;

/// Orders of one page.
const PAGE: u32 = 500;

const COLUMNS: [&str; 21] = [
    "reference",
    "number",
    "placed_at",
    "updated_at",
    "status",
    "payment",
    "currency",
    "total",
    "email",
    "phone",
    "external_id",
    "postcode",
    "item_name",
    "item_sku",
    "item_quantity",
    "item_price",
    "shipment_state",
    "carrier",
    "tracking",
    "refund_amount",
    "refunded_at",
];
/// Columns that stand in the first line of an order only, behind its two names.
const OF_THE_FIRST: usize = 10;

impl Engage {
    pub(super) async fn orders_table(&self, brand: AccountId, at: At) -> Result<Page, Error> {
        let (mut table, after) = match at {
            At::Order(after) => (Table::default(), after),
            _ => (Table::new(&COLUMNS), String::new()),
        };
        let found = self.messaging.db().read(async move |tx| orders::whole_after(tx, brand, &after, PAGE).await).await;
        let found = found.map_err(Error::from)?;
        let is_last = found.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
        let next = found.last().filter(|_| !is_last).map_or(At::End, |last| At::Order(last.reference.clone()));
        for order in &found {
            lines(&mut table, order);
        }
        Ok((table.text(), next))
    }
}

fn lines(table: &mut Table, saved: &SavedOrder) {
    let SavedOrder { order, reference, by, .. } = saved;
    let count = order.items.len().max(order.shipments.len()).max(order.refunds.len()).max(1);
    for place in 0..count {
        let mut cells = vec![text(reference), text(&order.number)];
        if place == 0 {
            let fact = |fact: &Option<String>| fact.as_deref().map_or_else(String::new, text);
            cells.extend([
                moment(order.placed_at),
                moment(order.updated_at),
                word(order.status),
                word(order.payment),
                order.currency.clone(),
                money::number(order.total, &order.currency),
                fact(&by.email),
                fact(&by.phone),
                fact(&by.external_id),
                fact(&by.postcode),
            ]);
        } else {
            cells.extend(std::iter::repeat_n(String::new(), OF_THE_FIRST));
        }
        let item = order.items.get(place);
        let shipment = order.shipments.get(place);
        let refund = order.refunds.get(place);
        let given = |given: Option<&String>| given.map_or_else(String::new, |given| text(given));
        let amount =
            |amount: Option<i64>| amount.map_or_else(String::new, |amount| money::number(amount, &order.currency));
        cells.extend([
            given(item.map(|item| &item.name)),
            given(item.and_then(|item| item.sku.as_ref())),
            number(item.map(|item| item.quantity)),
            amount(item.map(|item| item.price)),
            shipment.map_or_else(String::new, |shipment| word(shipment.state)),
            given(shipment.and_then(|shipment| shipment.carrier.as_ref())),
            given(shipment.and_then(|shipment| shipment.tracking.as_ref())),
            amount(refund.map(|refund| refund.amount)),
            refund.map_or_else(String::new, |refund| moment(refund.at)),
        ]);
        table.row(cells);
    }
}

/// RFC 3339, in UTC, to the microsecond.
fn moment(at: Timestamp) -> String {
    jiff::Timestamp::from_microsecond(at.microseconds()).map_or_else(|_| String::new(), |at| at.to_string())
}

/// A word of the wire.
fn word(word: impl serde::Serialize) -> String {
    let word = serde_json::to_value(word).ok();
    word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
