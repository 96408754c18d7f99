//! The order that its steps come to, in whatever sequence they were told.

use subrosa_proto::limits::{ORDER_AMOUNT, ORDER_NUMBER_CHARACTERS, ORDER_REFUNDS};
use subrosa_proto::money;
use subrosa_proto::order::{OrderCustomer, OrderItem, OrderStatus, Payment, Refund, SaveOrder};
use subrosa_sheet::nearest_amount;

use crate::telling::{Step, Telling, ToldItem};

/// The order that these steps of it come to. Nothing before it was told as completed: a refund may be told before its order.
/// `currency` is that of a step which says none, where all of them say none.
///
/// A full refund is one without an amount and without products. An order that was cancelled and then told as completed or updated is
/// not cancelled.
///
/// # Errors
/// The field, and what is wrong.
pub fn order(mut steps: Vec<Telling>, currency: Option<&str>) -> Result<Option<SaveOrder>, String> {
    steps.sort_by_key(|step| (step.at, step.step));
    let says = |step: &&Telling| matches!(step.step, Step::Completed | Step::Updated);
    let Some(first) = steps.iter().find(|step| step.step == Step::Completed) else { return Ok(None) };
    let Some(newest) = steps.last() else { return Ok(None) };
    let latest = |said: fn(&Telling) -> Option<&String>| steps.iter().rev().find_map(said);
    let currency = latest(|step| step.currency.as_ref()).map(String::as_str).or(currency);
    let currency = currency.ok_or("currency: none was said")?;
    if !money::is_currency(currency) {
        return Err("currency: three letters".to_owned());
    }
    let items = steps.iter().rev().filter(says).find(|step| !step.items.is_empty());
    let items: Vec<OrderItem> = items.iter().flat_map(|step| &step.items).map(|told| item(told, currency)).collect();
    let told_total = steps.iter().rev().filter(says).find_map(|step| step.total.as_deref());
    let total = match told_total {
        Some(digits) => amount("total", digits, currency)?,
        None => items.iter().map(OrderItem::sum).sum::<i64>().min(ORDER_AMOUNT),
    };
    let refunds = refunds(&steps, total, currency)?;
    let refunded: i64 = refunds.iter().map(|refund| refund.amount).sum();
    let last_word = steps.iter().rev().find(|step| step.step != Step::Refunded);
    let is_cancelled = last_word.is_some_and(|step| step.step == Step::Cancelled);
    let number = latest(|step| step.number.as_ref()).unwrap_or(&first.order);
    Ok(Some(SaveOrder {
        reference: first.order.clone(),
        number: number.chars().take(ORDER_NUMBER_CHARACTERS).collect(),
        placed_at: first.at,
        updated_at: newest.at,
        status: if is_cancelled { OrderStatus::Cancelled } else { OrderStatus::Completed },
        payment: match refunded {
            0 => Payment::Paid,
            all if all >= total => Payment::Refunded,
            _ => Payment::PartiallyRefunded,
        },
        currency: currency.to_owned(),
        total,
        items,
        shipments: Vec::new(),
        refunds,
        customer: OrderCustomer {
            email: latest(|step| step.email.as_ref()).cloned(),
            phone: None,
            external_id: latest(|step| step.user.as_ref()).cloned(),
            postcode: None,
        },
    }))
}

/// What was given back, never more than was paid.
fn refunds(steps: &[Telling], total: i64, currency: &str) -> Result<Vec<Refund>, String> {
    let (mut refunds, mut left) = (Vec::new(), total);
    for step in steps.iter().filter(|step| step.step == Step::Refunded).take(ORDER_REFUNDS) {
        let told = match &step.total {
            Some(digits) => amount("total", digits, currency)?,
            None if step.items.is_empty() => left,
            None => step.items.iter().map(|told| item(told, currency).sum()).sum(),
        };
        let back = told.min(left);
        if back > 0 {
            refunds.push(Refund { at: step.at, amount: back });
            left -= back;
        }
    }
    Ok(refunds)
}

fn item(told: &ToldItem, currency: &str) -> OrderItem {
    let price = told.price.as_deref().and_then(|digits| nearest_amount(digits, currency)).unwrap_or(0);
    OrderItem {
        sku: told.sku.clone(),
        name: told.name.clone(),
        category: told.category.clone(),
        quantity: told.quantity.min(1_000_000),
        price: price.clamp(0, ORDER_AMOUNT),
    }
}

