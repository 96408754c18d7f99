//! Orders out of rows. An order that has several items, shipments or refunds has as many rows, which stand together: the first of each
//! list in the first row, and so on. What else is said of it may stand in any of them; what is said last counts.

use jiff::tz::TimeZone;
use subrosa_proto::Timestamp;
use subrosa_proto::import::{DayOrder, DecimalMark};
use subrosa_proto::order::{
    OrderCustomer, OrderItem, OrderStatus, Payment, Refund, SaveOrder, Shipment, ShipmentState,
};
use subrosa_sheet::{Row, amount, moment};
use subrosa_store::orders::SavedOrder;

use super::columns::Columns;
use super::fields::OrderField;
use super::words;

/// How what stands in the cells is meant.
#[derive(Debug, Clone)]
pub(super) struct Manner {
    pub(super) decimal: DecimalMark,
    pub(super) days: DayOrder,
    pub(super) zone: TimeZone,
    /// For orders that don't say theirs.
    pub(super) currency: Option<String>,
    pub(super) status: OrderStatus,
    pub(super) payment: Payment,
}

/// Those parts of an order of which the file has no column, and which therefore stay as they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unsaid {
    items: bool,
    shipments: bool,
    refunds: bool,
    email: bool,
    phone: bool,
    external_id: bool,
    postcode: bool,
}

impl Unsaid {
    pub(super) fn by(columns: &Columns<OrderField>) -> Self {
        use OrderField as F;
        let none = |fields: &[OrderField]| fields.iter().all(|field| !columns.has(field));
        Self {
            items: none(&[F::ItemName, F::ItemSku]),
            shipments: none(&[F::ShipmentState, F::Carrier, F::Tracking]),
            refunds: none(&[F::RefundAmount]),
            email: none(&[F::Email]),
            phone: none(&[F::Phone]),
            external_id: none(&[F::ExternalId]),
            postcode: none(&[F::Postcode]),
        }
    }

    /// Takes from what is known of an order what the file does not speak of.
    pub(super) fn fill(self, order: &mut SavedOrder, known: &SavedOrder) {
        order.order.id = known.order.id;
        order.order.placed_at = known.order.placed_at;
        if self.items {
            order.order.items.clone_from(&known.order.items);
        }
        if self.shipments {
            order.order.shipments.clone_from(&known.order.shipments);
        }
        if self.refunds {
            order.order.refunds.clone_from(&known.order.refunds);
            order.order.refunded = known.order.refunded;
        }
        let facts = [
            (self.email, &mut order.by.email, &known.by.email),
            (self.phone, &mut order.by.phone, &known.by.phone),
            (self.external_id, &mut order.by.external_id, &known.by.external_id),
            (self.postcode, &mut order.by.postcode, &known.by.postcode),
        ];
        for (is_unsaid, fact, known) in facts {
            if is_unsaid {
                fact.clone_from(known);
            }
        }
    }
}

/// The rows of each order that stand together, in their order.
pub(super) fn groups<'r>(columns: &Columns<OrderField>, rows: &'r [Row]) -> Vec<&'r [Row]> {
    let lists = [
        OrderField::ItemName,
        OrderField::ItemSku,
        OrderField::ShipmentState,
        OrderField::Carrier,
        OrderField::Tracking,
        OrderField::RefundAmount,
    ];
    if lists.iter().all(|field| !columns.has(field)) {
        return rows.chunks(1).collect();
    }
    rows.chunk_by(|before, row| is_of_one(columns, before, row)).collect()
}

/// Whether a row goes on with the order of the row before. Shops leave out what they have said there.
fn is_of_one(columns: &Columns<OrderField>, before: &Row, row: &Row) -> bool {
    let mut is_named = false;
    for field in [OrderField::Reference, OrderField::Number] {
        let (one, other) = (columns.cell(before, &field), columns.cell(row, &field));
        if one.is_empty() || other.is_empty() {
            continue;
        }
        if one != other {
            return false;
        }
        is_named = true;
    }
    is_named
}

/// What an order is known by, as far as its rows say.
pub(super) fn reference_of(columns: &Columns<OrderField>, rows: &[Row]) -> String {
    let said = |field| last(columns, rows, field);
    let (reference, number) = (said(OrderField::Reference), said(OrderField::Number));
    if reference.is_empty() { number } else { reference }.to_owned()
}

