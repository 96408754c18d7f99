//! Bots: made, published, put live; they answer customers first, and people when it counts.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_messaging::Settings;
use subrosa_server::ServerSettings;

use crate::node::{Node, Person};
use crate::request::{Answer, message};

/// Asks for an order and hands over what it does not understand.
const FLOW: &str = r#"
v: 1
name: First help
language: en
start: hello
triggers: { always: true }
variables: { size: { kind: number } }
nodes:
  hello:
    say:
      text: "Hello! What can I do?"
      quick_replies:
        - { text: Sizes, then: sizes }
        - { text: Bye, then: bye }
  sizes:
    ask: { text: "Which size do you wear?", into: size, then: known, otherwise: people }
  known:
    say: { text: "We have {{ size }}.", then: bye }
  bye:
    say: { text: "Good-bye!", then: done }
  done: { end: {} }
  people:
    hand_over: { summary: "Wants sizes" }
"#;

/// A shop with a live bot, its owner and its customer Ada.
pub(crate) struct Shop {
    pub(crate) node: Node,
    pub(crate) ada: Person,
    pub(crate) anna: Person,
    pub(crate) owner: Person,
    pub(crate) bot: String,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        Self::open_with(|_, _| {}).await
    }

    pub(crate) async fn open_with(change: impl FnOnce(&mut Settings, &mut ServerSettings)) -> Self {
        let node = Node::with(change).await;
        let ada = node.person("ada").await;
        let owner = node.shop(&node.person("olga").await).await;
        let anna = node.member(&owner, "anna", "agent").await;
        let made = node.post("/v1/brand/bots").by(&owner).json(&json!({"name": "First help"})).send().await.expect(201);
        let bot = made.body["account"]["id"].as_str().expect("an id").to_owned();
        let shop = Self { node, ada, anna, owner, bot };
        shop.publish(FLOW).await.expect(201);
        shop
    }

    pub(crate) async fn publish(&self, source: &str) -> Answer {
        let path = format!("/v1/brand/bots/{}/versions", self.bot);
        self.node.post(&path).by(&self.owner).json(&json!({"source": source})).send().await
    }

    async fn set_live(&self, version: Option<i64>) -> Answer {
        let path = format!("/v1/brand/bots/{}/live", self.bot);
        self.node.request(Method::PUT, &path).by(&self.owner).json(&json!({"version": version})).send().await
    }

    async fn events(&self, conversation: &str) -> Vec<Value> {
        let path = format!("/v1/conversations/{conversation}/events?after=0");
        let page = self.node.get(&path).by(&self.ada).send().await.expect(200).body;
        page["events"].as_array().expect("events").clone()
    }

    /// The log, as soon as it has so many events.
    pub(crate) async fn heard(&self, conversation: &str, count: usize) -> Vec<Value> {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let events = self.events(conversation).await;
            if events.len() >= count {
                return events;
            }
            assert!(Instant::now() < deadline, "the bot says nothing: {events:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub(crate) async fn thread(&self, conversation: &str) -> Value {
        self.node.get(&format!("/v1/conversations/{conversation}")).by(&self.anna).send().await.expect(200).body
    }
}

pub(crate) fn text(event: &Value) -> &str {
    event["body"]["text"].as_str().expect("a text")
}

