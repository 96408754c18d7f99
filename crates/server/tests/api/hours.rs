//! Business hours over the API. What they mean is tested where the rules are.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::Answer;

async fn set(node: &Node, by: &Person, hours: &Value) -> Answer {
    node.request(Method::PUT, "/v1/brand/hours").by(by).json(hours).send().await
}

#[tokio::test]
async fn a_brand_says_when_it_is_open() {
    let node = Node::start().await;
    let owner = node.shop(&node.person("olga").await).await;
    let anna = node.member(&owner, "anna", "agent").await;
    let get = async || node.get("/v1/brand/hours").by(&anna).send().await.expect(200).body;
    let always = json!({"hours": {"zone": "UTC", "openings": [], "holidays": []}, "is_open": true});
    assert_eq!(get().await, always);

    // It is Monday, 2026-09-21, 16:13 in Berlin.
    let hours = json!({
        "zone": "Europe/Berlin",
        "openings": [{"day": "monday", "opens": "09:00", "closes": "16:00"}, {"day": "tuesday", "opens": "09:00", "closes": "24:00"}],
        "holidays": [{"date": "2026-09-22", "name": "Founders' day"}],
    });
    let closed = set(&node, &owner, &hours).await.expect(200).body;
    assert_eq!((&closed["hours"], &closed["is_open"]), (&hours, &json!(false)));
    // Tuesday is a holiday: the Monday after, at nine in Berlin.
    assert_eq!(closed["opens_at"], json!(1_790_578_800_000_i64));
    assert_eq!(get().await, closed);
    node.clock.set(1_790_578_800_000);
    assert_eq!(get().await["is_open"], json!(true));
}

#[tokio::test]
async fn what_is_wrong_with_hours_is_named() {
    let node = Node::start().await;
    let owner = node.shop(&node.person("olga").await).await;
    let opening = |opens: &str, closes: &str| json!({"day": "monday", "opens": opens, "closes": closes});
    let wrong = [
        ("zone", json!({"zone": "Middle/Earth"})),
        ("zone", json!({"zone": "../etc/passwd"})),
        ("openings", json!({"zone": "UTC", "openings": [opening("9", "10:00")]})),
        ("openings", json!({"zone": "UTC", "openings": [opening("09:00", "12:00"), opening("11:00", "13:00")]})),
        ("holidays", json!({"zone": "UTC", "holidays": [{"date": "25.12.2026"}]})),
    ];
    for (field, hours) in wrong {
        let answer = set(&node, &owner, &hours).await;
        assert_eq!((answer.problem(), &answer.body["field"]), ("hours_invalid", &json!(field)), "{hours}");
    }
    let unknown = set(&node, &owner, &json!({"zone": "UTC", "lunch": true})).await;
    assert_eq!(unknown.problem(), "malformed_request");
}
