//! Message templates: written by those who publish, filled in from what is known and what is given, and sent once.

use reqwest::Method;
use serde_json::{Value, json};

use crate::customers::{Shop, order};
use crate::request::Answer;

const NAME: &str = "delivery_news";

impl Shop {
    async fn template(&self, name: &str, template: &Value) -> Answer {
        self.call(Method::PUT, &self.olga, &format!("/v1/brand/templates/{name}"), template).await
    }

    async fn send(&self, conversation: &str, name: &str, wanted: &Value) -> Answer {
        let path = format!("/v1/conversations/{conversation}/templates/{name}");
        self.call(Method::POST, &self.anna, &path, wanted).await
    }

    async fn preview(&self, conversation: &str, name: &str, wanted: &Value) -> Answer {
        self.send(conversation, &format!("{name}/preview"), wanted).await
    }

    /// The bodies of what stands in a conversation, and the journal of it.
    async fn said(&self, conversation: &str) -> (Vec<Value>, Vec<Value>) {
        let path = format!("/v1/conversations/{conversation}");
        let log = self.node.get(&format!("{path}/events")).by(&self.anna).send().await.expect(200).body;
        let journal = self.node.get(&format!("{path}/journal")).by(&self.anna).send().await.expect(200).body;
        let bodies = log["events"].as_array().expect("events").iter().map(|event| event["body"].clone());
        let told = journal["entries"].as_array().expect("entries").iter().map(|entry| entry["what"].clone());
        (bodies.collect(), told.collect())
    }
}

fn delivery() -> Value {
    json!({"title": "Delivery news", "kind": "utility", "fallback": "en", "version": 0, "variants": [
        {"language": "en", "text": "Hello {{customer}}, {{order.number}} comes on {{delivery_day}}. {{agent}}",
         "choices": ["Thank you"],
         "buttons": [{"text": "Follow it", "open": "https://shop.example/{{order.number}}"}]},
        {"language": "de", "text": "Guten Tag {{customer}}, bis {{delivery_day}}!"}]})
}

fn promotion(topic: &Value) -> Value {
    json!({"title": "Sale", "kind": "promotion", "topic": topic, "fallback": "en", "version": 0,
        "variants": [{"language": "en", "text": "All bowls for half the price"}]})
}

fn named(mut wanted: Value) -> Value {
    wanted["client_id"] = json!(uuid::Uuid::new_v4());
    wanted
}

#[tokio::test]
async fn two_who_write_a_template_do_not_overwrite_each_other() {
    let shop = Shop::open().await;
    let (mut socket, _) = shop.node.live(&shop.anna, None).await;
    let kept = shop.template(NAME, &delivery()).await.expect(200).body;
    assert_eq!((&kept["version"], &kept["changed_by"]), (&json!(1), &json!(shop.olga.account)));
    let again = shop.template(NAME, &delivery()).await;
    assert_eq!((again.status, again.problem()), (409, "article_changed"));
    let mut next = delivery();
    (next["version"], next["title"]) = (json!(1), json!("Delivery"));
    assert_eq!(shop.template(NAME, &next).await.expect(200).body["version"], 2);
    let listed = shop.node.get("/v1/brand/templates").by(&shop.anna).send().await.expect(200).body;
    assert_eq!(
        (listed["templates"].as_array().map(Vec::len), &listed["templates"][0]["title"]),
        (Some(1), &json!("Delivery"))
    );
    // Whoever answers sends them, and does not write them.
    let path = format!("/v1/brand/templates/{NAME}");
    assert_eq!(shop.call(Method::PUT, &shop.anna, &path, &next).await.problem(), "forbidden");
    for (name, template) in [("Delivery", delivery()), ("sale", promotion(&json!("offers")))] {
        assert_eq!(shop.template(name, &template).await.problem(), "invalid_parameter", "{name}");
    }
    let removed = shop.node.request(Method::DELETE, &path).by(&shop.olga);
    removed.send().await.expect(204);
    // Whoever looks on learns each time that there is something to read anew.
    for deed in ["written", "written anew", "removed"] {
        assert_eq!(socket.frame_of("brand_changed").await["part"], "templates", "{deed}");
    }
    assert_eq!(shop.preview(&shop.conversations[0], NAME, &json!({})).await.problem(), "not_found");
}

