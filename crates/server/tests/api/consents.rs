//! What customers agree to hear of: topics, preferences, what members write down, and which of it counts.

use reqwest::Method;
use serde_json::{Value, json};

use crate::customers::Shop;
use crate::node::Person;
use crate::request::Answer;

const TEXT: &str = "Offers\nTwice a month.";

impl Shop {
    /// A topic of the shop's.
    async fn topic(&self, name: &str, topic: &Value) -> Answer {
        self.call(Method::PUT, &self.olga, &format!("/v1/brand/topics/{name}"), topic).await
    }

    /// How the customer of a conversation stands to the shop's first topic.
    async fn consent(&self, conversation: &str) -> Value {
        let path = format!("/v1/conversations/{conversation}/consents");
        self.node.get(&path).by(&self.anna).send().await.expect(200).body["topics"][0]["consent"].take()
    }

    async fn preferences(&self, person: &Person, conversation: &str) -> Value {
        let path = format!("/v1/conversations/{conversation}/preferences");
        self.node.get(&path).by(person).send().await.expect(200).body["topics"].take()
    }

    async fn switch(&self, person: &Person, conversation: &str, wanted: &Value) -> Answer {
        let path = format!("/v1/conversations/{conversation}/preferences/offers");
        self.call(Method::PUT, person, &path, wanted).await
    }

    async fn record(&self, conversation: &str, consent: &Value) -> Answer {
        self.call(Method::POST, &self.anna, &format!("/v1/conversations/{conversation}/consents"), consent).await
    }
}

fn offers() -> Value {
    json!({"label": "Offers", "description": "Twice a month."})
}

fn granted(at: i64) -> Value {
    json!({"topic": "offers", "state": "granted", "source": "member", "at": at, "text": "Yes, write to me."})
}

#[tokio::test]
async fn a_customer_switches_what_they_hear_of() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    assert_eq!(shop.preferences(&shop.ada, ada).await, json!([]));
    shop.topic("offers", &offers()).await.expect(200);
    let off =
        json!({"topic": "offers", "label": "Offers", "description": "Twice a month.", "text": TEXT, "is_on": false});
    assert_eq!(shop.preferences(&shop.ada, ada).await, json!([off]));
    assert_eq!(shop.consent(ada).await, Value::Null, "silence is no consent");
    // Only what was seen is agreed to.
    for seen in [json!({"is_on": true}), json!({"is_on": true, "text": "Offers"})] {
        let refused = shop.switch(&shop.ada, ada, &seen).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("text")));
    }
    let (mut colleague, _) = shop.node.live(&shop.olga, None).await;
    let on = shop.switch(&shop.ada, ada, &json!({"is_on": true, "text": TEXT})).await.expect(200).body;
    assert_eq!((&on["is_on"], on["since"].is_i64()), (&json!(true), true));
    assert_eq!(colleague.frame_of("entry").await["conversation"]["id"], json!(ada));
    let consent = shop.consent(ada).await;
    assert_eq!(
        (&consent["state"], &consent["source"], &consent["text"], &consent["recorded_by"]),
        (&json!("granted"), &json!("customer"), &json!(TEXT), &Value::Null)
    );
    let off = shop.switch(&shop.ada, ada, &json!({"is_on": false})).await.expect(200).body;
    assert_eq!(off["is_on"], false);
    assert_eq!(shop.consent(ada).await["state"], "withdrawn");
    // Again is nothing.
    shop.switch(&shop.ada, ada, &json!({"is_on": false})).await.expect(200);
    let path = format!("/v1/conversations/{ada}/timeline?kind=consents");
    let history = shop.node.get(&path).by(&shop.anna).send().await.expect(200).body;
    assert_eq!(history["entries"].as_array().map(Vec::len), Some(2), "{history}");
}

#[tokio::test]
async fn a_withdrawal_counts_whatever_the_clock_says() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    shop.topic("offers", &offers()).await.expect(200);
    shop.switch(&shop.ada, ada, &json!({"is_on": true, "text": TEXT})).await.expect(200);
    // The clock of another node may be behind.
    let now = shop.node.messaging.now();
    shop.node.clock.set(now.milliseconds() - 60_000);
    shop.switch(&shop.ada, ada, &json!({"is_on": false})).await.expect(200);
    assert_eq!(shop.consent(ada).await["state"], "withdrawn");
    assert_eq!(shop.preferences(&shop.ada, ada).await[0]["is_on"], false);
}

