//! What the shop's own systems tell of its regulars, by tracking calls: who they are, what they look at and what they buy.
//!
//! Never: anything but what follows from a regular's number and a moment.

use serde_json::{Value, json};
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::Timestamp;
use subrosa_proto::source::SaveSource;

use super::orders::THINGS;
use super::regulars::{About, COUNT, about, email, user};
use crate::failure::Failure;

/// Calls of one request.
const TOGETHER: usize = 400;
/// Orders until now of each of ten; then it begins anew.
const ORDERS: [usize; 10] = [1, 2, 0, 1, 3, 1, 2, 0, 4, 1];
const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

/// Makes the source that tells it; its key.
pub(super) async fn source(engage: &Engage, owner: &Actor) -> Result<String, Failure> {
    let source = SaveSource { name: "Web shop".to_owned(), currency: Some("EUR".to_owned()) };
    Ok(engage.create_source(owner, source).await?.write_key)
}

/// Tells some calls. Each of them has to be taken.
pub(super) async fn tell(engage: &Engage, key: &str, calls: &[Value]) -> Result<(), Failure> {
    for some in calls.chunks(TOGETHER) {
        let body = serde_json::to_vec(&json!({ "batch": some })).map_err(Failure::new)?;
        let told = engage.track(key, None, &body).await?;
        if let Some(problem) = told.problems.first() {
            return Err(Failure::new(&problem.detail).about("a tracking call of the demo"));
        }
    }
    Ok(())
}

/// Tells what regulars have done until now.
pub(super) async fn tell_history(engage: &Engage, key: &str, now: Timestamp) -> Result<(), Failure> {
    let calls: Vec<Value> = (0..COUNT).flat_map(|number| history(number, now)).collect();
    tell(engage, key, &calls).await
}

/// Tells what some of them have done in the last days.
pub(super) async fn tell_lately(engage: &Engage, key: &str, now: Timestamp) -> Result<(), Failure> {
    let calls: Vec<Value> = (0..COUNT).flat_map(|number| left_behind(number, now)).collect();
    tell(engage, key, &calls).await
}

/// All that is told of one until now.
fn history(number: usize, now: Timestamp) -> Vec<Value> {
    let days_ago = |days: usize| now.plus_seconds(-DAY * whole(days) - MINUTE * whole(number * 37 % 600));
    let mut calls = vec![known(number, days_ago(200))];
    let orders = ORDERS[number % ORDERS.len()];
    for turn in 0..orders {
        let at = days_ago(3 + (number * 11) % 150 + turn * 43);
        calls.push(viewed(number, at.plus_seconds(-20 * MINUTE), 2 * turn));
        calls.push(bought(number, at, turn));
    }
    if orders == 0 {
        calls.push(viewed(number, days_ago(2 + number % 60), 100));
    }
    calls
}

/// Some were about to buy, and did not, in the last days.
fn left_behind(number: usize, now: Timestamp) -> Vec<Value> {
    if number % 14 != 9 {
        return Vec::new();
    }
    let at = now.plus_seconds(-DAY * whole(1 + number % 4) - MINUTE * whole(number));
    let (sku, name, category, price) = thing(number, 0);
    let product = json!({"sku": sku, "name": name, "category": category, "price": decimal(price), "quantity": 1});
    let started = json!({"value": decimal(price), "currency": "EUR", "products": [product]});
    vec![viewed(number, at.plus_seconds(-6 * MINUTE), 200), event(number, ("Checkout Started", 201), at, &started)]
}

/// One looked at something.
pub(super) fn viewed(number: usize, at: Timestamp, turn: usize) -> Value {
    let (sku, name, category, price) = thing(number, turn);
    let seen = json!({"sku": sku, "name": name, "category": category, "price": decimal(price), "currency": "EUR"});
    event(number, ("Product Viewed", turn), at, &seen)
}

/// One bought something.
pub(super) fn bought(number: usize, at: Timestamp, turn: usize) -> Value {
    let products: Vec<Value> = (0..=(number + turn) % 2)
        .map(|item| {
            let (sku, name, category, price) = thing(number, turn + item);
            json!({"sku": sku, "name": name, "category": category, "price": decimal(price), "quantity": 1 + item})
        })
        .collect();
    let order = format!("WS-{}", 40_000 + number * 10 + turn);
    let order = json!({"order_id": order, "currency": "EUR", "email": email(number), "products": products});
    event(number, ("Order Completed", turn), at, &order)
}

/// What is known of one.
fn known(number: usize, at: Timestamp) -> Value {
    let About { first_name, last_name, language, time_zone } = about(number);
    // Of one in twelve nobody knows the first name.
    let first_name = (number % 12 != 7).then_some(first_name);
    let (_, _, category, _) = thing(number, 0);
    let mut traits = json!({"lastName": last_name, "email": email(number), "language": language, "timeZone": time_zone,
        "favourite": category});
    if let (Some(traits), Some(first_name)) = (traits.as_object_mut(), first_name) {
        traits.insert("firstName".to_owned(), json!(first_name));
    }
    json!({"type": "identify", "userId": user(number), "messageId": format!("demo-identify-{number}"),
        "timestamp": at.milliseconds(), "traits": traits})
}

fn event(number: usize, (name, turn): (&str, usize), at: Timestamp, properties: &Value) -> Value {
    json!({"type": "track", "userId": user(number), "event": name, "messageId": format!("demo-{name}-{number}-{turn}"),
        "timestamp": at.milliseconds(), "properties": properties})
}

fn thing(number: usize, turn: usize) -> (&'static str, &'static str, &'static str, i64) {
    THINGS[(number * 3 + turn * 7) % THINGS.len()]
}

fn decimal(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(0)
}
