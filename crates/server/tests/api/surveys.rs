//! What customers are asked once a ticket is resolved, and what comes of their answers.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::{Answer, message};

const BEGIN: i64 = 1_790_000_000_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// A shop that asks its customers, with Anna who answers and Ada who wants something.
struct Scene {
    node: Node,
    olga: Person,
    anna: Person,
    ada: Person,
    conversation: String,
}

fn settings() -> Value {
    json!({
        "is_on": true, "question": "How did we do?", "answers": ["awful", "bad", "okay", "good", "great"],
        "thanks": "Thank you.", "remark": "Say more", "delay_minutes": 10, "quiet_days": 14,
    })
}

async fn set(node: &Node, by: &Person, settings: &Value) -> Answer {
    node.request(Method::PUT, "/v1/brand/survey").by(by).json(settings).send().await
}

impl Scene {
    async fn open() -> Self {
        let node = Node::start().await;
        let olga = node.shop(&node.person("olga").await).await;
        let anna = node.member(&olga, "anna", "agent").await;
        set(&node, &olga, &settings()).await.expect(200);
        let ada = node.person("ada").await;
        let conversation = node.ask(&ada, "hello").await;
        Self { node, olga, anna, ada, conversation }
    }

    /// So many milliseconds after the beginning, with everything done that is due then.
    async fn at(&self, after: i64) {
        self.node.clock.set(BEGIN + after);
        self.node.messaging.ask_due_customers().await.expect("looks");
    }

    async fn to(&self, status: &str) {
        let path = format!("/v1/conversations/{}/ticket", self.conversation);
        self.node
            .request(Method::PATCH, &path)
            .by(&self.anna)
            .json(&json!({"status": status}))
            .send()
            .await
            .expect(200);
    }

    /// Anna answers and resolves.
    async fn resolve(&self) {
        self.node.send(&self.anna, &self.conversation, "an answer").await;
        self.to("resolved").await;
    }

    /// The newest messages, as texts.
    async fn texts(&self) -> Vec<String> {
        self.events().await.iter().map(|event| event["body"]["text"].as_str().expect("a text").to_owned()).collect()
    }

    async fn events(&self) -> Vec<Value> {
        let path = format!("/v1/conversations/{}/events", self.conversation);
        self.node.get(&path).by(&self.ada).send().await.expect(200).body["events"].as_array().expect("events").clone()
    }

    /// Ada taps what the message at a seq offers.
    async fn tap(&self, seq: usize, id: &str, text: &str) {
        let mut tapped = message(text);
        tapped["body"]["chosen"] = json!({"seq": seq, "id": id});
        let path = format!("/v1/conversations/{}/messages", self.conversation);
        self.node.post(&path).by(&self.ada).json(&tapped).send().await.expect(201);
    }

    async fn ticket(&self) -> Value {
        let path = format!("/v1/conversations/{}", self.conversation);
        let seen = self.node.get(&path).by(&self.anna).send().await.expect(200).body;
        seen["conversation"]["thread"]["ticket"].clone()
    }

    /// What happened, by kind, in the brand's journal.
    async fn happenings(&self, kinds: &[&str]) -> Vec<Value> {
        let path = format!("/v1/conversations/{}/journal", self.conversation);
        let page = self.node.get(&path).by(&self.anna).send().await.expect(200).body;
        let entries = page["entries"].as_array().expect("entries").iter().map(|entry| entry["what"].clone());
        entries.filter(|what| kinds.iter().any(|kind| what["kind"] == *kind)).collect()
    }

    async fn satisfaction(&self) -> Value {
        let path = "/v1/reports?from=2026-09-21&to=2026-10-31";
        self.node.get(path).by(&self.olga).send().await.expect(200).body["totals"]["satisfaction"].clone()
    }
}

