//! Contents that a brand keeps no longer: they go for both sides, with files, notes and what search finds, and nothing else does.

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;

use crate::attachments::upload;
use crate::node::{Node, Person};
use crate::request::{Answer, message};

const BEGIN: i64 = 1_790_000_000_000;
const DAY: i64 = 24 * 60 * 60_000;

/// A shop, with Anna who answers and Ada who asks.
struct Scene {
    node: Node,
    olga: Person,
    anna: Person,
    ada: Person,
    conversation: String,
}

/// What would go, if it is of so many conversations.
fn of(conversations: i64) -> Value {
    json!({"conversations": conversations, "files": 0, "custom_events": 0})
}

fn keeps(conversations: &Value) -> Value {
    json!({"conversations_days": conversations, "files_days": null, "custom_events_days": null})
}

async fn set(node: &Node, by: &Person, days: &Value) -> Answer {
    let settings = json!({"conversations_days": days});
    node.request(Method::PUT, "/v1/brand/retention").by(by).json(&settings).send().await
}

impl Scene {
    async fn open() -> Self {
        let node = Node::start().await;
        node.clock.set(BEGIN);
        let olga = node.shop(&node.person("olga").await).await;
        let anna = node.member(&olga, "anna", "agent").await;
        let ada = node.person("ada").await;
        let conversation = node.ask(&ada, "My password is tulip").await;
        Self { node, olga, anna, ada, conversation }
    }

    /// So many days after the beginning, with everything done that is due then.
    async fn at(&self, days: i64) {
        self.node.clock.set(BEGIN + days * DAY);
        while self.node.messaging.remove_old_contents().await.expect("looks") {}
    }

    fn path(&self, rest: &str) -> String {
        format!("/v1/conversations/{}{rest}", self.conversation)
    }

    async fn resolve(&self) {
        let change = json!({"status": "resolved"});
        self.node.request(Method::PATCH, &self.path("/ticket")).by(&self.anna).json(&change).send().await.expect(200);
    }

    async fn note(&self, text: &str, name: uuid::Uuid) -> Answer {
        let note = json!({"client_id": name, "body": {"v": 1, "text": text}});
        self.node.post(&self.path("/notes")).by(&self.anna).json(&note).send().await
    }

    async fn get(&self, by: &Person, path: &str) -> Value {
        self.node.get(path).by(by).send().await.expect(200).body
    }

    async fn texts(&self, by: &Person) -> Vec<Value> {
        let page = self.get(by, &self.path("/events")).await;
        page["events"].as_array().expect("events").iter().map(|event| event["body"]["text"].clone()).collect()
    }

    async fn removed(&self, by: &Person) -> Value {
        self.get(by, &self.path("")).await["conversation"]["removed"].clone()
    }

    async fn found(&self, word: &str) -> usize {
        Engage::new(self.node.messaging.clone()).finish_search().await.expect("all can be found");
        let found = self.get(&self.anna, &format!("/v1/search?q={word}")).await;
        found["texts"].as_array().expect("texts").len()
    }

    async fn preview(&self, days: i64) -> Value {
        self.get(&self.olga, &format!("/v1/brand/retention/preview?conversations_days={days}")).await
    }
}