/// Floating-point numbers have more decimals than a currency: 29.990000000000002.
fn amount(field: &str, digits: &str, currency: &str) -> Result<i64, String> {
    let amount = nearest_amount(digits, currency).filter(|amount| (0..=ORDER_AMOUNT).contains(amount));
    amount.ok_or_else(|| format!("{field}: no amount of {currency}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use subrosa_proto::Timestamp;

    use super::*;
    use crate::who::Who;

    fn step(seconds: i64, event: &str, properties: Value) -> Telling {
        let Value::Object(mut properties) = properties else { panic!("an object") };
        properties.insert("order_id".to_owned(), json!("50314b8e"));
        let who = Who { user: Some("u-1".to_owned()), anonymous: None };
        let at = Timestamp::default().plus_seconds(seconds);
        let step = Step::of(event).expect("a step");
        Telling::read(step, &properties, &who, &serde_json::Map::new(), at).expect("a telling")
    }

    /// In the shape of the specification's example.
    fn completed() -> Telling {
        step(
            100,
            "Order Completed",
            json!({
                "affiliation": "Shop", "subtotal": 22.5, "total": 27.50, "revenue": 25.00, "shipping": 3, "tax": 2,
                "discount": 2.5, "coupon": "hasbros", "currency": "USD",
                "products": [
                    {"product_id": "507f1f77", "sku": "45790-32", "name": "Monopoly", "price": 19, "quantity": 1, "category": "Games"},
                    {"product_id": "505bd76785", "sku": "46493-32", "name": "Uno Card Game", "price": 3.0000000000000004, "quantity": 2},
                ]
            }),
        )
    }

    #[test]
    fn the_order_of_the_specification_is_read() {
        let order = order(vec![completed()], None).expect("fits").expect("an order");
        assert_eq!((order.reference.as_str(), order.number.as_str()), ("50314b8e", "50314b8e"));
        assert_eq!((order.total, order.currency.as_str(), order.payment), (2_750, "USD", Payment::Paid));
        let items: Vec<_> = order.items.iter().map(|item| (item.name.as_str(), item.quantity, item.price)).collect();
        assert_eq!(items, [("Monopoly", 1, 1_900), ("Uno Card Game", 2, 300)]);
        assert_eq!(order.items[0].category.as_deref(), Some("Games"));
        assert_eq!(order.customer.external_id.as_deref(), Some("u-1"));
    }

    #[test]
    fn refunds_are_whole_or_in_part_and_never_more_than_was_paid() {
        let told = |refunds: Vec<Telling>| {
            order([vec![completed()], refunds].concat(), None).expect("fits").expect("an order")
        };
        let part = step(200, "Order Refunded", json!({"total": "10"}));
        let rest = step(300, "Order Refunded", json!({}));
        let thing = step(200, "Order Refunded", json!({"products": [{"name": "Uno", "price": 3, "quantity": 2}]}));
        let much = step(200, "Order Refunded", json!({"total": 100}));
        let amounts = |order: &SaveOrder| order.refunds.iter().map(|refund| refund.amount).collect::<Vec<_>>();
        let both = told(vec![part.clone(), rest]);
        assert_eq!((amounts(&both), both.payment), (vec![1_000, 1_750], Payment::Refunded));
        assert_eq!(told(vec![part]).payment, Payment::PartiallyRefunded);
        assert_eq!(amounts(&told(vec![thing])), [600]);
        assert_eq!(amounts(&told(vec![much])), [2_750]);
    }

    #[test]
    fn what_is_cancelled_can_be_taken_up_again() {
        let cancelled = step(200, "Order Cancelled", json!({}));
        let updated = step(300, "Order Updated", json!({"total": 30}));
        let status = |steps| order(steps, None).expect("fits").expect("an order").status;
        assert_eq!(status(vec![completed(), cancelled.clone()]), OrderStatus::Cancelled);
        assert_eq!(status(vec![completed(), cancelled, updated]), OrderStatus::Completed);
    }

    #[test]
    fn nothing_is_made_up() {
        for early in ["Order Refunded", "Order Updated", "Order Cancelled"] {
            assert_eq!(order(vec![step(1, early, json!({"total": 5, "currency": "EUR"}))], None), Ok(None), "{early}");
        }
        let silent = || step(1, "Order Completed", json!({"products": [{"sku": "a", "price": 1.5, "quantity": 3}]}));
        assert_eq!(order(vec![silent()], None), Err("currency: none was said".to_owned()));
        let known = order(vec![silent()], Some("EUR")).expect("fits").expect("an order");
        assert_eq!((known.total, known.items[0].name.as_str()), (450, "a"));
        let wrong = step(1, "Order Completed", json!({"total": "a lot", "currency": "EUR"}));
        assert_eq!(order(vec![wrong], None), Err("total: no amount of EUR".to_owned()));
    }

    proptest! {
        #[test]
        fn the_sequence_in_which_it_is_told_is_no_matter(shuffled in Just(vec![
            completed(),
            step(110, "Order Updated", json!({"total": 20, "order_number": "RW-1"})),
            step(120, "Order Refunded", json!({"total": 5})),
            step(130, "Order Cancelled", json!({})),
            step(140, "Order Updated", json!({"email": "ada@example.org"})),
            step(150, "Order Refunded", json!({})),
        ]).prop_shuffle()) {
            let mut sorted = shuffled.clone();
            sorted.sort_by_key(|step| step.at);
            prop_assert_eq!(order(shuffled, None), order(sorted, None));
        }
    }
}
