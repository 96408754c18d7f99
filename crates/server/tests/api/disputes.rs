//! Disputes, as a customer and a brand go through them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::customers::{Shop, order};
use crate::node::Person;
use crate::request::Answer;

/// The moment at which the clock of a node stands.
const BEGIN: i64 = 1_790_000_000_000;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A shop whose customer Ada has proved an order.
struct Scene {
    shop: Shop,
    order: String,
}

impl Scene {
    async fn open() -> Self {
        let shop = Shop::open().await;
        shop.tell(&[order(1, "ada@example.org"), order(2, "grace@example.org")]).await;
        let verify = json!({"number": "RW-1", "postcode": "10999"});
        let path = format!("/v1/conversations/{}/orders/verification", shop.conversations[0]);
        let order = shop.call(Method::POST, &shop.anna, &path, &verify).await.expect(200).body;
        let order = order["id"].as_str().expect("an id").to_owned();
        Self { shop, order }
    }

    fn path(&self) -> String {
        format!("/v1/conversations/{}/disputes", self.shop.conversations[0])
    }

    async fn opens(&self, by: &Person, about: Value) -> Answer {
        let mut body = json!({"client_id": uuid::Uuid::new_v4(), "text": "The bowl came broken.", "messages": [1]});
        if !about.is_null() {
            body["order"] = about;
        }
        self.shop.call(Method::POST, by, &self.path(), &body).await
    }

    /// Ada opens a dispute about her order; its id.
    async fn opened(&self) -> String {
        let opened = self.opens(&self.shop.ada, json!(self.order)).await.expect(201).body;
        opened["id"].as_str().expect("an id").to_owned()
    }

    async fn takes(&self, by: &Person, dispute: &str, step: Value) -> Answer {
        let mut body = json!({"client_id": uuid::Uuid::new_v4(), "step": step});
        if matches!(&body["step"], Value::String(step) if step == "state") || body["step"]["ask"].is_object() {
            body["text"] = json!("Here is more.");
        }
        self.shop.call(Method::POST, by, &format!("{}/{dispute}/steps", self.path()), &body).await
    }

    async fn decides(&self, by: &Person, dispute: &str) -> Answer {
        let body = json!({"client_id": uuid::Uuid::new_v4(), "ruling": "for_customer", "text": "It was our fault.",
            "remedy": {"replacement": {"items": [{"name": "Blue bowl", "quantity": 1}]}}});
        self.shop.call(Method::POST, by, &format!("{}/{dispute}/decision", self.path()), &body).await
    }

    async fn seen(&self, by: &Person, dispute: &str) -> Value {
        self.shop.node.get(&format!("{}/{dispute}", self.path())).by(by).send().await.expect(200).body
    }

    /// The cards in the thread, as the customer reads them.
    async fn cards(&self) -> Vec<Value> {
        let path = format!("/v1/conversations/{}/events", self.shop.conversations[0]);
        let page = self.shop.node.get(&path).by(&self.shop.ada).send().await.expect(200).body;
        let events = page["events"].as_array().expect("events").iter();
        events.map(|event| event["body"]["dispute"].clone()).filter(|card| !card.is_null()).collect()
    }

    /// So much later, with everything done that is due then.
    async fn later(&self, after: i64) {
        self.shop.node.clock.set(BEGIN + after);
        self.shop.node.messaging.ring_due_disputes().await.expect("looks");
    }
}

fn voucher(until: i64) -> Value {
    let worth = json!({"amount": 1_000, "currency": "EUR"});
    json!({"offer": {"remedy": {"voucher": {"worth": worth, "code": "SORRY-10"}}, "until": until}})
}

fn refund(amount: i64) -> Value {
    json!({"offer": {"remedy": {"refund": {"amount": amount, "currency": "EUR"}}, "until": BEGIN + DAY}})
}

/// What is said to what was refused.
fn refused(answer: &Answer, code: &str) -> Value {
    assert_eq!(answer.problem(), code, "{}", answer.body);
    answer.body.clone()
}

