//! Flows that are checked and tried before they are published: what is wrong is told with its place, and a rehearsal keeps nothing.

use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::Answer;

/// Looks up an order, calls a service, asks the knowledge, waits, and hands over.
const FLOW: &str = r#"
v: 1
name: First help
language: en
start: hello
triggers: { always: true }
comments: { hello: Says who it is }
variables: { number: { kind: text }, mail: { kind: email }, points: { kind: number } }
nodes:
  hello:
    say:
      text: "Hello {{ contact.name }}! What can I do?"
      quick_replies:
        - { text: My order, then: number }
        - { text: A person, then: people }
  number: { ask: { text: "Which number?", into: number, then: mail, otherwise: people } }
  mail: { ask: { text: "Your address?", into: mail, then: look, otherwise: people } }
  look: { look_up_order: { number: number, second: { email: mail }, found: found, not_found: pause, throttled: people } }
  found: { say: { text: "It is {{ order.status }}.", then: call } }
  call: { webhook: { url: "https://points.example.com/{{ number }}", save: { points: points }, then: keep, fallback: people } }
  keep: { set: { attributes: { points: "{{ points }}" }, then: know } }
  know: { answer: { question: "What are points?", answered: pause, unknown: people } }
  pause: { wait: { for: 10m, then: done } }
  done: { end: {} }
  people: { hand_over: { summary: "{% if number %}About {{ number }}{% endif %}" } }
"#;

struct Shop {
    node: Node,
    owner: Person,
    agent: Person,
}

impl Shop {
    async fn open() -> Self {
        let node = Node::start().await;
        let owner = node.shop(&node.person("olga").await).await;
        let agent = node.member(&owner, "anna", "agent").await;
        Self { node, owner, agent }
    }

    async fn check(&self, source: &str) -> Value {
        let request = json!({"source": source});
        self.node.post("/v1/brand/bots/check").by(&self.owner).json(&request).send().await.expect(200).body
    }

    async fn simulate(&self, request: &Value) -> Answer {
        self.node.post("/v1/brand/bots/simulation").by(&self.agent).json(request).send().await
    }

    async fn play(&self, inputs: Value) -> Value {
        let request = json!({"source": FLOW, "inputs": inputs, "contact": {"name": "Ada"}});
        self.simulate(&request).await.expect(200).body
    }
}