#[tokio::test]
async fn a_bot_answers_first_and_hands_over() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "good morning").await;
    let events = shop.heard(&conversation, 2).await;
    assert_eq!(text(&events[1]), "Hello! What can I do?");
    assert_eq!(events[1]["body"]["automatic"], true);
    let choice = events[1]["body"]["choices"][0].clone();
    assert_eq!(choice["text"], "Sizes");
    let seen = shop.thread(&conversation).await;
    assert_eq!(seen["conversation"]["thread"]["ticket"]["assignee"], json!(shop.bot));

    let mut tap = message("Sizes");
    tap["body"]["chosen"] = json!({"seq": 2, "id": choice["id"]});
    let path = format!("/v1/conversations/{conversation}/messages");
    shop.node.post(&path).by(&shop.ada).json(&tap).send().await.expect(201);
    assert_eq!(text(&shop.heard(&conversation, 4).await[3]), "Which size do you wear?");
    shop.node.send(&shop.ada, &conversation, "can I talk to a person?").await;
    shop.heard(&conversation, 6).await;
    let seen = shop.thread(&conversation).await;
    let ticket = &seen["conversation"]["thread"]["ticket"];
    assert_eq!((&ticket["assignee"], &ticket["status"]), (&Value::Null, &json!("open")));
    assert!(ticket["waiting_since"].is_i64() && ticket["first_response_at"].is_null());
    let journal = seen["journal"].as_array().expect("a journal");
    let over = journal.iter().find(|entry| entry["what"]["kind"] == "handed_over").expect("handed over");
    assert_eq!((&over["what"]["reason"], &over["author"]), (&json!("asked"), &json!(shop.bot)));

    // From now on it is for people, also before one has answered.
    shop.node.send(&shop.ada, &conversation, "hello?").await;
    shop.node.send(&shop.anna, &conversation, "I am here").await;
    shop.node.send(&shop.ada, &conversation, "thank you").await;
    shop.node.messaging.finish_jobs().await.expect("done");
    assert_eq!(shop.events(&conversation).await.len(), 10, "the bot says nothing more");
}

#[tokio::test]
async fn what_a_bot_has_done_is_resolved() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "hi").await;
    shop.heard(&conversation, 2).await;
    shop.node.send(&shop.ada, &conversation, "Sizes").await;
    shop.heard(&conversation, 4).await;
    shop.node.send(&shop.ada, &conversation, "thirty").await;
    assert_eq!(text(&shop.heard(&conversation, 6).await[5]), "Please write a number, such as 12 or 3.5.");
    shop.node.send(&shop.ada, &conversation, "38").await;
    let events = shop.heard(&conversation, 9).await;
    assert_eq!((text(&events[7]), text(&events[8])), ("We have 38.", "Good-bye!"));
    let ticket = shop.thread(&conversation).await["conversation"]["thread"]["ticket"].clone();
    assert_eq!((&ticket["status"], &ticket["assignee"]), (&json!("resolved"), &json!(shop.bot)));
    // Whoever comes back finds the bot again.
    shop.node.send(&shop.ada, &conversation, "hi again").await;
    assert_eq!(text(&shop.heard(&conversation, 11).await[10]), "Hello! What can I do?");
}

#[tokio::test]
async fn people_come_first_and_may_give_back() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "hi").await;
    shop.heard(&conversation, 2).await;
    shop.node.send(&shop.anna, &conversation, "I take this").await;
    shop.node.send(&shop.ada, &conversation, "Sizes").await;
    let path = format!("/v1/conversations/{conversation}/ticket");
    let give = json!({"assignee": shop.bot});
    shop.node.request(Method::PATCH, &path).by(&shop.anna).json(&give).send().await.expect(200);
    shop.node.send(&shop.ada, &conversation, "and now?").await;
    let events = shop.heard(&conversation, 6).await;
    assert_eq!(
        events.iter().skip(2).map(text).collect::<Vec<_>>(),
        ["I take this", "Sizes", "and now?", "Hello! What can I do?"]
    );
}

