//! Rules: what a brand has done by itself, by events and by clocks, once, and what the team sees of it.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::node::{Node, Person};
use crate::request::Answer;

const BEGIN: i64 = 1_790_000_000_000;
const MINUTE: i64 = 60_000;

/// A shop with Olga who owns it, Anna who answers, and Ada who wants something.
struct Scene {
    node: Node,
    olga: Person,
    anna: Person,
    ada: Person,
}

impl Scene {
    async fn open() -> Self {
        let node = Node::start().await;
        let olga = node.shop(&node.person("olga").await).await;
        let anna = node.member(&olga, "anna", "agent").await;
        let ada = node.person("ada").await;
        Self { node, olga, anna, ada }
    }

    async fn post(&self, rule: &Value) -> Answer {
        self.node.post("/v1/brand/rules").by(&self.olga).json(rule).send().await
    }

    /// Keeps a rule that is on; its id.
    async fn rule(&self, name: &str, when: Value, condition: Value, then: Value) -> String {
        let mut rule = json!({"name": name, "is_on": true, "when": when, "then": then});
        if !condition.is_null() {
            rule["if"] = condition;
        }
        let kept = self.post(&rule).await.expect(201).body;
        kept["id"].as_str().expect("an id").to_owned()
    }

    async fn put(&self, path: &str, json: &Value) -> Answer {
        self.node.request(Method::PUT, path).by(&self.olga).json(json).send().await
    }

    /// The log of rules, the oldest first, as soon as it has so many entries.
    async fn runs(&self, count: usize) -> Vec<Value> {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let page = self.node.get("/v1/brand/rules/runs").by(&self.olga).send().await.expect(200).body;
            let mut runs = page["runs"].as_array().expect("runs").clone();
            if runs.len() >= count {
                assert_eq!(runs.len(), count, "{runs:?}");
                runs.reverse();
                return runs;
            }
            assert!(Instant::now() < deadline, "{count} runs did not come: {runs:?}");
            sleep(Duration::from_millis(5)).await;
        }
    }

    async fn change(&self, conversation: &str, change: Value) {
        let path = format!("/v1/conversations/{conversation}/ticket");
        self.node.request(Method::PATCH, &path).by(&self.anna).json(&change).send().await.expect(200);
    }

    async fn ticket(&self, conversation: &str) -> Value {
        let path = format!("/v1/conversations/{conversation}");
        let seen = self.node.get(&path).by(&self.anna).send().await.expect(200).body;
        seen["conversation"]["thread"]["ticket"].clone()
    }

    async fn journal(&self, conversation: &str) -> Vec<Value> {
        let path = format!("/v1/conversations/{conversation}/journal");
        let page = self.node.get(&path).by(&self.anna).send().await.expect(200).body;
        page["entries"].as_array().expect("entries").iter().map(|entry| entry["what"].clone()).collect()
    }
}

fn names(runs: &[Value]) -> Vec<&str> {
    runs.iter().map(|run| run["name"].as_str().expect("a name")).collect()
}