#[tokio::test]
async fn what_was_said_long_ago_is_gone_for_both_sides_and_nothing_else_is() {
    let scene = Scene::open().await;
    let node = &scene.node;
    let lamp = upload(node, &scene.ada, &scene.conversation, "tulip.pdf", b"%PDF-1.7\n".to_vec()).await.expect(201);
    let mut said = message("Here it is");
    said["body"]["attachments"] = json!([lamp.body]);
    let said_once = node.post(&scene.path("/messages")).by(&scene.ada).json(&said).send().await.expect(201).body;
    let name = uuid::Uuid::new_v4();
    let noted = scene.note("She likes tulip", name).await.expect(201).body;
    node.send(&scene.anna, &scene.conversation, "Thank you").await;
    scene.resolve().await;
    assert_eq!(scene.found("tulip").await, 3);
    let report = "/v1/reports?from=2026-09-21&to=2026-12-31";
    let counted = scene.get(&scene.olga, report).await;

    scene.at(400).await;
    assert_eq!(scene.texts(&scene.ada).await[0], "My password is tulip", "for ever, until somebody says otherwise");
    assert_eq!((scene.preview(400).await, scene.preview(401).await), (of(1), of(0)));
    scene.at(89).await;
    set(node, &scene.olga, &json!(90)).await.expect(200);
    scene.at(89).await;
    assert_eq!(scene.removed(&scene.ada).await, Value::Null);
    scene.at(90).await;

    let path = scene.path(&format!("/attachments/{}", lamp.body["id"].as_str().expect("an id")));
    for side in [&scene.ada, &scene.anna] {
        assert_eq!(scene.texts(side).await, ["", "", ""]);
        assert_eq!(scene.removed(side).await, json!({"through": 3, "days": 90}));
        let page = scene.get(side, &scene.path("/events")).await;
        assert_eq!((&page["events"][1]["at"], &page["head"]), (&json!(BEGIN), &json!(3)));
        assert_eq!(page["events"][1]["body"], json!({"v": 1, "text": ""}), "nor the file's name");
        node.get(&path).by(side).send().await.expect(404);
    }
    assert_eq!(node.messaging.remove_old_files().await.expect("removes"), 1, "its bytes go, too");
    assert_eq!(scene.found("tulip").await, 0);
    assert_eq!(scene.found("tul").await, 0, "nor by the beginning of a word that nobody says any more");
    let journal = scene.get(&scene.anna, &scene.path("/journal")).await;
    let kinds: Vec<&Value> =
        journal["entries"].as_array().expect("entries").iter().map(|entry| &entry["what"]["kind"]).collect();
    assert_eq!(kinds, ["opened", "note", "assigned", "replied", "status"], "what was done, and by whom, stays");
    assert_eq!(journal["entries"][1]["what"]["body"], json!({"v": 1, "text": ""}));
    assert_eq!(scene.get(&scene.olga, report).await, counted, "what was counted stays");

    // Who never heard that it was sent, or noted, is told so still.
    let again = node.post(&scene.path("/messages")).by(&scene.ada).json(&said).send().await.expect(200).body;
    assert_eq!(again, said_once);
    assert_eq!(scene.note("She likes tulip", name).await.expect(201).body, noted);

    // The next ticket is a new one, and its contents are kept as long.
    node.send(&scene.ada, &scene.conversation, "Do you have roses?").await;
    scene.at(300).await;
    assert_eq!(scene.texts(&scene.ada).await, ["", "", "", "Do you have roses?"], "someone works on it");
    assert_eq!(scene.found("roses").await, 1);
    scene.resolve().await;
    scene.at(389).await;
    assert_eq!(scene.removed(&scene.anna).await, json!({"through": 3, "days": 90}));
    scene.at(390).await;
    assert_eq!(scene.removed(&scene.anna).await, json!({"through": 4, "days": 90}));
}

#[tokio::test]
async fn nothing_goes_while_there_is_work_or_a_dispute_and_a_customer_who_writes_comes_first() {
    let scene = Scene::open().await;
    let node = &scene.node;
    set(node, &scene.olga, &json!(30)).await.expect(200);
    scene.at(100).await;
    assert_eq!(scene.removed(&scene.ada).await, Value::Null, "it is open");
    let open = json!({"client_id": uuid::Uuid::new_v4(), "text": "It never came"});
    let dispute = node.post(&scene.path("/disputes")).by(&scene.ada).json(&open).send().await.expect(201).body;
    scene.resolve().await;
    scene.at(200).await;
    assert_eq!(scene.removed(&scene.ada).await, Value::Null, "a dispute is open");
    assert_eq!(scene.preview(30).await, of(0));
    let id = dispute["id"].as_str().expect("an id");
    let step = json!({"client_id": uuid::Uuid::new_v4(), "step": "withdraw"});
    node.post(&scene.path(&format!("/disputes/{id}/steps"))).by(&scene.ada).json(&step).send().await.expect(200);
    scene.resolve().await;

    // The customer writes while it is looked for: whichever comes first, their words are there.
    node.clock.set(BEGIN + 300 * DAY);
    let said = message("I am here");
    let (sent, looked) = tokio::join!(
        node.post(&scene.path("/messages")).by(&scene.ada).json(&said).send(),
        node.messaging.remove_old_contents()
    );
    sent.expect(201);
    looked.expect("looks");
    scene.at(300).await;
    assert_eq!(scene.texts(&scene.ada).await.pop(), Some(json!("I am here")));
    scene.resolve().await;
    scene.at(330).await;
    assert!(scene.texts(&scene.ada).await.iter().all(|text| text == ""), "all of it is old now");
    let history = scene.get(&scene.anna, &scene.path(&format!("/disputes/{id}"))).await;
    assert_eq!(history["history"][0].get("text"), None);
    assert_eq!(
        (&history["dispute"]["state"], &history["history"][0]["side"]),
        (&json!("withdrawn"), &json!("customer"))
    );
}

#[tokio::test]
async fn a_long_conversation_goes_in_pieces() {
    let scene = Scene::open().await;
    let lines: Vec<String> = (0..220).map(|index| format!("line {index}")).collect();
    let said = lines.iter().map(|line| scene.node.send(&scene.ada, &scene.conversation, line));
    futures_util::future::join_all(said).await;
    scene.resolve().await;
    set(&scene.node, &scene.olga, &json!(30)).await.expect(200);
    scene.at(30).await;
    assert_eq!(scene.removed(&scene.ada).await["through"], 221);
    assert_eq!(scene.preview(30).await, of(0));
}