#[tokio::test]
async fn a_customer_is_asked_answers_and_nothing_opens_again() {
    let scene = Scene::open().await;
    scene.resolve().await;
    scene.at(9 * MINUTE).await;
    assert_eq!(scene.texts().await, ["hello", "an answer"], "not before its time");
    scene.at(10 * MINUTE).await;
    let events = scene.events().await;
    let question = &events[2]["body"];
    assert_eq!((&question["text"], &question["automatic"]), (&json!("How did we do?"), &json!(true)));
    assert_eq!(question["choices"][0], json!({"id": "survey:5", "text": "great"}), "the best first");
    scene.at(11 * MINUTE).await;
    assert_eq!(scene.events().await.len(), 3, "once");

    scene.tap(3, "survey:4", "good").await;
    let events = scene.events().await;
    assert_eq!(events[4]["body"]["text"], json!("Thank you."));
    assert_eq!(events[4]["body"]["choices"], json!([{"id": "survey:remark", "text": "Say more"}]));
    scene.tap(5, "survey:remark", "Say more").await;
    scene.node.send(&scene.ada, &scene.conversation, "You were quick.").await;
    // Neither a second answer nor a second look changes anything.
    scene.tap(3, "survey:1", "awful").await;
    let ticket = scene.ticket().await;
    assert_eq!((&ticket["status"], &ticket["ordinal"]), (&json!("resolved"), &json!(1)));
    assert!(ticket["waiting_since"].is_null(), "nobody waits");

    let anna = &scene.anna.account;
    let what = scene.happenings(&["asked", "rated", "remarked", "reopened", "opened"]).await;
    let expected = json!([
        {"kind": "opened", "ordinal": 1},
        {"kind": "asked", "seq": 3, "ordinal": 1, "member": anna},
        {"kind": "rated", "seq": 4, "ordinal": 1, "score": 4, "member": anna},
        {"kind": "remarked", "seq": 6, "ordinal": 1},
        {"kind": "remarked", "seq": 7, "ordinal": 1},
        {"kind": "remarked", "seq": 8, "ordinal": 1},
    ]);
    assert_eq!(json!(what), expected);

    // What comes after is work like any other.
    scene.node.send(&scene.ada, &scene.conversation, "And one more thing").await;
    assert_eq!(scene.ticket().await["status"], json!("open"));
}

