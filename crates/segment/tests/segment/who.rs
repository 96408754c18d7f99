//! Who is in.

use serde_json::{Value, json};
use subrosa_proto::Timestamp;
use subrosa_proto::segment::CampaignOutcome;
use subrosa_proto::{CampaignId, SegmentId};
use subrosa_segment::{Clock, Contact, Did, Item, Order, Place, Told, holds, parse};

const NOW: i64 = 1_790_000_000_000;
const DAY: i64 = 24 * 60 * 60 * 1_000;

fn ago(days: i64) -> Timestamp {
    Timestamp::from_milliseconds(NOW - days * DAY)
}

fn did(name: &str, days: i64, properties: Value) -> Did {
    let Value::Object(properties) = properties else { return did(name, days, json!({})) };
    Did { name: name.to_owned(), at: ago(days), properties }
}

fn order(days: i64, value: i64, refunded: i64, category: &str) -> Order {
    let item = Item { sku: Some("B-7".to_owned()), name: "Blue bowl".to_owned(), category: Some(category.to_owned()) };
    Order { placed_at: ago(days), currency: "EUR".to_owned(), value, refunded, items: vec![item] }
}

fn ada() -> Contact {
    let text = |text: &str| serde_json::from_value(json!(text)).expect("a value");
    Contact {
        attributes: [("tier".to_owned(), text("Gold")), ("born".to_owned(), text("1990-05-01"))].into(),
        consents: ["offers".to_owned()].into(),
        events: vec![
            did("Product Viewed", 2, json!({"category": "Boots", "price": 120})),
            did("Product Viewed", 20, json!({"category": "Bowls", "products": [{"sku": "A"}, {"sku": "B"}]})),
            did("Product Viewed", 90, json!({"category": "boots"})),
            did("Product Viewed", -1, json!({"category": "Boots"})),
        ],
        orders: vec![order(10, 5_000, 1_000, "Bowls"), order(100, 20_000, 0, "Boots")],
        place: Some(Place { recency: 4, frequency: 2, money: 5 }),
        told: vec![Told { campaign: CampaignId::new(7), was: CampaignOutcome::Clicked, at: ago(40) }],
        segments: [SegmentId::new(9)].into(),
    }
}

fn is_in(text: &str, contact: &Contact) -> bool {
    let clock = Clock { now: Timestamp::from_milliseconds(NOW), zone: jiff::tz::TimeZone::UTC };
    holds(&parse(text).expect("a rule"), contact, &clock)
}

#[test]
fn each_condition_looks_at_what_it_says() {
    let ada = ada();
    let (campaign, segment) = (CampaignId::new(7), SegmentId::new(9));
    let (other_campaign, other_segment) = (CampaignId::new(8), SegmentId::new(10));
    for (expected, text) in [
        (true, "everyone".to_owned()),
        (false, "nobody".to_owned()),
        (true, "attribute tier = \"gold\"".to_owned()),
        (false, "attribute size > 3".to_owned()),
        (true, "attribute size is unknown".to_owned()),
        (true, "consent offers".to_owned()),
        (false, "consent news".to_owned()),
        (true, "event \"Product Viewed\"".to_owned()),
        // What is said to be to come has not happened.
        (true, "event \"Product Viewed\" times = 3".to_owned()),
        (true, "event \"Product Viewed\" times = 2 in last 30 days".to_owned()),
        (true, "event \"Product Viewed\" times = 2 where \"category\" = \"Boots\"".to_owned()),
        (true, "event \"Product Viewed\" times = 1 where \"category\" = \"Boots\", \"price\" > 100".to_owned()),
        (true, "event \"Product Viewed\" where \"products.sku\" = \"B\"".to_owned()),
        (false, "event \"Product Viewed\" where \"products.sku\" = \"C\"".to_owned()),
        (true, "event \"Product Viewed\" times = 2 where \"products.sku\" is unknown".to_owned()),
        (true, "event \"Order Completed\" times = 0".to_owned()),
        (false, "event \"Order Completed\"".to_owned()),
        (true, "first event \"Product Viewed\" over 80 days ago".to_owned()),
        (false, "first event \"Order Completed\" over 80 days ago".to_owned()),
        (true, "orders count = 2".to_owned()),
        (true, "orders count JPY = 0".to_owned()),
        (true, "orders spent EUR = 250.00".to_owned()),
        (true, "orders spent EUR = 50.00 in last 30 days".to_owned()),
        (true, "orders spent EUR = 200.00 with category (\"boots\")".to_owned()),
        (true, "orders average EUR = 125.00".to_owned()),
        (false, "orders average JPY <= 0".to_owned()),
        (true, "orders largest EUR = 200.00".to_owned()),
        (true, "orders refunded EUR = 10.00".to_owned()),
        (true, "orders count = 2 with sku (\"b-7\", \"C\")".to_owned()),
        (true, "orders count = 2 with name \"BOWL\"".to_owned()),
        (true, "first order over 99 days ago and last order in last 10 days".to_owned()),
        (true, "standing recency >= 4 money = 5".to_owned()),
        (false, "standing frequency 3 to 5".to_owned()),
        (true, format!("campaign {campaign} clicked")),
        (true, "campaign any clicked in last 40 days".to_owned()),
        (false, "campaign any clicked in last 39 days".to_owned()),
        (false, "campaign any converted".to_owned()),
        (false, format!("campaign {other_campaign} clicked")),
        (true, format!("segment {segment} and not segment {other_segment}")),
    ] {
        assert_eq!(is_in(&text, &ada), expected, "{text}");
    }
}

#[test]
fn of_whom_nothing_is_known_nothing_holds_but_that() {
    let nobody = Contact::default();
    for text in [
        "attribute tier = \"gold\"",
        "consent offers",
        "event \"Product Viewed\"",
        "last event \"Product Viewed\" over 1 days ago",
        "orders average EUR >= 0.00",
        "last order over 1 days ago",
        "standing recency >= 1",
        "campaign any sent",
    ] {
        assert!(!is_in(text, &nobody), "{text}");
        assert!(is_in(&format!("not {text}"), &nobody), "{text}");
    }
    assert!(is_in("orders count = 0 and orders spent EUR = 0.00 and event \"Product Viewed\" times <= 0", &nobody));
}
