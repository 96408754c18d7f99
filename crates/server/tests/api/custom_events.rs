//! What customers do elsewhere, as a brand's own systems tell it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::customers::Shop;
use crate::node::Person;
use crate::request::Answer;

impl Shop {
    async fn happened(&self, by: &Person, contact: &str, events: &Value) -> Answer {
        let path = format!("/v1/brand/contacts/{contact}/events");
        self.call(Method::POST, by, &path, &json!({"events": events})).await
    }

    /// The events in a customer's timeline.
    async fn events(&self, conversation: &str) -> Vec<Value> {
        let path = format!("/v1/conversations/{conversation}/timeline?kind=events");
        let page = self.node.get(&path).by(&self.anna).send().await.expect(200).body;
        page["entries"].as_array().expect("a list").iter().map(|entry| entry["what"]["event"].clone()).collect()
    }
}

fn event(id: &str, at: i64) -> Value {
    json!({"id": id, "name": "Workshop booked", "at": at, "properties": {"places": 2, "with": ["a friend"]}})
}

#[tokio::test]
async fn events_come_late_out_of_order_and_again() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    let (mut colleague, _) = shop.node.live(&shop.olga, None).await;
    let told = shop.happened(&shop.olga, ada, &json!([event("b", 2_000), event("c", 3_000)])).await.expect(200).body;
    assert_eq!(told["events"][0], json!({"id": "b", "outcome": "created"}));
    assert_eq!(colleague.frame_of("entry").await["conversation"]["id"], json!(ada));
    let again = json!([event("a", 1_000), event("c", 9_000), event("a", 1_000)]);
    let told = shop.happened(&shop.olga, ada, &again).await.expect(200).body;
    let outcomes: Vec<&Value> = told["events"].as_array().expect("a list").iter().map(|one| &one["outcome"]).collect();
    assert_eq!(outcomes, ["created", "known", "known"]);
    assert_eq!(shop.events(ada).await, [event("c", 3_000), event("b", 2_000), event("a", 1_000)]);
    // An id is the brand's, whoever it is of.
    let told = shop.happened(&shop.olga, grace, &json!([event("a", 1_000)])).await.expect(200).body;
    assert_eq!(told["events"][0]["outcome"], "known");
    assert_eq!(shop.events(grace).await, [] as [Value; 0]);
}

#[tokio::test]
async fn a_contact_is_named_by_what_the_brand_has_verified() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    let identity = |proof: &str| json!({"identities": [{"kind": "external_id", "value": "4711", "proof": proof}]});
    shop.change(grace, &identity("claimed")).await.expect(200);
    let told = shop.happened(&shop.olga, "external_id:4711", &json!([event("a", 1)])).await;
    assert_eq!(told.problem(), "not_found", "anyone can claim");
    shop.change(ada, &identity("verified")).await.expect(200);
    shop.happened(&shop.olga, "external_id:4711", &json!([event("a", 1)])).await.expect(200);
    assert_eq!(shop.events(ada).await.len(), 1);
    for nobody in ["external_id:4712", "email:ada", "4711", "cnv_0000000000001", &shop.ada.account.to_string()] {
        let told = shop.happened(&shop.olga, nobody, &json!([event("b", 1)])).await;
        assert_eq!(told.problem(), "not_found", "{nobody}");
    }
    // A conversation of which the brand is no part.
    let talk = shop.node.conversation(&shop.ada, &shop.node.device("grace").await, &["hello"]).await;
    assert_eq!(shop.happened(&shop.olga, &talk, &json!([event("b", 1)])).await.problem(), "not_found");
}

#[tokio::test]
async fn events_are_bounded_and_told_by_those_who_may() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    let many: Vec<Value> = (0..101).map(|number| event(&number.to_string(), 1)).collect();
    let mut deep = json!({});
    deep["properties"] = json!({"text": "x".repeat(33_000)});
    let ahead = shop.node.messaging.now().milliseconds() + 2 * 86_400_000;
    for (events, code, field) in [
        (json!([]), "invalid_parameter", "events"),
        (json!(many), "invalid_parameter", "events"),
        (json!([event("a", 1), event(" ", 1)]), "text_invalid", "events.1.id"),
        (json!([event("a", ahead)]), "invalid_parameter", "events.0.at"),
        (
            json!([{"id": "a", "name": "a", "at": 1, "properties": deep["properties"]}]),
            "invalid_parameter",
            "events.0.properties",
        ),
    ] {
        let refused = shop.happened(&shop.olga, ada, &events).await;
        assert_eq!((refused.problem(), &refused.body["field"]), (code, &json!(field)));
    }
    let odd = json!([{"id": "a", "name": "a", "at": 1, "properties": [1]}]);
    assert_eq!(shop.happened(&shop.olga, ada, &odd).await.problem(), "malformed_request");
    assert_eq!(shop.events(ada).await, [] as [Value; 0], "all or none");
    assert_eq!(shop.happened(&shop.anna, ada, &json!([event("a", 1)])).await.problem(), "forbidden");
    assert_eq!(shop.happened(&shop.ada, ada, &json!([event("a", 1)])).await.problem(), "forbidden");
}
