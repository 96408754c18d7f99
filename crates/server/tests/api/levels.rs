//! Service levels: what is promised stands on the ticket, is told of when its time comes, and once.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::Answer;

const BEGIN: i64 = 1_790_000_000_000;
const MINUTE: i64 = 60_000;

/// A shop that answers within half an hour, urgent tickets within ten minutes; with Anna who answers and Ada who asks.
struct Scene {
    node: Node,
    olga: Person,
    anna: Person,
    ada: Person,
    conversation: String,
}

fn all() -> Value {
    let within = |minutes| json!({"minutes": minutes, "hours": "always"});
    json!({"warning_percent": 25, "policies": [
        {"name": "Urgent", "priorities": ["urgent"], "first_response": within(10), "pauses": true},
        {"name": "All", "first_response": within(30), "next_response": within(60), "resolution": within(480), "pauses": true},
    ]})
}

async fn set(node: &Node, by: &Person, levels: &Value) -> Answer {
    node.request(Method::PUT, "/v1/brand/service-levels").by(by).json(levels).send().await
}

impl Scene {
    async fn open() -> Self {
        let node = Node::start().await;
        node.clock.set(BEGIN);
        let olga = node.shop(&node.person("olga").await).await;
        let anna = node.member(&olga, "anna", "agent").await;
        set(&node, &olga, &all()).await.expect(200);
        let ada = node.person("ada").await;
        let conversation = node.ask(&ada, "hello").await;
        Self { node, olga, anna, ada, conversation }
    }

    /// So many minutes after the beginning, with everything told that is to be told then.
    async fn at(&self, minutes: i64) {
        self.node.clock.set(BEGIN + minutes * MINUTE);
        self.node.messaging.ring_due_tickets().await.expect("looks");
    }

    async fn change(&self, change: Value) {
        let path = format!("/v1/conversations/{}/ticket", self.conversation);
        self.node.request(Method::PATCH, &path).by(&self.anna).json(&change).send().await.expect(200);
    }

    async fn get(&self, path: &str) -> Value {
        self.node.get(path).by(&self.anna).send().await.expect(200).body
    }

    async fn ticket(&self) -> Value {
        self.get(&format!("/v1/conversations/{}", self.conversation)).await["conversation"]["thread"]["ticket"].clone()
    }

    /// Until when what is promised is due, in minutes after the beginning, by target.
    async fn due(&self) -> Vec<(String, Option<i64>)> {
        let ticket = self.ticket().await;
        let clocks = ticket["promise"]["clocks"].as_array().cloned().unwrap_or_default();
        let minutes = |clock: &Value| clock["due_at"].as_i64().map(|due| (due - BEGIN) / MINUTE);
        clocks.iter().map(|clock| (clock["target"].as_str().expect("a target").to_owned(), minutes(clock))).collect()
    }

    /// What was told of clocks.
    async fn told(&self) -> Vec<Value> {
        let page = self.get(&format!("/v1/conversations/{}/journal", self.conversation)).await;
        let entries = page["entries"].as_array().expect("entries").iter().map(|entry| entry["what"].clone());
        entries.filter(|what| ["due_soon", "breached", "kept"].iter().any(|kind| what["kind"] == *kind)).collect()
    }

    async fn listed(&self, query: &str) -> Vec<i64> {
        let page = self.get(&format!("/v1/tickets?{query}")).await;
        let tickets = page["tickets"].as_array().expect("tickets").iter();
        tickets.map(|row| row["ticket"]["ordinal"].as_i64().expect("a number")).collect()
    }
}

fn target(name: &str, due: Option<i64>) -> (String, Option<i64>) {
    (name.to_owned(), due)
}

#[tokio::test]
async fn an_answer_in_time_is_kept_and_a_late_one_is_breached_once() {
    let scene = Scene::open().await;
    assert_eq!(scene.due().await, [target("first_response", Some(30)), target("resolution", Some(480))]);
    scene.at(22).await;
    assert_eq!(scene.told().await, [0_i64; 0]);
    scene.at(23).await;
    scene.at(24).await;
    let soon = json!({"kind": "due_soon", "target": "first_response", "due_at": BEGIN + 30 * MINUTE});
    assert_eq!(scene.told().await, std::slice::from_ref(&soon));
    scene.node.send(&scene.anna, &scene.conversation, "an answer").await;
    let kept = json!({"kind": "kept", "target": "first_response", "policy": "All", "member": scene.anna.account});
    assert_eq!(scene.told().await, [soon, kept]);
    scene.node.send(&scene.ada, &scene.conversation, "and another thing").await;
    assert_eq!(scene.due().await, [target("resolution", Some(480)), target("next_response", Some(84))]);
    scene.at(85).await;
    scene.at(86).await;
    let breached =
        json!({"kind": "breached", "target": "next_response", "policy": "All", "member": scene.anna.account});
    assert_eq!(scene.told().await[2..], [breached]);
    scene.node.send(&scene.anna, &scene.conversation, "late").await;
    scene.change(json!({"status": "resolved"})).await;
    let kinds: Vec<Value> = scene.told().await.iter().map(|what| what["kind"].clone()).collect();
    assert_eq!(kinds, ["due_soon", "kept", "breached", "kept"]);
    assert_eq!(scene.ticket().await["promise"], Value::Null);
}