fn kinds(history: &Value) -> Vec<&str> {
    let steps = history["history"].as_array().expect("steps").iter();
    steps.map(|step| step["deed"]["kind"].as_str().expect("a kind")).collect()
}

#[tokio::test]
async fn a_dispute_goes_from_a_broken_bowl_to_money_back() {
    let scene = Scene::open().await;
    let Shop { ada, anna, .. } = &scene.shop;
    let dispute = scene.opened().await;
    scene.takes(anna, &dispute, json!({"ask": {}})).await.expect(200);
    let answered = scene.takes(ada, &dispute, json!("state")).await.expect(200).body;
    assert_eq!(answered["state"], "waiting_for_brand");
    scene.takes(anna, &dispute, voucher(BEGIN + DAY)).await.expect(200);
    let seen = scene.seen(ada, &dispute).await;
    assert_eq!(seen["dispute"]["offer"]["remedy"], json!({"voucher": {"worth": {"amount": 1000, "currency": "EUR"}}}));
    assert!(!scene.cards().await.iter().any(|card| card.to_string().contains("SORRY")), "its code is not theirs yet");
    scene.takes(ada, &dispute, json!({"decline": {"offer": 1}})).await.expect(200);

    let too_much = refused(&scene.takes(anna, &dispute, refund(4_991)).await, "invalid_parameter");
    assert_eq!(too_much["field"], "remedy");
    scene.takes(anna, &dispute, refund(4_990)).await.expect(200);
    let late = scene.takes(ada, &dispute, json!({"accept": {"offer": 1}})).await;
    refused(&late, "dispute_refused");
    let (one, other) = tokio::join!(
        scene.takes(ada, &dispute, json!({"accept": {"offer": 2}})),
        scene.takes(ada, &dispute, json!({"decline": {"offer": 2}})),
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "one answer wins");

    let (of_ada, of_anna) = (scene.seen(ada, &dispute).await, scene.seen(anna, &dispute).await);
    assert_eq!(kinds(&of_ada)[..5], ["opened", "asked", "stated", "offered", "declined"]);
    assert_eq!(kinds(&of_ada), kinds(&of_anna));
    let members: Vec<_> = of_anna["history"].as_array().expect("steps").iter().map(|step| &step["by"]).collect();
    assert_eq!(*members[1], json!(anna.account));
    assert!(!of_ada.to_string().contains(&anna.account.to_string()), "a customer knows the brand, not who works there");
    let cards = scene.cards().await;
    let states: Vec<_> = cards.iter().map(|card| card["step"].as_i64().expect("a number")).collect();
    assert_eq!(states, [1, 2, 3, 4, 5, 6, 7], "the thread tells each step once");
    assert_eq!(cards.last().expect("a card")["state"], of_ada["dispute"]["state"]);
    let order = scene.shop.contact(&scene.shop.conversations[0]).await["orders"][0].clone();
    assert_eq!(order["refunded"], 0, "the order changes when the shop says so");
}