#[tokio::test]
async fn a_rule_does_what_it_says_once_and_the_team_sees_why() {
    let scene = Scene::open().await;
    let reply = json!({"name": "Soon", "text": "Hello {{customer}}, we look at it. {{agent}}"});
    let reply = scene.node.post("/v1/brand/replies").by(&scene.olga).json(&reply).send().await.expect(201).body;
    let id = scene
        .rule(
            "Refunds are urgent",
            json!({"kind": "customer_wrote"}),
            json!({"kind": "all", "of": [
                {"kind": "words", "any": ["refund", "money back"]}, {"kind": "status", "among": ["open"]},
            ]}),
            json!([
                {"kind": "set_priority", "priority": "urgent"},
                {"kind": "add_labels", "labels": ["refund"]},
                {"kind": "assign", "account": scene.anna.account},
                {"kind": "set_priority", "priority": "urgent"},
                {"kind": "write_note", "text": "Look at the order first."},
                {"kind": "send_reply", "reply": reply["id"]},
            ]),
        )
        .await;
    let conversation = scene.node.ask(&scene.ada, "Where is my parcel?").await;
    scene.node.send(&scene.ada, &conversation, "I want my MONEY back!").await;

    let runs = scene.runs(1).await;
    let run = &runs[0];
    assert_eq!((&run["rule"], &run["ticket"], &run["conversation"]), (&json!(id), &json!(1), &json!(conversation)));
    let undone: Vec<&Value> = run["deeds"].as_array().expect("deeds").iter().map(|deed| &deed["undone"]).collect();
    let nothing = json!("nothing_to_change");
    assert_eq!(undone, [&Value::Null, &Value::Null, &Value::Null, &nothing, &Value::Null, &Value::Null]);
    let ticket = scene.ticket(&conversation).await;
    assert_eq!((&ticket["priority"], &ticket["labels"]), (&json!("urgent"), &json!(["refund"])));
    assert_eq!(ticket["assignee"], json!(scene.anna.account));
    assert!(ticket["waiting_since"].is_i64(), "a rule's words are no answer");

    let journal = scene.journal(&conversation).await;
    let kinds: Vec<&str> = journal.iter().map(|what| what["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["opened", "rule_ran", "prioritised", "labelled", "assigned", "note"]);
    let ran = &journal[1];
    assert_eq!((&ran["name"], &ran["did"], &ran["seq"]), (&json!("Refunds are urgent"), &json!(4), &json!(3)));
    let events = format!("/v1/conversations/{conversation}/events?after=2");
    let said = scene.node.get(&events).by(&scene.ada).send().await.expect(200).body["events"][0]["body"].clone();
    assert_eq!((&said["text"], &said["automatic"]), (&json!("Hello ada, we look at it. The Shop"), &json!(true)));

    let list = scene.node.get("/v1/brand/rules").by(&scene.anna).send().await.expect(200).body;
    assert_eq!(list["rules"][0]["ran"], json!(1));
}

#[tokio::test]
async fn rules_wake_each_other_three_times_and_no_more() {
    let scene = Scene::open().await;
    let swap = |from: &str, to: &str| {
        (
            json!({"kind": "labelled", "label": from}),
            json!([{"kind": "remove_labels", "labels": [from]}, {"kind": "add_labels", "labels": [to]}]),
        )
    };
    for (name, (when, then)) in [("A", swap("a", "b")), ("B", swap("b", "a"))] {
        scene.rule(name, when, Value::Null, then).await;
    }
    let conversation = scene.node.ask(&scene.ada, "hello").await;
    scene.change(&conversation, json!({"add_labels": ["a"]})).await;
    let runs = scene.runs(4).await;
    assert_eq!(names(&runs), ["A", "B", "A", "B"]);
    let undone: Vec<&Value> = runs.iter().map(|run| &run["undone"]).collect();
    assert_eq!(undone, [&Value::Null, &Value::Null, &Value::Null, &json!("chain_too_long")]);
    assert_eq!(scene.ticket(&conversation).await["labels"], json!(["b"]));
}

#[tokio::test]
async fn order_switches_and_stops_count() {
    let scene = Scene::open().await;
    let wrote = json!({"kind": "customer_wrote"});
    let label = |label: &str| json!([{"kind": "add_labels", "labels": [label]}]);
    let first = scene.rule("First", wrote.clone(), Value::Null, label("first")).await;
    let second = scene.rule("Second", wrote.clone(), Value::Null, label("second")).await;
    let conversation = scene.node.ask(&scene.ada, "one").await;
    assert_eq!(names(&scene.runs(2).await), ["First", "Second"]);

    let wrong = scene.put("/v1/brand/rules/order", &json!({"rules": [second]})).await.expect(400);
    assert_eq!(wrong.body["field"], "rules");
    let list = scene.put("/v1/brand/rules/order", &json!({"rules": [second, first]})).await.expect(200).body;
    assert_eq!(list["rules"][0]["rule"]["name"], "Second");
    let stopping = json!({"name": "Second", "is_on": true, "when": wrote, "then": label("again"), "stops": true});
    scene.put(&format!("/v1/brand/rules/{second}"), &stopping).await.expect(200);
    scene.node.send(&scene.ada, &conversation, "two").await;
    assert_eq!(names(&scene.runs(3).await), ["First", "Second", "Second"]);

    // What is written while no rule is on wakes none, now or later.
    for (id, name) in [(&first, "First"), (&second, "Second")] {
        let off = json!({"name": name, "is_on": false, "when": {"kind": "customer_wrote"}, "then": label("off")});
        scene.put(&format!("/v1/brand/rules/{id}"), &off).await.expect(200);
    }
    scene.node.send(&scene.ada, &conversation, "three").await;
    scene.node.clock.set(BEGIN + MINUTE);
    let on = json!({"name": "First", "is_on": true, "when": {"kind": "customer_wrote"}, "then": label("on")});
    scene.put(&format!("/v1/brand/rules/{first}"), &on).await.expect(200);
    scene.node.send(&scene.ada, &conversation, "four").await;
    let runs = scene.runs(4).await;
    assert_eq!(runs[3]["deeds"][0]["action"]["labels"], json!(["on"]));

    scene.node.request(Method::DELETE, &format!("/v1/brand/rules/{first}")).by(&scene.olga).send().await.expect(204);
    let of_second = format!("/v1/brand/rules/runs?rule={second}&limit=1");
    let page = scene.node.get(&of_second).by(&scene.olga).send().await.expect(200).body;
    assert!(page["next"].is_string() && page["runs"].as_array().expect("runs").len() == 1, "{page}");
}

#[tokio::test]
async fn clocks_ring_where_it_is_still_so() {
    let scene = Scene::open().await;
    let nobodys = json!({"kind": "assignee"});
    let late = json!([{"kind": "add_labels", "labels": ["late"]}]);
    scene.rule("Late", json!({"kind": "waiting", "minutes": 30}), nobodys, late).await;
    let stale = json!({"kind": "in_status", "status": "pending", "minutes": 60});
    scene.rule("Stale", stale, Value::Null, json!([{"kind": "set_status", "status": "resolved"}])).await;

    let waits = scene.node.ask(&scene.ada, "hello?").await;
    let grace = scene.node.person("grace").await;
    let taken = scene.node.ask(&grace, "hello?").await;
    scene.change(&taken, json!({"assignee": scene.anna.account})).await;
    let mary = scene.node.person("mary").await;
    let answered = scene.node.ask(&mary, "hello?").await;
    scene.node.send(&scene.anna, &answered, "Yes?").await;
    scene.change(&answered, json!({"status": "pending"})).await;

    scene.node.clock.set(BEGIN + 31 * MINUTE);
    let mut runs = scene.runs(2).await;
    runs.sort_by_key(|run| run["conversation"] != json!(waits));
    assert_eq!((&runs[0]["undone"], &runs[1]["undone"]), (&Value::Null, &json!("no_longer_so")));
    assert_eq!(runs[1]["conversation"], json!(taken));
    assert_eq!(scene.ticket(&waits).await["labels"], json!(["late"]));

    scene.node.clock.set(BEGIN + 61 * MINUTE);
    let runs = scene.runs(3).await;
    assert_eq!((&runs[2]["name"], &runs[2]["conversation"]), (&json!("Stale"), &json!(answered)));
    assert_eq!(scene.ticket(&answered).await["status"], json!("resolved"));
}

#[tokio::test]
async fn what_is_known_of_a_customer_wakes_rules_where_it_changes() {
    let scene = Scene::open().await;
    let tier = json!({"label": "Tier", "kind": "text"});
    scene.put("/v1/brand/attributes/tier", &tier).await.expect(200);
    let gold = json!({"kind": "attribute", "attribute": "tier", "is": "equal", "value": "gold"});
    let urgent = json!([{"kind": "set_priority", "priority": "urgent"}]);
    scene.rule("Gold", json!({"kind": "attribute_changed", "attribute": "tier"}), gold, urgent).await;
    let conversation = scene.node.ask(&scene.ada, "hello").await;
    let path = format!("/v1/conversations/{conversation}/contact");
    for value in ["gold", "Gold", "Gold"] {
        let change = json!({"attributes": {"tier": value}});
        scene.node.request(Method::PATCH, &path).by(&scene.anna).json(&change).send().await.expect(200);
        scene.node.clock.set(BEGIN + MINUTE);
        scene.runs(1).await;
        // The second is another text, the third is not.
        if value == "Gold" {
            break;
        }
    }
    assert_eq!(scene.ticket(&conversation).await["priority"], json!("urgent"));
}

#[tokio::test]
async fn the_past_says_how_often_a_rule_would_have_run() {
    let scene = Scene::open().await;
    let conversation = scene.node.ask(&scene.ada, "I want a refund").await;
    let grace = scene.node.person("grace").await;
    scene.node.ask(&grace, "What do you cost?").await;
    scene.node.clock.set(BEGIN + 3 * 24 * 60 * MINUTE);
    scene.node.send(&scene.anna, &conversation, "Which order is it?").await;
    scene.node.send(&scene.ada, &conversation, "The refund is for number 7").await;
    let then = json!([{"kind": "set_priority", "priority": "high"}]);
    let of = |when: Value, condition: Value| {
        let rule = json!({"name": "R", "is_on": false, "when": when, "if": condition, "then": then});
        let request = scene.node.post("/v1/brand/rules/backtest").by(&scene.olga).json(&json!({"rule": rule}));
        async move { request.send().await.expect(200).body }
    };
    let refunds = of(json!({"kind": "customer_wrote"}), json!({"kind": "words", "any": ["refund"]})).await;
    let days: Vec<&Value> = refunds["days"].as_array().expect("days").iter().map(|day| &day["times"]).collect();
    assert_eq!(days, [&json!(1), &json!(1)], "{refunds}");
    assert_eq!((&refunds["conversations"], &refunds["looked"]), (&json!(2), &json!(2)));
    assert_eq!(refunds["tickets"].as_array().expect("tickets").len(), 1);
    assert_eq!(refunds["tickets"][0]["conversation"], json!(conversation));
    assert!(refunds["next"].is_null());

    let waiting = of(json!({"kind": "waiting", "minutes": 60}), json!({"kind": "assignee"})).await;
    assert_eq!(waiting["days"][0]["times"], json!(2), "{waiting}");
    let never = of(json!({"kind": "waiting", "minutes": 43_200}), Value::Null).await;
    assert_eq!(never["days"], json!([]));
    // Nothing was done by it.
    assert_eq!(scene.runs(0).await.len(), 0);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_where_it_stands() {
    let scene = Scene::open().await;
    let good = json!({
        "name": "R", "is_on": true, "when": {"kind": "opened"}, "then": [{"kind": "set_status", "status": "pending"}],
    });
    let with = |name: &str, value: Value| {
        let mut rule = good.clone();
        rule[name] = value;
        rule
    };
    for (field, rule) in [
        ("name", with("name", json!(""))),
        ("when", with("when", json!({"kind": "waiting", "minutes": 0}))),
        ("if", with("if", json!({"kind": "words", "any": []}))),
        ("then", with("then", json!([]))),
        ("then", with("then", json!([{"kind": "assign", "account": scene.ada.account}]))),
        ("then", with("then", json!([{"kind": "send_reply", "reply": "rpl_0000000000001"}]))),
    ] {
        let refused = scene.post(&rule).await.expect(400);
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!(field)), "{rule}");
    }
    for rule in [
        with("when", json!({"kind": "full_moon"})),
        with("if", json!(["all", []])),
        with("then", json!([{"kind": "call_service", "url": "https://example.org"}])),
    ] {
        assert_eq!(scene.post(&rule).await.expect(400).problem(), "malformed_request", "{rule}");
    }
    let by_anna = scene.node.post("/v1/brand/rules").by(&scene.anna).json(&good).send().await.expect(403);
    assert_eq!(by_anna.problem(), "forbidden");
    for number in 0..100 {
        scene.post(&with("name", json!(format!("Rule {number}")))).await.expect(201);
    }
    assert_eq!(scene.post(&good).await.expect(400).body["field"], "name");
}