#[tokio::test]
async fn two_who_look_at_once_tell_once() {
    let scene = Scene::open().await;
    scene.node.clock.set(BEGIN + 31 * MINUTE);
    let messaging = &scene.node.messaging;
    let (one, other) = tokio::join!(messaging.ring_due_tickets(), messaging.ring_due_tickets());
    one.and(other).expect("both look");
    let breached = json!({"kind": "breached", "target": "first_response", "policy": "All"});
    assert_eq!(scene.told().await, [breached]);
}

#[tokio::test]
async fn the_clock_rests_with_the_ticket_and_goes_by_its_priority() {
    let scene = Scene::open().await;
    scene.at(4).await;
    scene.change(json!({"status": "pending"})).await;
    assert_eq!(scene.due().await, [target("first_response", None), target("resolution", None)]);
    assert_eq!(scene.ticket().await["promise"]["clocks"][0]["left"], 26 * MINUTE);
    scene.at(300).await;
    scene.change(json!({"status": "open"})).await;
    assert_eq!(scene.due().await[0], target("first_response", Some(326)));
    scene.at(301).await;
    scene.change(json!({"priority": "urgent"})).await;
    assert_eq!(scene.ticket().await["promise"]["policy"], "Urgent");
    // Five of ten minutes have passed, and this policy promises no resolution.
    assert_eq!(scene.due().await, [target("first_response", Some(306))]);
    assert_eq!(scene.told().await, [0_i64; 0]);
}

#[tokio::test]
async fn what_is_due_is_listed_the_nearest_first() {
    let scene = Scene::open().await;
    let node = &scene.node;
    scene.at(5).await;
    let grace = node.person("grace").await;
    let other = node.ask(&grace, "hello").await;
    node.clock.set(BEGIN + 6 * MINUTE);
    let linus = node.person("linus").await;
    node.ask(&linus, "hello").await;
    let path = format!("/v1/conversations/{other}/ticket");
    node.request(Method::PATCH, &path).by(&scene.anna).json(&json!({"priority": "urgent"})).send().await.expect(200);
    assert_eq!(scene.listed("order=due").await, [2, 1, 3]);
    assert_eq!(scene.listed("order=due&of=nobody").await, [2, 1, 3]);
    assert_eq!(scene.listed("order=due&of=me").await, [0_i64; 0]);
    let page = scene.get("/v1/tickets?order=due&limit=1").await;
    let next = page["next"].as_str().expect("another page");
    assert_eq!(scene.listed(&format!("order=due&limit=1&after={next}")).await, [1]);
    assert_eq!(scene.get("/v1/tickets/counts").await["due"], 3);
    scene.change(json!({"status": "resolved"})).await;
    assert_eq!(scene.listed("order=due").await, [2, 3]);
}

#[tokio::test]
async fn customers_see_nothing_of_it_and_levels_are_checked() {
    let scene = Scene::open().await;
    let path = format!("/v1/conversations/{}", scene.conversation);
    let seen = scene.node.get(&path).by(&scene.ada).send().await.expect(200).body;
    assert!(!seen.to_string().contains("promise"), "{seen}");
    assert_eq!(scene.get("/v1/brand/service-levels").await["policies"][1]["name"], "All");
    set(&scene.node, &scene.anna, &all()).await.expect(403);
    let policy = |part: Value| {
        let mut policy = json!({"name": "All", "first_response": {"minutes": 5, "hours": "always"}, "pauses": true});
        policy.as_object_mut().expect("an object").extend(part.as_object().expect("an object").clone());
        policy
    };
    for (levels, field) in [
        (json!({"policies": [], "warning_percent": 0}), "warning_percent"),
        (json!({"policies": [policy(json!({"name": ""}))], "warning_percent": 25}), "policies"),
        (json!({"policies": [policy(json!({})), policy(json!({}))], "warning_percent": 25}), "policies"),
        (json!({"policies": vec![policy(json!({})); 21], "warning_percent": 25}), "policies"),
        (
            json!({"policies": [policy(json!({"resolution": {"minutes": 0, "hours": "always"}}))], "warning_percent": 25}),
            "policies",
        ),
    ] {
        let answer = set(&scene.node, &scene.olga, &levels).await.expect(400);
        assert_eq!((answer.problem(), &answer.body["field"]), ("invalid_parameter", &json!(field)), "{levels}");
    }
    // Without policies nothing is promised, and what was is never breached.
    set(&scene.node, &scene.olga, &json!({"policies": [], "warning_percent": 25})).await.expect(200);
    scene.at(60).await;
    assert_eq!((scene.ticket().await["promise"].clone(), scene.told().await.len()), (Value::Null, 0));
}
