//! Bots that ask for consents: what is agreed to is kept with its words, and nobody is asked for what they withdrew.

use reqwest::Method;
use serde_json::{Value, json};

use crate::bots::{Shop, text};
use crate::request::message;

const FLOW: &str = r#"
v: 1
name: News
language: en
start: hello
triggers: { always: true }
nodes:
  hello: { consent: { topic: offers, text: "May we write to you about new bowls?", agreed: yes_please, declined: no_thanks } }
  yes_please: { say: { text: "Thank you!", then: done } }
  no_thanks: { say: { text: "As you like.", then: done } }
  done: { end: {} }
  people: { hand_over: {} }
"#;

impl Shop {
    async fn topic(&self, is_archived: bool) {
        let topic = json!({"label": "Offers", "description": "Twice a month.", "is_archived": is_archived});
        let path = "/v1/brand/topics/offers";
        self.node.request(Method::PUT, path).by(&self.owner).json(&topic).send().await.expect(200);
    }

    async fn consent(&self, conversation: &str) -> Value {
        let path = format!("/v1/conversations/{conversation}/consents");
        self.node.get(&path).by(&self.anna).send().await.expect(200).body["topics"][0]["consent"].take()
    }
}

#[tokio::test]
async fn a_yes_is_kept_with_the_words_that_were_shown() {
    let shop = Shop::open().await;
    // Only what the brand asks for can be asked for.
    let check = json!({"source": FLOW});
    let codes = async || {
        let found = shop.node.post("/v1/brand/bots/check").by(&shop.owner).json(&check).send().await.expect(200).body;
        (found["sound"].clone(), found["findings"].to_string().contains("unknown-topic"))
    };
    assert_eq!(codes().await, (json!(false), true));
    assert_eq!(shop.publish(FLOW).await.problem(), "flow_invalid");
    shop.topic(true).await;
    assert_eq!(shop.publish(FLOW).await.problem(), "flow_invalid");
    shop.topic(false).await;
    assert_eq!(codes().await, (json!(true), false));
    shop.publish(FLOW).await.expect(201);

    // To try it keeps nothing.
    let inputs = json!([{"kind": "text", "text": "hi"}, {"kind": "text", "text": "yes"}]);
    let request = json!({"source": FLOW, "inputs": inputs});
    let tried = shop.node.post("/v1/brand/bots/simulation").by(&shop.anna).json(&request).send().await.expect(200);
    let act = &tried.body["turns"][1]["did"][0];
    assert_eq!((&act["kind"], &act["topic"]), (&json!("agrees"), &json!("offers")));

    let conversation = shop.node.ask(&shop.ada, "hi").await;
    let asked = shop.heard(&conversation, 2).await[1].clone();
    assert_eq!(text(&asked), "May we write to you about new bowls?");
    assert_eq!(shop.consent(&conversation).await, Value::Null);
    let mut tap = message("Yes");
    tap["body"]["chosen"] = json!({"seq": 2, "id": asked["body"]["choices"][0]["id"]});
    let path = format!("/v1/conversations/{conversation}/messages");
    shop.node.post(&path).by(&shop.ada).json(&tap).send().await.expect(201);
    assert_eq!(text(&shop.heard(&conversation, 4).await[3]), "Thank you!");
    let consent = shop.consent(&conversation).await;
    assert_eq!(
        (&consent["state"], &consent["source"], &consent["text"], &consent["recorded_by"]["id"]),
        (&json!("granted"), &json!("flow"), &json!("May we write to you about new bowls?"), &json!(shop.bot))
    );
    // Who agrees already is not asked again.
    shop.node.send(&shop.ada, &conversation, "hi again").await;
    assert_eq!(text(&shop.heard(&conversation, 6).await[5]), "Thank you!");

    // Who withdraws it is not asked either, and the bot grants nothing.
    let off = format!("/v1/conversations/{conversation}/preferences/offers");
    shop.node.request(Method::PUT, &off).by(&shop.ada).json(&json!({"is_on": false})).send().await.expect(200);
    shop.node.send(&shop.ada, &conversation, "yes").await;
    assert_eq!(text(&shop.heard(&conversation, 8).await[7]), "As you like.");
    assert_eq!(shop.consent(&conversation).await["state"], "withdrawn");
}

#[tokio::test]
async fn a_no_keeps_nothing() {
    let shop = Shop::open().await;
    shop.topic(false).await;
    shop.publish(FLOW).await.expect(201);
    let conversation = shop.node.ask(&shop.ada, "hi").await;
    shop.heard(&conversation, 2).await;
    shop.node.send(&shop.ada, &conversation, "no").await;
    assert_eq!(text(&shop.heard(&conversation, 4).await[3]), "As you like.");
    assert_eq!(shop.consent(&conversation).await, Value::Null);
    // What is archived meanwhile is not asked for any more.
    shop.topic(true).await;
    shop.node.send(&shop.ada, &conversation, "hi again").await;
    assert_eq!(text(&shop.heard(&conversation, 6).await[5]), "As you like.");
}
