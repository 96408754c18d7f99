//! Pending tickets that are resolved by themselves when the customer does not answer.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::{Answer, message};

const BEGIN: i64 = 1_790_000_000_000;
const DAY: i64 = 24 * 60 * 60_000;

/// A shop that closes what is pending after a week, with Anna who answers and Ada who asks.
struct Scene {
    node: Node,
    olga: Person,
    anna: Person,
    ada: Person,
    conversation: String,
}

fn after(days: i64) -> Value {
    json!({"is_on": true, "days": days, "message": "We close this. Write to us whenever you like."})
}

async fn set(node: &Node, by: &Person, settings: &Value) -> Answer {
    node.request(Method::PUT, "/v1/brand/closing").by(by).json(settings).send().await
}

impl Scene {
    async fn open() -> Self {
        let node = Node::start().await;
        node.clock.set(BEGIN);
        let olga = node.shop(&node.person("olga").await).await;
        let anna = node.member(&olga, "anna", "agent").await;
        set(&node, &olga, &after(7)).await.expect(200);
        let ada = node.person("ada").await;
        let conversation = node.ask(&ada, "hello").await;
        Self { node, olga, anna, ada, conversation }
    }

    /// So many days after the beginning, with everything done that is due then.
    async fn at(&self, days: i64) {
        self.node.clock.set(BEGIN + days * DAY);
        self.node.messaging.close_due_tickets().await.expect("looks");
    }

    /// Anna answers and has the customer's answer waited for.
    async fn wait(&self) {
        self.node.send(&self.anna, &self.conversation, "Which size?").await;
        self.to("pending").await;
    }

    async fn to(&self, status: &str) {
        let path = format!("/v1/conversations/{}/ticket", self.conversation);
        let change = json!({"status": status});
        self.node.request(Method::PATCH, &path).by(&self.anna).json(&change).send().await.expect(200);
    }

    async fn get(&self, by: &Person, path: &str) -> Value {
        self.node.get(path).by(by).send().await.expect(200).body
    }

    async fn ticket(&self) -> Value {
        let path = format!("/v1/conversations/{}", self.conversation);
        self.get(&self.anna, &path).await["conversation"]["thread"]["ticket"].clone()
    }

    async fn status(&self) -> String {
        self.ticket().await["status"].as_str().expect("a status").to_owned()
    }

    /// What Ada has been told, the newest last.
    async fn texts(&self) -> Vec<Value> {
        let page = self.get(&self.ada, &format!("/v1/conversations/{}/events", self.conversation)).await;
        page["events"].as_array().expect("events").iter().map(|event| event["body"]["text"].clone()).collect()
    }

    /// What happened last, by whom.
    async fn happened(&self, last: usize) -> Vec<(Value, Value)> {
        let page = self.get(&self.anna, &format!("/v1/conversations/{}/journal", self.conversation)).await;
        let entries = page["entries"].as_array().expect("entries");
        entries[entries.len() - last..].iter().map(|entry| (entry["what"].clone(), entry["author"].clone())).collect()
    }
}

#[tokio::test]
async fn a_customer_who_does_not_answer_is_told_and_the_ticket_is_resolved_by_nobody() {
    let scene = Scene::open().await;
    scene.wait().await;
    scene.at(6).await;
    assert_eq!(scene.status().await, "pending");
    assert_eq!(scene.ticket().await["quiet_since"], json!(BEGIN));
    assert_eq!(scene.get(&scene.anna, "/v1/brand").await["closes"], json!({"days": 7, "since": BEGIN}));
    scene.at(7).await;
    scene.at(8).await;
    assert_eq!(scene.status().await, "resolved");
    assert_eq!(scene.texts().await, ["hello", "Which size?", "We close this. Write to us whenever you like."]);
    let brand = scene.olga.acting_for.expect("acts for the shop");
    let what = [json!({"kind": "closed", "days": 7, "seq": 3}), json!({"kind": "status", "to": "resolved"})];
    assert_eq!(scene.happened(2).await, what.map(|what| (what, json!(brand))));
    let report = scene.get(&scene.olga, "/v1/reports?from=2026-09-21&to=2026-10-20").await;
    assert_eq!((&report["totals"]["resolved"], &report["totals"]["backlog"]), (&json!(1), &json!(0)));
    let members = scene.get(&scene.olga, "/v1/reports/members?from=2026-09-21&to=2026-10-20").await;
    let resolved = members["members"].as_array().expect("members").iter().map(|one| one["resolved"].as_i64());
    assert_eq!(resolved.flatten().sum::<i64>(), 0, "nobody did it");
    // What they write then opens it again, by the rule of every resolution.
    scene.node.send(&scene.ada, &scene.conversation, "Medium, sorry").await;
    assert_eq!((scene.status().await, &scene.ticket().await["ordinal"]), ("open".to_owned(), &json!(1)));
}