#[tokio::test]
async fn versions_are_kept_rolled_back_and_switched_off() {
    let shop = Shop::open().await;
    let broken = FLOW.replace("then: known", "then: nowhere");
    let refused = shop.publish(&broken).await;
    assert_eq!(refused.problem(), "flow_invalid");
    assert!(refused.body["detail"].as_str().is_some_and(|detail| detail.contains("nowhere")), "{}", refused.body);
    assert_eq!(shop.publish("v: [").await.problem(), "flow_invalid");
    shop.publish(&FLOW.replace("Hello!", "Good day!")).await.expect(201);

    let versions = shop.node.get(&format!("/v1/brand/bots/{}/versions", shop.bot)).by(&shop.anna).send().await;
    let numbers: Vec<_> =
        versions.body["versions"].as_array().expect("versions").iter().map(|one| &one["version"]).collect();
    assert_eq!(numbers, [&json!(2), &json!(1)], "what was refused took no number");
    let first = shop.node.get(&format!("/v1/brand/bots/{}/versions/1", shop.bot)).by(&shop.anna).send().await;
    assert_eq!(first.body["source"], FLOW);

    let conversation = shop.node.ask(&shop.ada, "hi").await;
    assert_eq!(text(&shop.heard(&conversation, 2).await[1]), "Good day! What can I do?");
    assert_eq!(shop.set_live(Some(1)).await.expect(200).body["live"], 1);
    assert_eq!(shop.set_live(Some(3)).await.problem(), "invalid_parameter");
    // Who began with the second version goes on with it; who begins now has the first.
    shop.node.send(&shop.ada, &conversation, "Sizes").await;
    shop.heard(&conversation, 4).await;
    let grace = shop.node.person("grace").await;
    let other = shop.node.ask(&grace, "hi").await;
    let shop = Shop { ada: grace, ..shop };
    assert_eq!(text(&shop.heard(&other, 2).await[1]), "Hello! What can I do?");

    shop.set_live(None).await.expect(200);
    let linus = shop.node.person("linus").await;
    let silent = shop.node.ask(&linus, "hi").await;
    assert_eq!(shop.thread(&silent).await["conversation"]["thread"]["ticket"]["assignee"], Value::Null);
}

#[tokio::test]
async fn a_bot_that_is_removed_leaves_its_threads_to_people() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "hi").await;
    shop.heard(&conversation, 2).await;
    let path = format!("/v1/brand/bots/{}", shop.bot);
    shop.node.request(Method::DELETE, &path).by(&shop.owner).send().await.expect(204);
    assert_eq!(shop.node.request(Method::DELETE, &path).by(&shop.owner).send().await.problem(), "not_found");
    let ticket = shop.thread(&conversation).await["conversation"]["thread"]["ticket"].clone();
    assert_eq!(ticket["assignee"], Value::Null);
    shop.node.send(&shop.ada, &conversation, "still there?").await;
    assert_eq!(shop.events(&conversation).await.len(), 3);
}

#[tokio::test]
async fn nobody_writes_to_a_bot_and_only_bots_are_automatic() {
    let shop = Shop::open().await;
    let members = shop.node.get("/v1/brand/members").by(&shop.owner).send().await.expect(200).body;
    let all = members["members"].as_array().expect("members");
    let bot = all.iter().find(|one| one["role"] == "bot").expect("the bot is a member");
    let handle = bot["account"]["handle"].as_str().expect("a handle");
    let start = shop.node.post("/v1/conversations").by(&shop.ada).json(&json!({"handle": handle})).send().await;
    assert_eq!(start.problem(), "recipient_unavailable");
    assert_eq!(
        shop.node.get(&format!("/v1/accounts/{handle}")).by(&shop.ada).send().await.problem(),
        "recipient_unavailable"
    );
    let role = json!({"role": "bot"});
    let member = format!("/v1/brand/members/{}", shop.anna.account);
    let made_a_bot = shop.node.request(Method::PATCH, &member).by(&shop.owner).json(&role).send().await;
    assert_eq!(made_a_bot.problem(), "forbidden");

    let conversation = shop.node.ask(&shop.ada, "hi").await;
    let path = format!("/v1/conversations/{conversation}/messages");
    let with = |key: &str, value: Value| {
        let mut message = message("hi");
        message["body"][key] = value;
        message
    };
    let choices = json!([{"id": "a", "text": "A"}]);
    for (by, key, value, status) in [
        (&shop.ada, "automatic", json!(true), "body_invalid"),
        (&shop.anna, "automatic", json!(true), "body_invalid"),
        (&shop.ada, "choices", choices.clone(), "body_invalid"),
        (&shop.anna, "chosen", json!({"seq": 1, "id": "a"}), "body_invalid"),
    ] {
        assert_eq!(shop.node.post(&path).by(by).json(&with(key, value)).send().await.problem(), status);
    }
    shop.node.post(&path).by(&shop.anna).json(&with("choices", choices)).send().await.expect(201);
}