/// The order of these rows.
///
/// # Errors
/// The field, and what is wrong.
pub(super) fn order(columns: &Columns<OrderField>, manner: &Manner, rows: &[Row]) -> Result<SaveOrder, String> {
    let said = |field| last(columns, rows, field);
    let reference = reference_of(columns, rows);
    if reference.is_empty() {
        return Err("number: it is missing".to_owned());
    }
    let number = Some(said(OrderField::Number)).filter(|number| !number.is_empty()).unwrap_or(&reference).to_owned();
    let placed_at = at("placed_at", said(OrderField::PlacedAt), manner)?.ok_or("placed_at: it is missing")?;
    // Without one it is as old as it can be, so that whatever a shop tells is newer.
    let updated_at = at("updated_at", said(OrderField::UpdatedAt), manner)?.unwrap_or(placed_at);
    let currency = match said(OrderField::Currency) {
        "" => manner.currency.clone().ok_or("currency: it is missing")?,
        said => said.to_ascii_uppercase(),
    };
    let total = money("total", said(OrderField::Total), &currency, manner)?.ok_or("total: it is missing")?;
    let word = |field: &str, what: &str| format!("{field}: {what}");
    let status = match said(OrderField::Status) {
        "" => manner.status,
        said => words::status(said).map_err(|what| word("status", what))?,
    };
    let payment = match said(OrderField::Payment) {
        "" => manner.payment,
        said => words::payment(said).map_err(|what| word("payment", what))?,
    };
    let (mut items, mut shipments, mut refunds) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        items.extend(item(columns, manner, row, &currency)?);
        shipments.extend(shipment(columns, row)?);
        refunds.extend(refund(columns, manner, row, (&currency, updated_at))?);
    }
    Ok(SaveOrder {
        reference,
        number,
        placed_at,
        updated_at,
        status,
        payment,
        currency,
        total,
        items,
        shipments,
        refunds,
        customer: OrderCustomer {
            email: given(said(OrderField::Email)),
            phone: given(said(OrderField::Phone)),
            external_id: given(said(OrderField::ExternalId)),
            postcode: given(said(OrderField::Postcode)),
        },
    })
}

/// What is said last of a field.
fn last<'r>(columns: &Columns<OrderField>, rows: &'r [Row], field: OrderField) -> &'r str {
    rows.iter().rev().map(|row| columns.cell(row, &field)).find(|cell| !cell.is_empty()).unwrap_or_default()
}

fn given(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

fn at(field: &str, cell: &str, manner: &Manner) -> Result<Option<Timestamp>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    moment(cell, &manner.zone, manner.days).map(Some).ok_or_else(|| format!("{field}: no moment"))
}

fn money(field: &str, cell: &str, currency: &str, manner: &Manner) -> Result<Option<i64>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    amount(cell, currency, manner.decimal).map(Some).map_err(|why| format!("{field}: {why}"))
}

fn item(
    columns: &Columns<OrderField>,
    manner: &Manner,
    row: &Row,
    currency: &str,
) -> Result<Option<OrderItem>, String> {
    let said = |field| columns.cell(row, &field);
    let (name, sku) = (said(OrderField::ItemName), said(OrderField::ItemSku));
    if name.is_empty() && sku.is_empty() {
        return Ok(None);
    }
    let quantity = match said(OrderField::ItemQuantity) {
        "" => 1,
        said => said.parse::<i64>().map_err(|_| "item_quantity: a whole number")?,
    };
    let price = money("item_price", said(OrderField::ItemPrice), currency, manner)?.unwrap_or(0);
    let name = if name.is_empty() { sku } else { name }.to_owned();
    Ok(Some(OrderItem { sku: given(sku), name, category: None, quantity, price }))
}

fn shipment(columns: &Columns<OrderField>, row: &Row) -> Result<Option<Shipment>, String> {
    let said = |field| columns.cell(row, &field);
    let (state, carrier, tracking) =
        (said(OrderField::ShipmentState), said(OrderField::Carrier), said(OrderField::Tracking));
    if state.is_empty() && carrier.is_empty() && tracking.is_empty() {
        return Ok(None);
    }
    let state = match state {
        // A parcel with a number is on its way.
        "" => ShipmentState::Shipped,
        said => words::shipment(said).map_err(|what| format!("shipment_state: {what}"))?,
    };
    Ok(Some(Shipment { state, carrier: given(carrier), tracking: given(tracking) }))
}