#[tokio::test]
async fn who_waits_for_the_brand_is_never_closed_and_each_word_gives_all_days_again() {
    let scene = Scene::open().await;
    // Nobody has answered: the status says nothing of who is waited for.
    scene.to("pending").await;
    scene.at(30).await;
    assert_eq!(scene.status().await, "pending");
    scene.node.send(&scene.anna, &scene.conversation, "Which size?").await;
    scene.at(35).await;
    scene.node.send(&scene.anna, &scene.conversation, "Are you there?").await;
    scene.at(41).await;
    assert_eq!(scene.status().await, "pending");
    scene.node.send(&scene.ada, &scene.conversation, "Medium").await;
    scene.at(90).await;
    assert_eq!(scene.status().await, "open");
    scene.wait().await;
    scene.to("snoozed").await;
    scene.at(120).await;
    assert_eq!(scene.status().await, "snoozed");
}

#[tokio::test]
async fn a_ticket_is_not_closed_while_a_reply_waits_to_be_sent() {
    let scene = Scene::open().await;
    scene.wait().await;
    let path = format!("/v1/conversations/{}/scheduled", scene.conversation);
    let mut reply = message("The blue ones are back");
    reply["at"] = json!({"moment": BEGIN + 20 * DAY});
    let kept = scene.node.post(&path).by(&scene.anna).json(&reply).send().await.expect(201).body["id"].clone();
    scene.at(10).await;
    assert_eq!(scene.status().await, "pending");
    let path = format!("{path}/{}", kept.as_str().expect("an id"));
    scene.node.request(Method::DELETE, &path).by(&scene.anna).send().await.expect(204);
    scene.at(11).await;
    assert_eq!(scene.status().await, "resolved");
}

#[tokio::test]
async fn days_are_counted_from_when_it_is_switched_on_or_changed() {
    let scene = Scene::open().await;
    let (node, olga) = (&scene.node, &scene.olga);
    set(node, olga, &json!({"is_on": false, "days": 7, "message": ""})).await.expect(200);
    scene.wait().await;
    scene.at(20).await;
    assert_eq!(scene.status().await, "pending", "it is off");
    set(node, olga, &after(5)).await.expect(200);
    scene.at(24).await;
    assert_eq!(scene.status().await, "pending", "days before it was switched on do not count");
    // Other words change no days; nothing is said where there are none.
    set(node, olga, &json!({"is_on": true, "days": 5, "message": ""})).await.expect(200);
    scene.at(25).await;
    assert_eq!(scene.status().await, "resolved");
    assert_eq!(scene.texts().await, ["hello", "Which size?"]);
    assert_eq!(scene.happened(2).await[0].0, json!({"kind": "closed", "days": 5}));
}

#[tokio::test]
async fn two_who_look_at_once_close_once() {
    let scene = Scene::open().await;
    scene.wait().await;
    scene.node.clock.set(BEGIN + 7 * DAY);
    let messaging = &scene.node.messaging;
    let (one, other) = tokio::join!(messaging.close_due_tickets(), messaging.close_due_tickets());
    one.and(other).expect("both look");
    assert_eq!(scene.texts().await.len(), 3);
}

#[tokio::test]
async fn what_is_set_is_checked_and_seen_by_the_team() {
    let scene = Scene::open().await;
    assert_eq!(scene.get(&scene.anna, "/v1/brand/closing").await, after(7));
    set(&scene.node, &scene.anna, &after(7)).await.expect(403);
    for (settings, code, field) in [
        (after(0), "invalid_parameter", "days"),
        (after(91), "invalid_parameter", "days"),
        (json!({"is_on": true, "days": 7, "message": "x".repeat(1_001)}), "text_invalid", "message"),
        (json!({"is_on": true, "days": 7, "message": " "}), "text_invalid", "message"),
    ] {
        let answer = set(&scene.node, &scene.olga, &settings).await;
        assert_eq!((answer.problem(), &answer.body["field"]), (code, &json!(field)), "{settings}");
    }
}