#[tokio::test]
async fn reports_have_what_customers_think() {
    let scene = Scene::open().await;
    scene.resolve().await;
    scene.at(10 * MINUTE).await;
    assert_eq!(scene.satisfaction().await, json!({"asked": 1, "scores": [0, 0, 0, 0, 0]}));
    scene.tap(3, "survey:5", "great").await;
    let given = json!({"asked": 1, "scores": [0, 0, 0, 0, 1], "satisfied": 100});
    assert_eq!(scene.satisfaction().await, given);
    let get = async |path: &str| scene.node.get(path).by(&scene.olga).send().await.expect(200).body;
    let members = get("/v1/reports/members?from=2026-09-21&to=2026-09-21").await;
    let anna = members["members"].as_array().expect("members").iter().find(|one| one["account"]["handle"] == "anna");
    assert_eq!(anna.expect("Anna")["satisfaction"], given);
    let rated = get("/v1/reports/tickets?from=2026-09-21&to=2026-09-21&figure=rated").await;
    let only = &rated["tickets"][0];
    assert_eq!((&only["score"], &only["customer"]["handle"]), (&json!(5), &json!("ada")));
    assert_eq!((&only["took"], &only["member"]), (&Value::Null, &json!(scene.anna.account)));
    let asked = get("/v1/reports/tickets?from=2026-09-21&to=2026-09-21&figure=asked").await;
    assert_eq!(asked["tickets"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn nobody_is_pestered() {
    let scene = Scene::open().await;
    // Resolved, and open again before the question.
    scene.resolve().await;
    scene.node.send(&scene.ada, &scene.conversation, "not yet").await;
    scene.at(10 * MINUTE).await;
    assert_eq!(scene.events().await.len(), 3);
    scene.resolve().await;
    scene.at(20 * MINUTE).await;
    assert_eq!(scene.events().await.len(), 5, "asked ten minutes after it was done");
    // Once about each ticket, however often it is resolved.
    scene.node.send(&scene.ada, &scene.conversation, "again").await;
    scene.resolve().await;
    scene.at(40 * MINUTE).await;
    assert_eq!(scene.events().await.len(), 7);
    // And not about another so soon.
    for (day, events) in [(8, 9), (16, 12)] {
        scene.at(day * DAY).await;
        scene.node.send(&scene.ada, &scene.conversation, "something else").await;
        scene.resolve().await;
        scene.at(day * DAY + 10 * MINUTE).await;
        assert_eq!(scene.events().await.len(), events, "day {day}");
    }
}

#[tokio::test]
async fn who_was_not_answered_is_not_asked_nor_when_it_is_off() {
    let scene = Scene::open().await;
    scene.to("resolved").await;
    scene.at(10 * MINUTE).await;
    assert_eq!(scene.events().await.len(), 1);
    scene.node.send(&scene.ada, &scene.conversation, "hello?").await;
    scene.resolve().await;
    let mut off = settings();
    off["is_on"] = json!(false);
    set(&scene.node, &scene.olga, &off).await.expect(200);
    scene.at(20 * MINUTE).await;
    assert_eq!(scene.events().await.len(), 3, "switched off before its time came");
}

#[tokio::test]
async fn an_answer_counts_for_the_ticket_that_it_is_about() {
    let scene = Scene::open().await;
    scene.resolve().await;
    scene.at(10 * MINUTE).await;
    scene.at(8 * DAY).await;
    scene.node.send(&scene.ada, &scene.conversation, "something else").await;
    assert_eq!(scene.ticket().await["ordinal"], json!(2));
    scene.tap(3, "survey:2", "bad").await;
    let rated = scene.happenings(&["rated"]).await;
    assert_eq!((rated.len(), &rated[0]["ordinal"], &rated[0]["score"]), (1, &json!(1), &json!(2)));
    assert!(scene.ticket().await["waiting_since"].is_i64(), "still waits about the second");
    // What looks like an answer and is none is a message like any other.
    scene.tap(1, "survey:5", "great").await;
    scene.tap(3, "survey:9", "off the scale").await;
    assert_eq!(scene.happenings(&["rated", "remarked"]).await.len(), 1);
}

#[tokio::test]
async fn a_remark_comes_soon_or_is_a_message() {
    let scene = Scene::open().await;
    scene.resolve().await;
    scene.at(10 * MINUTE).await;
    scene.tap(3, "survey:1", "awful").await;
    scene.tap(5, "survey:remark", "Say more").await;
    scene.at(71 * MINUTE).await;
    scene.node.send(&scene.ada, &scene.conversation, "It is broken").await;
    assert_eq!(scene.ticket().await["status"], json!("open"));
}

#[tokio::test]
async fn what_is_wrong_with_a_survey_is_named() {
    let node = Node::start().await;
    let olga = node.shop(&node.person("olga").await).await;
    let found = node.get("/v1/brand/survey").by(&olga).send().await.expect(200).body;
    assert_eq!((&found["is_on"], found["answers"].as_array().map(Vec::len)), (&json!(false), Some(5)));
    let wrong = [
        ("text_invalid", "question", json!("")),
        ("text_invalid", "question", json!("a".repeat(301))),
        ("text_invalid", "remark", json!("two\nlines")),
        ("text_invalid", "answers", json!(["1", "2", "3", "4", ""])),
        ("invalid_parameter", "answers", json!(["1", "2", "3", "4"])),
        ("invalid_parameter", "answers", json!(["1", "2", "3", "4", "4"])),
        ("invalid_parameter", "delay_minutes", json!(10_081)),
        ("invalid_parameter", "quiet_days", json!(366)),
    ];
    for (code, field, value) in wrong {
        let mut settings = settings();
        settings[field] = value;
        let answer = set(&node, &olga, &settings).await;
        assert_eq!((answer.problem(), &answer.body["field"]), (code, &json!(field)), "{settings}");
    }
    let after = node.get("/v1/brand/survey").by(&olga).send().await.expect(200).body;
    assert_eq!(after, found, "nothing was changed");
}