#[tokio::test]
async fn what_is_set_is_checked_and_written_down() {
    let scene = Scene::open().await;
    assert_eq!(scene.get(&scene.anna, "/v1/brand/retention").await, keeps(&Value::Null));
    assert_eq!(scene.get(&scene.ada, &scene.path("/retention")).await, json!({}));
    set(&scene.node, &scene.anna, &json!(90)).await.expect(403);
    let looked = scene.node.get("/v1/brand/retention/preview?conversations_days=90").by(&scene.anna).send().await;
    looked.expect(403);
    for days in [0, 29, 3_651] {
        let answer = set(&scene.node, &scene.olga, &json!(days)).await;
        assert_eq!((answer.problem(), &answer.body["field"]), ("invalid_parameter", &json!("conversations_days")));
        let path = format!("/v1/brand/retention/preview?conversations_days={days}");
        let answer = scene.node.get(&path).by(&scene.olga).send().await;
        assert_eq!((answer.problem(), &answer.body["field"]), ("invalid_parameter", &json!("conversations_days")));
    }
    set(&scene.node, &scene.olga, &json!(3_650)).await.expect(200);
    assert_eq!(scene.get(&scene.anna, "/v1/brand/retention").await, keeps(&json!(3_650)));
    set(&scene.node, &scene.olga, &Value::Null).await.expect(200);
    assert_eq!(scene.get(&scene.anna, "/v1/brand/retention").await, keeps(&Value::Null));
    let log = scene.get(&scene.olga, "/v1/brand/audit").await;
    let deeds: Vec<_> = log["entries"].as_array().expect("entries").iter().take(2).collect();
    assert_eq!((&deeds[0]["deed"], &deeds[1]["deed"]), (&json!("retention_changed"), &json!("retention_changed")));
    assert_eq!((&deeds[0]["about"], &deeds[1]["about"]), (&json!("– / – / –"), &json!("3650 / – / –")));
}

#[tokio::test]
async fn files_and_what_customers_did_elsewhere_may_go_earlier() {
    let scene = Scene::open().await;
    let node = &scene.node;
    let lamp = upload(node, &scene.ada, &scene.conversation, "lamp.pdf", b"%PDF-1.7\n".to_vec()).await.expect(201);
    let mut said = message("Here it is");
    said["body"]["attachments"] = json!([lamp.body]);
    node.post(&scene.path("/messages")).by(&scene.ada).json(&said).send().await.expect(201);
    let event = |id: &str, at: i64| json!({"id": id, "name": "Page viewed", "at": at});
    let told = json!({"events": [event("old", BEGIN - 9 * DAY), event("new", BEGIN)]});
    let contact = format!("/v1/brand/contacts/{}", scene.conversation);
    node.post(&format!("{contact}/events")).by(&scene.olga).json(&told).send().await.expect(200);
    scene.resolve().await;
    let settings = json!({"conversations_days": 90, "files_days": 7, "custom_events_days": 10});
    for (field, days) in [("files_days", 0), ("custom_events_days", 3_651)] {
        let mut wrong = settings.clone();
        wrong[field] = json!(days);
        let answer = node.request(Method::PUT, "/v1/brand/retention").by(&scene.olga).json(&wrong).send().await;
        assert_eq!((answer.problem(), &answer.body["field"]), ("invalid_parameter", &json!(field)));
    }
    scene.at(7).await;
    let preview = "/v1/brand/retention/preview?conversations_days=90&files_days=7&custom_events_days=10";
    assert_eq!(scene.get(&scene.olga, preview).await, json!({"conversations": 0, "files": 1, "custom_events": 1}));
    node.request(Method::PUT, "/v1/brand/retention").by(&scene.olga).json(&settings).send().await.expect(200);
    assert_eq!(scene.get(&scene.anna, "/v1/brand/retention").await, settings);
    let told = scene.get(&scene.ada, &scene.path("/retention")).await;
    assert_eq!(told, json!({"conversations_days": 90, "files_days": 7}), "the customer knows it before it is so");
    scene.at(7).await;
    assert_eq!(scene.get(&scene.olga, preview).await, of(0));
    let file = scene.path(&format!("/attachments/{}", lamp.body["id"].as_str().expect("an id")));
    node.get(&file).by(&scene.ada).send().await.expect(404);
    assert_eq!(node.messaging.remove_old_files().await.expect("removes"), 1);
    assert_eq!(scene.texts(&scene.ada).await, ["My password is tulip", "Here it is"], "the words are kept for longer");
    assert_eq!(scene.removed(&scene.ada).await, Value::Null);
    let timeline = scene.get(&scene.olga, &scene.path("/timeline")).await.to_string();
    assert!(timeline.contains("\"new\"") && !timeline.contains("\"old\""), "{timeline}");
    scene.at(90).await;
    assert_eq!(scene.texts(&scene.ada).await, ["", ""]);
}
