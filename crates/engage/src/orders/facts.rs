//! The facts of an order, as a flow reads them.

use jiff::tz::TimeZone;
use subrosa_flow::Scalar;
use subrosa_flow::value::Values;
use subrosa_proto::money;
use subrosa_proto::order::Order;

/// The names are documented for those who write bots (`docs/brands/customers.md`). What is not known is not there.
pub(crate) fn facts(order: &Order) -> Values {
    let shipment = order.shipments.last();
    let word = |value: serde_json::Result<serde_json::Value>| {
        value.ok().and_then(|value| value.as_str().map(str::to_owned)).filter(|word| !word.is_empty())
    };
    let items: Vec<String> = order.items.iter().map(|item| format!("{} × {}", item.quantity, item.name)).collect();
    let placed_at = jiff::Timestamp::from_microsecond(order.placed_at.microseconds()).ok();
    let all = [
        ("number", Some(order.number.clone())),
        ("status", word(serde_json::to_value(order.status))),
        ("payment", word(serde_json::to_value(order.payment))),
        ("placed_on", placed_at.map(|at| at.to_zoned(TimeZone::UTC).date().to_string())),
        ("total", Some(money::text(order.total, &order.currency))),
        ("refunded", (order.refunded > 0).then(|| money::text(order.refunded, &order.currency))),
        ("items", (!items.is_empty()).then(|| items.join(", "))),
        ("shipment", shipment.and_then(|shipment| word(serde_json::to_value(shipment.state)))),
        ("carrier", shipment.and_then(|shipment| shipment.carrier.clone())),
        ("tracking", shipment.and_then(|shipment| shipment.tracking.clone())),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name.parse().ok()?, Scalar::text(value?)))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn facts_are_texts_that_a_bot_can_say() {
        let order: Order = serde_json::from_value(json!({"id": "ord_0000000000001", "number": "RW-1",
            "placed_at": 1_790_000_000_000_i64, "updated_at": 1_790_000_000_000_i64, "status": "completed",
            "payment": "partially_refunded", "currency": "EUR", "total": 4990, "refunded": 990,
            "items": [{"name": "Bowl", "quantity": 2, "price": 2000}, {"name": "Cup", "quantity": 1, "price": 990}],
            "shipments": [{"state": "delivered", "carrier": "DHL"}]}))
        .expect("an order");
        let told = serde_json::to_value(facts(&order)).expect("JSON");
        let wanted = json!({"number": "RW-1", "status": "completed", "payment": "partially_refunded",
            "placed_on": "2026-09-21", "total": "49.90 EUR", "refunded": "9.90 EUR", "items": "2 × Bowl, 1 × Cup",
            "shipment": "delivered", "carrier": "DHL"});
        assert_eq!(told, wanted);
    }
}