#[tokio::test]
async fn who_may_do_what_and_each_command_once() {
    let scene = Scene::open().await;
    let Shop { ada, anna, olga, node, .. } = &scene.shop;
    let others = refused(&scene.opens(ada, json!("ord_0000000000001")).await, "invalid_parameter");
    assert_eq!(others["field"], "order");
    let body = json!({"client_id": uuid::Uuid::new_v4(), "order": scene.order, "text": "It came broken."});
    let first = scene.shop.call(Method::POST, ada, &scene.path(), &body).await.expect(201).body;
    let again = scene.shop.call(Method::POST, ada, &scene.path(), &body).await.expect(201).body;
    assert_eq!((first.clone(), scene.cards().await.len()), (again, 1));
    let mut other = body.clone();
    other["text"] = json!("It never came.");
    refused(&scene.shop.call(Method::POST, ada, &scene.path(), &other).await, "client_id_conflict");
    refused(&scene.opens(anna, json!(scene.order)).await, "dispute_refused");

    let dispute = first["id"].as_str().expect("an id");
    refused(&scene.takes(ada, dispute, refund(1)).await, "forbidden");
    refused(&scene.takes(anna, dispute, json!({"accept": {"offer": 1}})).await, "forbidden");
    refused(&scene.takes(anna, dispute, json!("withdraw")).await, "dispute_refused");
    refused(&scene.decides(anna, dispute).await, "forbidden");
    let mut forged = crate::request::message("Dispute 1: decided.");
    forged["body"]["dispute"] = scene.cards().await[0].clone();
    let path = format!("/v1/conversations/{}/messages", scene.shop.conversations[0]);
    refused(&node.post(&path).by(ada).json(&forged).send().await, "body_invalid");

    let decided = scene.decides(olga, dispute).await.expect(200).body;
    assert_eq!((&decided["state"], &decided["decision"]["ruling"]), (&json!("decided"), &json!("for_customer")));
    refused(&scene.takes(ada, dispute, json!("state")).await, "dispute_refused");
    let told = scene.cards().await.pop().expect("a card");
    assert_eq!(told["text"], "It was our fault.");
    let audit = node.get("/v1/brand/audit").by(olga).send().await.expect(200).body;
    let deeds: Vec<_> = audit["entries"].as_array().expect("entries").iter().map(|one| &one["deed"]).collect();
    assert!(deeds.contains(&&json!("dispute_decided")), "{deeds:?}");
}

#[tokio::test]
async fn time_ends_offers_warns_once_and_is_counted() {
    let scene = Scene::open().await;
    let Shop { ada, anna, olga, node, .. } = &scene.shop;
    let dispute = scene.opened().await;
    let find = json!({"filter": {"has_dispute": true}});
    let count =
        async || node.post("/v1/brand/views/count").by(anna).json(&find).send().await.expect(200).body["count"].clone();
    assert_eq!(count().await, 1);
    scene.takes(anna, &dispute, voucher(BEGIN + HOUR)).await.expect(200);
    scene.takes(anna, &dispute, json!({"due": {"at": BEGIN + 2 * DAY}})).await.expect(200);
    scene.later(HOUR).await;
    let lapsed = scene.cards().await.pop().expect("a card");
    assert_eq!((&lapsed["deed"]["kind"], &lapsed["state"]), (&json!("lapsed"), &json!("waiting_for_brand")));
    refused(&scene.takes(ada, &dispute, json!({"accept": {"offer": 1}})).await, "dispute_refused");
    for after in [DAY, DAY + HOUR, 2 * DAY, 2 * DAY + HOUR] {
        scene.later(after).await;
    }
    let of_anna = scene.seen(anna, &dispute).await;
    assert_eq!(kinds(&of_anna), ["opened", "offered", "due", "lapsed", "due_soon", "overdue"]);
    assert_eq!(kinds(&scene.seen(ada, &dispute).await), ["opened", "offered", "lapsed"]);
    assert_eq!((&of_anna["dispute"]["overdue"], scene.cards().await.len()), (&json!(true), 3));

    scene.takes(anna, &dispute, json!({"ask": {"until": BEGIN + 3 * DAY}})).await.expect(200);
    scene.later(3 * DAY).await;
    assert_eq!(scene.seen(ada, &dispute).await["dispute"]["state"], "expired");
    assert_eq!(count().await, 0);
    let second = scene.opened().await;
    scene.later(3 * DAY + HOUR).await;
    scene.decides(olga, &second).await.expect(200);
    let report = node.get("/v1/reports?from=2026-09-21&to=2026-10-31").by(olga).send().await.expect(200).body;
    let disputes = &report["totals"]["disputes"];
    assert_eq!((&disputes["opened"], &disputes["settled"]["count"]), (&json!(2), &json!(0)));
    assert_eq!((&disputes["decided"]["count"], &disputes["decided"]["mean"]), (&json!(1), &json!(HOUR)));
}