fn refund(
    columns: &Columns<OrderField>,
    manner: &Manner,
    row: &Row,
    (currency, updated_at): (&str, Timestamp),
) -> Result<Option<Refund>, String> {
    let said = |field| columns.cell(row, &field);
    let back = money("refund_amount", said(OrderField::RefundAmount), currency, manner)?.unwrap_or(0);
    if back == 0 {
        return Ok(None);
    }
    let at = at("refunded_at", said(OrderField::RefundedAt), manner)?.unwrap_or(updated_at);
    // What went back is written with and without a minus.
    Ok(Some(Refund { at, amount: back.saturating_abs() }))
}

#[cfg(test)]
mod tests {
    use subrosa_proto::import::Separator;
    use subrosa_sheet::Rows;

    use super::*;

    fn manner() -> Manner {
        Manner {
            decimal: DecimalMark::Comma,
            days: DayOrder::DayFirst,
            zone: TimeZone::get("Europe/Berlin").expect("a zone"),
            currency: Some("EUR".to_owned()),
            status: OrderStatus::Open,
            payment: Payment::Pending,
        }
    }

    /// The orders of a table, whose columns are these fields.
    fn orders(columns: &str, table: &str) -> Vec<Result<SaveOrder, String>> {
        let columns = Columns::of_orders(columns).expect("columns");
        let rows: Vec<Row> = Rows::new(table, Separator::Semicolon, 2).collect();
        groups(&columns, &rows).into_iter().map(|rows| order(&columns, &manner(), rows)).collect()
    }

    #[test]
    fn rows_of_one_order_stand_together() {
        // As Shopify exports: what belongs to the order stands in its first row.
        let all = orders(
            "number,reference,placed_at,total,item_name,item_quantity,item_price,refund_amount",
            "#1;77;2026-03-22 19:28:02 +0100;49,90;Bowl;2;20,00;5\n#1;;;;Cup;1;9,90;\n#2;78;22.03.2026;3;;;;\n#1;77;2026-03-22;1;;;;\n",
        );
        let first = all[0].as_ref().expect("an order");
        assert_eq!((first.reference.as_str(), first.total, first.items.len()), ("77", 4_990, 2));
        assert_eq!((first.items[1].name.as_str(), first.items[1].price), ("Cup", 990));
        assert_eq!((first.refunds[0].amount, first.refunds[0].at), (500, first.updated_at));
        assert_eq!((all.len(), all[2].as_ref().map(|order| order.reference.as_str())), (3, Ok("77")));
    }

    #[test]
    fn without_lists_each_row_is_an_order() {
        let all = orders("number,placed_at,total", "1;2026-03-22;1\n1;2026-03-22;2\n");
        assert_eq!(all.iter().map(|one| one.as_ref().map(|order| order.total)).collect::<Vec<_>>(), [Ok(100), Ok(200)]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let columns = "number,placed_at,total,currency,status,payment,item_name,item_quantity,shipment_state";
        let wrong = [
            (";2026-03-22;1", "number: it is missing"),
            ("1;;1", "placed_at: it is missing"),
            ("1;soon;1", "placed_at: no moment"),
            ("1;2026-03-22;", "total: it is missing"),
            ("1;2026-03-22;12.50", "total: no amount"),
            ("1;2026-03-22;1,234", "total: more decimals than EUR has"),
            ("1;2026-03-22;1,5;JPY", "total: more decimals than JPY has"),
            ("1;2026-03-22;1;;lost", "status: open, completed or cancelled"),
            ("1;2026-03-22;1;;open;paid;Bowl;two", "item_quantity: a whole number"),
            ("1;2026-03-22;1;;open;paid;;;lost", "shipment_state: preparing, shipped, delivered, failed or returned"),
        ];
        for (row, what) in wrong {
            assert_eq!(orders(columns, row)[0].as_ref().err().map(String::as_str), Some(what), "{row}");
        }
    }
}