#[tokio::test]
async fn members_write_down_what_customers_said() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    shop.topic("offers", &offers()).await.expect(200);
    let now = shop.node.messaging.now().milliseconds();
    let entry = shop.record(ada, &granted(now - 1_000)).await.expect(201).body;
    assert_eq!(
        (&entry["state"], &entry["recorded_by"]["handle"], &entry["at"], &entry["channel"]),
        (&json!("granted"), &json!("anna"), &json!(now - 1_000), &json!("subrosa"))
    );
    assert_eq!(shop.preferences(&shop.ada, ada).await[0]["is_on"], true);
    // What was said before is history.
    let mut earlier = granted(now - 2_000);
    (earlier["state"], earlier["source"]) = (json!("withdrawn"), json!("import"));
    shop.record(ada, &earlier).await.expect(201);
    assert_eq!(shop.consent(ada).await["state"], "granted");
    for (field, value, code) in [
        ("topic", json!("unheard_of"), "invalid_parameter"),
        ("source", json!("customer"), "invalid_parameter"),
        ("at", json!(now + 600_000), "invalid_parameter"),
        ("at", json!(-1), "invalid_parameter"),
        ("text", json!(" "), "text_invalid"),
        ("text", json!("x".repeat(2_001)), "text_invalid"),
        ("state", json!("perhaps"), "malformed_request"),
        ("channel", json!("carrier_pigeon"), "malformed_request"),
    ] {
        let mut wrong = granted(now);
        wrong[field] = value;
        let refused = shop.record(ada, &wrong).await;
        assert_eq!(refused.problem(), code, "{wrong}");
        assert!(code == "malformed_request" || refused.body["field"] == field);
    }
}

#[tokio::test]
async fn what_a_customer_withdrew_nobody_else_grants() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    shop.topic("offers", &offers()).await.expect(200);
    shop.switch(&shop.ada, ada, &json!({"is_on": true, "text": TEXT})).await.expect(200);
    shop.switch(&shop.ada, ada, &json!({"is_on": false})).await.expect(200);
    let now = shop.node.messaging.now().milliseconds();
    assert_eq!(shop.record(ada, &granted(now)).await.problem(), "forbidden");
    let mut detour = granted(now);
    detour["state"] = json!("withdrawn");
    shop.record(ada, &detour).await.expect(201);
    assert_eq!(shop.record(ada, &granted(now)).await.problem(), "forbidden");
    shop.switch(&shop.ada, ada, &json!({"is_on": true, "text": TEXT})).await.expect(200);
    assert_eq!(shop.consent(ada).await["state"], "granted");
}

#[tokio::test]
async fn topics_change_and_are_archived_and_consents_stay() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    shop.topic("offers", &offers()).await.expect(200);
    shop.switch(&shop.ada, ada, &json!({"is_on": true, "text": TEXT})).await.expect(200);
    let archived = json!({"label": "Sales", "description": "Every day.", "is_archived": true});
    shop.topic("offers", &archived).await.expect(200);
    assert_eq!(shop.consent(ada).await["text"], TEXT, "as it was agreed to");
    let path = format!("/v1/conversations/{grace}/consents");
    let of_grace = shop.node.get(&path).by(&shop.anna).send().await.expect(200).body;
    assert_eq!(of_grace, json!({"topics": []}), "she is not asked any more");
    // Ada, who agreed, can still withdraw, and then not come back.
    assert_eq!(shop.preferences(&shop.ada, ada).await[0]["is_on"], true);
    shop.switch(&shop.ada, ada, &json!({"is_on": false})).await.expect(200);
    assert_eq!(shop.preferences(&shop.ada, ada).await, json!([]));
    let again = shop.switch(&shop.ada, ada, &json!({"is_on": true, "text": "Sales\nEvery day."})).await;
    assert_eq!(again.problem(), "invalid_parameter");
    let now = shop.node.messaging.now().milliseconds();
    assert_eq!(shop.record(grace, &granted(now)).await.problem(), "invalid_parameter");
    for (name, topic, code) in [
        ("Offers", offers(), "invalid_parameter"),
        ("offers", json!({"label": "two\nlines"}), "text_invalid"),
        ("offers", json!({"label": "a", "description": "x".repeat(301)}), "text_invalid"),
        ("offers", json!({"label": "a", "colour": "red"}), "malformed_request"),
    ] {
        assert_eq!(shop.topic(name, &topic).await.problem(), code, "{name} {topic}");
    }
    for number in 0..29 {
        shop.topic(&format!("t{number}"), &offers()).await.expect(200);
    }
    assert_eq!(shop.topic("one_more", &offers()).await.problem(), "invalid_parameter");
}

#[tokio::test]
async fn only_customers_of_a_brand_have_preferences_there() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    let grace = shop.node.device("grace").await;
    let talk = shop.node.conversation(&shop.ada, &grace, &["hello"]).await;
    shop.topic("offers", &offers()).await.expect(200);
    let off = json!({"is_on": false});
    assert_eq!(shop.switch(&shop.ada, &talk, &off).await.problem(), "not_found");
    assert_eq!(shop.switch(&grace, ada, &off).await.problem(), "not_found", "another's conversation");
    assert_eq!(shop.switch(&shop.anna, ada, &off).await.problem(), "forbidden");
    let unknown = format!("/v1/conversations/{ada}/preferences/unheard_of");
    assert_eq!(shop.call(Method::PUT, &shop.ada, &unknown, &off).await.problem(), "not_found");
    // What the brand knows of its customers is not for them.
    assert_eq!(
        shop.call(Method::POST, &shop.ada, &format!("/v1/conversations/{ada}/consents"), &granted(1)).await.problem(),
        "forbidden"
    );
}
