//! The audit log: looking and changing leave their entries, and never what was seen.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};

async fn log(node: &Node, by: &Person, query: &str) -> Vec<Value> {
    let page = node.get(&format!("/v1/brand/audit{query}")).by(by).send().await.expect(200).body;
    page["entries"].as_array().expect("entries").clone()
}

fn deeds(entries: &[Value]) -> Vec<&str> {
    entries.iter().map(|entry| entry["deed"].as_str().expect("a deed")).collect()
}

#[tokio::test]
async fn looking_is_noted_once_an_hour_and_says_whom_it_was_about() {
    let node = Node::start().await;
    let olga = node.shop(&node.person("olga").await).await;
    let anna = node.member(&olga, "anna", "agent").await;
    let ada = node.person("ada").await;
    let conversation = node.ask(&ada, "my secret is 42").await;
    let path = format!("/v1/conversations/{conversation}/contact");
    for _ in 0..3 {
        node.get(&path).by(&anna).send().await.expect(200);
    }
    node.get(&format!("/v1/conversations/{conversation}/orders")).by(&anna).send().await.expect(200);
    node.get("/v1/search?q=secret").by(&anna).send().await.expect(200);
    let attention = format!("/v1/conversations/{conversation}/attention");
    for _ in 0..2 {
        node.post(&attention).by(&anna).json(&json!({"writing": false})).send().await.expect(204);
    }
    let entries = log(&node, &olga, &format!("?member={}", anna.account)).await;
    assert_eq!(deeds(&entries), ["conversation_opened", "searched", "contact_read"]);
    assert_eq!(
        (&entries[2]["member"]["handle"], &entries[2]["customer"]["handle"], &entries[2]["conversation"]),
        (&json!("anna"), &json!("ada"), &json!(conversation))
    );
    assert!(!json!(entries).to_string().contains("secret"), "what was seen stays out of it");
    assert_eq!(log(&node, &olga, &format!("?conversation={conversation}")).await.len(), 2);
    // The next hour is another look.
    let now = node.messaging.now().milliseconds();
    node.clock.set(now + 3_600_001);
    node.get(&path).by(&anna).send().await.expect(200);
    assert_eq!(deeds(&log(&node, &olga, "?limit=1").await), ["contact_read"]);
    // Who was refused saw nothing.
    let ana = node.member(&olga, "ana", "analyst").await;
    node.get(&path).by(&ana).send().await.expect(403);
    assert_eq!(log(&node, &olga, &format!("?member={}", ana.account)).await, [] as [Value; 0]);
}

#[tokio::test]
async fn changes_are_noted_with_what_they_were_done_to() {
    let node = Node::start().await;
    let olga = node.shop(&node.person("olga").await).await;
    let anna = node.member(&olga, "anna", "agent").await;
    let put = async |path: &str, body: Value| node.request(Method::PUT, path).by(&olga).json(&body).send().await;
    put("/v1/brand/hours", json!({"zone": "Europe/Berlin"})).await.expect(200);
    put("/v1/brand/attributes/tier", json!({"label": "Tier", "kind": "text"})).await.expect(200);
    let member = format!("/v1/brand/members/{}", anna.account);
    node.request(Method::PATCH, &member).by(&olga).json(&json!({"role": "admin"})).send().await.expect(204);
    node.request(Method::DELETE, &member).by(&olga).send().await.expect(204);
    // What was refused is no change.
    assert_eq!(put("/v1/brand/hours", json!({"zone": "Middle/Earth"})).await.problem(), "hours_invalid");
    let entries = log(&node, &olga, "").await;
    let told: Vec<_> = entries.iter().map(|entry| (entry["deed"].clone(), entry["about"].clone())).collect();
    let expected = [
        (json!("member_removed"), json!("anna")),
        (json!("role_changed"), json!("anna")),
        (json!("attribute_saved"), json!("tier")),
        (json!("hours_changed"), Value::Null),
        (json!("member_invited"), json!("anna")),
    ];
    assert_eq!(told, expected);
    // A page at a time.
    let first = node.get("/v1/brand/audit?limit=2").by(&olga).send().await.expect(200).body;
    let next = first["next"].as_str().expect("another page");
    let second = log(&node, &olga, &format!("?limit=9&after={next}")).await;
    assert_eq!(deeds(&second), ["attribute_saved", "hours_changed", "member_invited"]);
}

#[tokio::test]
async fn what_is_asked_of_the_log_is_checked() {
    let node = Node::start().await;
    let olga = node.shop(&node.person("olga").await).await;
    let both = format!("?member={}&conversation=cnv_0000000000001", olga.account);
    for (query, field) in
        [("?limit=0", "limit"), ("?limit=101", "limit"), ("?after=-1", "after"), (both.as_str(), "conversation")]
    {
        let answer = node.get(&format!("/v1/brand/audit{query}")).by(&olga).send().await;
        assert_eq!((answer.problem(), &answer.body["field"]), ("invalid_parameter", &json!(field)), "{query}");
    }
}