fn kinds(turn: &Value) -> Vec<&str> {
    turn["did"].as_array().expect("acts").iter().map(|act| act["kind"].as_str().expect("a kind")).collect()
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_place_and_nothing_is_kept() {
    let shop = Shop::open().await;
    assert_eq!(shop.check(FLOW).await, json!({"sound": true, "findings": []}));

    let broken = FLOW.replace("then: number }", "then: numbre }").replace("hello: Says", "gone: Says");
    let found = shop.check(&broken).await;
    assert_eq!(found["sound"], false);
    let first = &found["findings"][0];
    assert_eq!(
        (&first["severity"], &first["code"], &first["node"], &first["field"], &first["line"]),
        (&json!("error"), &json!("unknown-target"), &json!("hello"), &json!("quick_replies.0.then"), &json!(10))
    );
    assert!(first["text"].as_str().is_some_and(|text| text.contains("numbre")) && first["hint"].is_string());
    let codes: Vec<_> =
        found["findings"].as_array().expect("findings").iter().map(|one| (&one["code"], &one["severity"])).collect();
    assert!(codes.contains(&(&json!("comment-without-node"), &json!("warning"))), "{codes:?}");

    let unreadable = shop.check("v: 1\nname: [").await;
    let only = &unreadable["findings"][0];
    assert_eq!((&unreadable["sound"], &only["code"]), (&json!(false), &json!("unreadable")));
    assert!(only["line"].as_i64().is_some_and(|line| line >= 1));
    assert_eq!(shop.check("v: 1\0").await["findings"][0]["line"], 1);
    let bots = shop.node.get("/v1/brand/bots").by(&shop.owner).send().await.expect(200).body;
    assert_eq!(bots, json!({"bots": []}));
}

#[tokio::test]
async fn a_flow_is_tried_as_it_stands() {
    let shop = Shop::open().await;
    let beginning = shop.play(json!([])).await;
    assert_eq!((&beginning["awaits"], &beginning["turns"]), (&json!("beginning"), &json!([])));

    let mut inputs = vec![json!({"kind": "text", "text": "hi"})];
    let said = shop.play(json!(inputs)).await;
    let act = &said["turns"][0]["did"][0];
    assert_eq!((&act["kind"], &act["node"]), (&json!("said"), &json!("hello")));
    assert_eq!((&act["body"]["text"], &act["body"]["automatic"]), (&json!("Hello Ada! What can I do?"), &json!(true)));
    assert_eq!((&said["awaits"], &said["node"]), (&json!("customer"), &json!("hello")));
    assert_eq!(said["rings_in"], 24 * 60 * 60);

    let id = act["body"]["choices"][0]["id"].clone();
    inputs.push(json!({"kind": "choice", "id": id, "text": "My order"}));
    inputs.push(json!({"kind": "text", "text": "RW-1"}));
    inputs.push(json!({"kind": "text", "text": "ada@example.org"}));
    let looking = shop.play(json!(inputs)).await;
    assert_eq!((&looking["awaits"], &looking["node"]), (&json!("order"), &json!("look")));
    let asked = &looking["turns"][3]["did"][0];
    assert_eq!(
        (&asked["number"], &asked["by"], &asked["fact"]),
        (&json!("RW-1"), &json!("email"), &json!("ada@example.org"))
    );

    inputs.push(json!({"kind": "order_found", "facts": {"status": "sent"}}));
    let calling = shop.play(json!(inputs)).await;
    let turn = &calling["turns"][4];
    assert_eq!((kinds(turn), &turn["walked"]), (vec!["said", "calls"], &json!(["found", "call"])));
    assert_eq!(turn["did"][1]["url"], "https://points.example.com/RW-1");
    assert_eq!((&calling["awaits"], &calling["order"]), (&json!("service"), &json!({"status": "sent"})));

    inputs.push(json!({"kind": "service_answered", "status": 200, "body": {"points": 12}}));
    let knowing = shop.play(json!(inputs)).await;
    assert_eq!(kinds(&knowing["turns"][5]), ["sets", "asks"]);
    assert_eq!((&knowing["contact"]["points"], &knowing["variables"]["points"]), (&json!("12"), &json!("12")));

    inputs.push(json!({"kind": "knowledge_answered", "text": "A point is a cent."}));
    let pausing = shop.play(json!(inputs)).await;
    assert_eq!((&pausing["awaits"], &pausing["rings_in"]), (&json!("time"), &json!(600)));
    inputs.push(json!({"kind": "wait"}));
    let ended = shop.play(json!(inputs)).await;
    assert_eq!((&ended["turns"][7]["did"][0]["kind"], &ended["awaits"]), (&json!("ended"), &json!("beginning")));

    // Nothing of it is anywhere: no thread, no question without an answer, no attribute.
    let tickets = shop.node.get("/v1/tickets?queue=open").by(&shop.agent).send().await;
    assert!(!tickets.body.to_string().contains("RW-1"), "{}", tickets.body);
    let unanswered = shop.node.get("/v1/brand/knowledge/unanswered").by(&shop.owner).send().await.expect(200).body;
    assert_eq!(unanswered["questions"], json!([]));
}

#[tokio::test]
async fn what_leads_nowhere_stops_a_simulation() {
    let shop = Shop::open().await;
    let handed = shop
        .play(json!([{"kind": "text", "text": "can I talk to a person?"}, {"kind": "text", "text": "hello?"}]))
        .await;
    assert_eq!((&handed["awaits"], &handed["stopped"]), (&json!("people"), &json!("with_people")));
    assert_eq!(handed["turns"].as_array().map(Vec::len), Some(1));
    let early = shop.play(json!([{"kind": "order_not_found"}])).await;
    assert_eq!(early["stopped"], "not_awaited");
    assert_eq!(shop.play(json!([{"kind": "wait"}])).await["stopped"], "nothing_comes");

    let refused = shop.simulate(&json!({"source": FLOW.replace("then: number }", "then: numbre }")})).await;
    assert_eq!(refused.problem(), "flow_invalid");
    assert_eq!(shop.simulate(&json!({"source": "v: ["})).await.problem(), "flow_invalid");
    let many = vec![json!({"kind": "text", "text": "hi"}); 201];
    for (key, value) in [
        ("inputs", json!(many)),
        ("inputs", json!([{"kind": "service_answered", "status": 7}])),
        ("inputs", json!([{"kind": "order_found", "facts": {"Not a name": "x"}}])),
        ("contact", json!({"size": 1e300})),
    ] {
        let mut request = json!({"source": FLOW});
        request[key] = value;
        let refused = shop.simulate(&request).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!(key)));
    }
    for wrong in [json!([{"kind": "nothing"}]), json!([{"kind": "wait", "for": "1h"}]), json!([["text", "hi"]])] {
        let refused = shop.simulate(&json!({"source": FLOW, "inputs": wrong})).await;
        assert_eq!(refused.problem(), "malformed_request");
    }
}