#[tokio::test]
async fn what_is_sent_is_what_was_seen() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    shop.template(NAME, &delivery()).await.expect(200);
    shop.tell(&[order(7, "ada@example.org")]).await;
    let proof = json!({"number": "RW-7", "email": "ada@example.org"});
    let path = format!("/v1/conversations/{ada}/orders/verification");
    shop.call(Method::POST, &shop.anna, &path, &proof).await.expect(200);

    let seen = shop.preview(ada, NAME, &json!({})).await.expect(200).body;
    assert_eq!(seen["body"]["text"], "Hello ada, #RW-7 comes on {{delivery_day}}. anna");
    assert_eq!(seen["blanks"][2], json!({"name": "delivery_day"}));
    assert_eq!((&seen["language"], &seen["refused"]), (&json!("en"), &Value::Null));
    let missing = shop.send(ada, NAME, &named(json!({}))).await;
    assert_eq!((missing.problem(), &missing.body["field"]), ("invalid_parameter", &json!("values")));
    assert!(
        missing.body["detail"].as_str().is_some_and(|detail| detail.contains("{{delivery_day}}")),
        "{:?}",
        missing.body
    );
    for (wrong, code) in [
        (json!({"values": {"delivery_day": "x".repeat(1_001)}}), "text_invalid"),
        (json!({"values": {"delivery_day": " "}}), "text_invalid"),
        (json!({"values": {"something": "else"}}), "invalid_parameter"),
        (json!({"language": "fr"}), "invalid_parameter"),
        (json!({"values": {"delivery_day": "Friday"}, "epoch": 7}), "thread_taken"),
    ] {
        assert_eq!(shop.send(ada, NAME, &named(wrong.clone())).await.problem(), code, "{wrong}");
    }
    assert_eq!(shop.said(ada).await.0.len(), 1, "nothing was sent");

    // Values are plain text: no blank of theirs is filled in.
    let wanted = named(json!({"values": {"delivery_day": "{{agent}} & Friday"}}));
    let seen = shop.preview(ada, NAME, &json!({"values": wanted["values"]})).await.expect(200).body;
    let sent = shop.send(ada, NAME, &wanted).await.expect(201).body;
    let (bodies, journal) = shop.said(ada).await;
    assert_eq!(bodies[1], seen["body"]);
    assert_eq!(bodies[1]["text"], "Hello ada, #RW-7 comes on {{agent}} & Friday. anna");
    assert_eq!(bodies[1]["buttons"][0]["open"], "https://shop.example/%23RW-7");
    let told = json!({"kind": "replied", "seq": 2, "template": NAME});
    assert!(journal.contains(&told), "{journal:?}");

    // Again under the same name: once, also where it would read otherwise by now, or is no more.
    let mut next = delivery();
    (next["version"], next["variants"][0]["text"]) = (json!(1), json!("Something else: {{delivery_day}}"));
    shop.template(NAME, &next).await.expect(200);
    assert_eq!(shop.send(ada, NAME, &wanted).await.expect(200).body, sent);
    shop.node.request(Method::DELETE, &format!("/v1/brand/templates/{NAME}")).by(&shop.olga).send().await.expect(204);
    assert_eq!(shop.send(ada, NAME, &wanted).await.expect(200).body, sent);
    assert_eq!(shop.said(ada).await.0.len(), 2);
    // What was called so is no other message.
    shop.template("other", &delivery()).await.expect(200);
    assert_eq!(shop.send(ada, "other", &wanted).await.problem(), "client_id_conflict");
}

#[tokio::test]
async fn a_customer_is_written_to_in_their_language() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    shop.template(NAME, &delivery()).await.expect(200);
    shop.define("language", "Language", "text").await.expect(200);
    shop.change(ada, &json!({"attributes": {"language": "de-AT"}})).await.expect(200);
    let language = async |conversation: &str, wanted: Value| {
        shop.preview(conversation, NAME, &wanted).await.expect(200).body["language"].take()
    };
    assert_eq!(language(ada, json!({})).await, "de");
    assert_eq!(language(ada, json!({"language": "en"})).await, "en");
    assert_eq!(language(grace, json!({})).await, "en");
}

#[tokio::test]
async fn a_promotion_reaches_those_alone_who_agreed() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    let topic = json!({"label": "Offers", "description": "Twice a month."});
    shop.call(Method::PUT, &shop.olga, "/v1/brand/topics/offers", &topic).await.expect(200);
    shop.template("sale", &promotion(&json!("offers"))).await.expect(200);
    let agree = async |is_on: bool| {
        let path = format!("/v1/conversations/{ada}/preferences/offers");
        let wanted = json!({"is_on": is_on, "text": "Offers\nTwice a month."});
        shop.call(Method::PUT, &shop.ada, &path, &wanted).await.expect(200);
    };
    for conversation in [ada, grace] {
        let refused = shop.send(conversation, "sale", &named(json!({}))).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("forbidden", &json!("template")));
    }
    assert_eq!(shop.preview(ada, "sale", &json!({})).await.expect(200).body["refused"], "no_consent");
    agree(true).await;
    assert_eq!(shop.preview(ada, "sale", &json!({})).await.expect(200).body["refused"], Value::Null);
    shop.send(ada, "sale", &named(json!({}))).await.expect(201);
    agree(false).await;
    assert_eq!(shop.send(ada, "sale", &named(json!({}))).await.problem(), "forbidden");
    assert_eq!(shop.said(ada).await.0.len(), 2);
}
