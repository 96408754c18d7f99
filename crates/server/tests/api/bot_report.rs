//! What came of bots' sessions, counted by hand.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;

use crate::node::{Node, Person};
use crate::request::message;

/// Asks for a size; ends with it, and gives away whoever has none.
const FLOW: &str = r#"{"v": 1, "name": "Sizes", "language": "en", "idle": "1h", "start": "ask", "triggers": {"always": true},
    "variables": {"size": {"kind": "number"}},
    "nodes": {"ask": {"ask": {"text": "Which size?", "into": "size", "then": "end", "otherwise": "people"}},
              "end": {"end": {}}, "people": {"hand_over": {}}}}"#;

async fn bot(node: &Node, owner: &Person, new: Value) -> String {
    let made = node.post("/v1/brand/bots").by(owner).json(&new).send().await.expect(201).body;
    made["account"]["id"].as_str().expect("an id").to_owned()
}

async fn report(node: &Node, owner: &Person, bot: &str) -> Value {
    let path = format!("/v1/brand/bots/{bot}/report?from=2026-01-01&to=2026-12-31");
    node.get(&path).by(owner).send().await.expect(200).body
}

/// The figures, as soon as they are these: sessions that began, were done, gone, and given away.
async fn comes_to(node: &Node, owner: &Person, bot: &str, wanted: [i64; 4]) -> Value {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let report = report(node, owner, bot).await;
        let found = ["reached", "done", "gone", "handed_over"].map(|name| report[name].as_i64().expect("a figure"));
        if found == wanted {
            return report;
        }
        assert!(Instant::now() < deadline, "{report}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn sessions_of_a_flow_are_counted_with_where_they_end() {
    let node = Node::start().await;
    let owner = node.shop(&node.person("olga").await).await;
    let bot = bot(&node, &owner, json!({"name": "Sizes"})).await;
    let versions = format!("/v1/brand/bots/{bot}/versions");
    node.post(&versions).by(&owner).json(&json!({"source": FLOW})).send().await.expect(201);
    let mut customers = Vec::new();
    for handle in ["ada", "grace", "linus", "mallory"] {
        let person = node.person(handle).await;
        let conversation = node.ask(&person, "hi").await;
        customers.push((person, conversation));
    }
    comes_to(&node, &owner, &bot, [4, 0, 0, 0]).await;
    let say = async |customer: usize, text| {
        let (person, conversation) = &customers[customer];
        node.send(person, conversation, text).await;
    };
    say(0, "38").await;
    comes_to(&node, &owner, &bot, [4, 1, 0, 0]).await;
    // One wants a person, one never says a size, one does not come back.
    say(1, "I want a person").await;
    comes_to(&node, &owner, &bot, [4, 1, 0, 1]).await;
    for _ in 0..6 {
        say(2, "none").await;
    }
    comes_to(&node, &owner, &bot, [4, 1, 0, 2]).await;
    node.clock.forward(Duration::from_secs(2 * 3_600));
    Engage::new(node.messaging.clone()).run_due_bots().await.expect("runs");
    let report = comes_to(&node, &owner, &bot, [4, 1, 1, 2]).await;
    let ask = &report["steps"][0];
    assert_eq!(ask["step"], "ask");
    assert_eq!((&ask["handed_over"], &ask["gone"]), (&json!(2), &json!(1)), "where they left: {report}");
    // Every session ended at a step, and nowhere twice.
    let steps = report["steps"].as_array().expect("steps");
    let at_steps = |name: &str| steps.iter().map(|step| step[name].as_i64().expect("a figure")).sum::<i64>();
    for name in ["done", "gone", "handed_over"] {
        assert_eq!(json!(at_steps(name)), report[name], "{name}");
    }
    let end = steps.iter().find(|step| step["step"] == "end").expect("came to its end");
    assert_eq!((&end["entered"], &end["done"]), (&json!(1), &json!(1)));
    // Another bot's figures are its own, and another brand's are nobody's.
    let path = format!("/v1/brand/bots/{}/report?from=2026-01-01&to=2026-12-31", owner.account);
    assert_eq!(node.get(&path).by(&owner).send().await.problem(), "not_found");
}

#[tokio::test]
async fn sessions_of_a_program_are_counted_too() {
    let node = Node::start().await;
    let owner = node.shop(&node.person("olga").await).await;
    let bot = bot(&node, &owner, json!({"name": "Own", "own": {"on": true, "patience_seconds": 60}})).await;
    let path = format!("/v1/brand/bots/{bot}/tokens");
    let made = node.post(&path).by(&owner).json(&json!({"name": "Here"})).send().await.expect(201).body;
    let program = Person {
        handle: "own".to_owned(),
        account: bot.parse().expect("an id"),
        device: made["id"].as_str().expect("an id").parse().expect("an id"),
        token: made["token"].as_str().expect("a token").to_owned(),
        acting_for: None,
    };
    let (ada, grace) = (node.person("ada").await, node.person("grace").await);
    let first = node.ask(&ada, "hi").await;
    comes_to(&node, &owner, &bot, [1, 0, 0, 0]).await;
    let mut answer = message("Hello");
    answer["body"]["automatic"] = json!(true);
    node.post(&format!("/v1/conversations/{first}/messages")).by(&program).json(&answer).send().await.expect(201);
    let ticket = format!("/v1/conversations/{first}/ticket");
    let resolve = json!({"status": "resolved"});
    node.request(Method::PATCH, &ticket).by(&program).json(&resolve).send().await.expect(200);
    comes_to(&node, &owner, &bot, [1, 1, 0, 0]).await;
    // Whoever comes back begins another.
    node.send(&ada, &first, "one more thing").await;
    comes_to(&node, &owner, &bot, [2, 1, 0, 0]).await;
    node.post(&format!("/v1/conversations/{first}/handover")).by(&program).json(&json!({})).send().await.expect(204);
    comes_to(&node, &owner, &bot, [2, 1, 0, 1]).await;
    // What it is too late for, people have.
    node.ask(&grace, "hi").await;
    comes_to(&node, &owner, &bot, [3, 1, 0, 1]).await;
    node.clock.forward(Duration::from_secs(61));
    Engage::new(node.messaging.clone()).run_due_bots().await.expect("runs");
    comes_to(&node, &owner, &bot, [3, 1, 0, 2]).await;
}
