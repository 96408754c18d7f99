//! Bots that are programs of a brand's own: signed in with a token, they hear, answer, and give the thread away.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;

use crate::node::{Node, Person};
use crate::request::message;

/// A shop with a program of its own that is on, and its customer Ada.
struct Shop {
    node: Node,
    ada: Person,
    anna: Person,
    owner: Person,
    /// The program, signed in with a token.
    program: Person,
}

impl Shop {
    async fn open() -> Self {
        let node = Node::start().await;
        let ada = node.person("ada").await;
        let owner = node.shop(&node.person("olga").await).await;
        let anna = node.member(&owner, "anna", "agent").await;
        let own = json!({"name": "Our own", "own": {"on": true, "patience_seconds": 60}});
        let made = node.post("/v1/brand/bots").by(&owner).json(&own).send().await.expect(201);
        let bot = made.body["account"]["id"].as_str().expect("an id").to_owned();
        let program = token(&node, &owner, &bot, "Here").await;
        Self { node, ada, anna, owner, program }
    }

    fn bot(&self) -> String {
        self.program.account.to_string()
    }

    async fn thread(&self, conversation: &str) -> Value {
        self.node.get(&format!("/v1/conversations/{conversation}")).by(&self.anna).send().await.expect(200).body
    }

    async fn ticket(&self, conversation: &str) -> Value {
        self.thread(conversation).await["conversation"]["thread"]["ticket"].clone()
    }

    /// Waits until someone has the thread.
    async fn is_with(&self, conversation: &str, who: &Value) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while self.ticket(conversation).await["assignee"] != *who {
            assert!(Instant::now() < deadline, "the thread is not with {who}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// A customer's question, which the program has now.
    async fn asked(&self) -> String {
        let conversation = self.node.ask(&self.ada, "good morning").await;
        self.is_with(&conversation, &json!(self.bot())).await;
        conversation
    }

    async fn say(&self, conversation: &str, text: &str, epoch: Option<i64>) -> crate::request::Answer {
        let mut message = message(text);
        message["body"]["automatic"] = json!(true);
        if let Some(epoch) = epoch {
            message["epoch"] = json!(epoch);
        }
        self.node
            .post(&format!("/v1/conversations/{conversation}/messages"))
            .by(&self.program)
            .json(&message)
            .send()
            .await
    }

    async fn hand_over(&self, conversation: &str, request: Value) -> crate::request::Answer {
        self.node
            .post(&format!("/v1/conversations/{conversation}/handover"))
            .by(&self.program)
            .json(&request)
            .send()
            .await
    }

    async fn time_passes(&self, seconds: u64) {
        self.node.clock.forward(Duration::from_secs(seconds));
        Engage::new(self.node.messaging.clone()).run_due_bots().await.expect("runs");
    }
}

async fn token(node: &Node, owner: &Person, bot: &str, name: &str) -> Person {
    let path = format!("/v1/brand/bots/{bot}/tokens");
    let made = node.post(&path).by(owner).json(&json!({"name": name})).send().await.expect(201).body;
    Person {
        handle: "our.own".to_owned(),
        account: bot.parse().expect("an id"),
        device: made["id"].as_str().expect("an id").parse().expect("an id"),
        token: made["token"].as_str().expect("a token").to_owned(),
        acting_for: None,
    }
}

#[tokio::test]
async fn a_program_hears_answers_and_gives_the_thread_away() {
    let shop = Shop::open().await;
    let (mut socket, came) = shop.node.live(&shop.program, None).await;
    assert_eq!(came[0]["account"], json!(shop.owner.brand()), "a token names no brand and acts for it");
    let conversation = shop.asked().await;
    let mut entry = socket.frame_of("entry").await;
    while entry["conversation"]["thread"]["ticket"]["assignee"] != json!(shop.bot()) {
        entry = socket.frame_of("entry").await;
    }
    let epoch = entry["conversation"]["thread"]["epoch"].as_i64().expect("an epoch");
    socket.ask("typing", &json!({"conversation": conversation})).await.0["result"].as_object().expect("done");
    assert_eq!(shop.say(&conversation, "Too late", Some(epoch - 1)).await.problem(), "thread_taken");
    shop.say(&conversation, "Hello! What can I do?", Some(epoch)).await.expect(201);
    let refused = shop.node.post(&format!("/v1/conversations/{conversation}/messages")).by(&shop.program);
    assert_eq!(refused.json(&message("I am a person")).send().await.problem(), "body_invalid");

    shop.node.send(&shop.ada, &conversation, "a refund, please").await;
    let refused = shop.hand_over(&conversation, json!({"to": shop.ada.account})).await;
    assert_eq!(refused.problem(), "ticket_refused");
    assert_eq!(shop.hand_over(&conversation, json!({"summary": "x".repeat(2_001)})).await.problem(), "text_invalid");
    shop.hand_over(&conversation, json!({"summary": "Wants a refund", "note": "Was friendly", "epoch": epoch}))
        .await
        .expect(204);
    let seen = shop.thread(&conversation).await;
    let ticket = &seen["conversation"]["thread"]["ticket"];
    assert_eq!((&ticket["assignee"], &ticket["status"]), (&Value::Null, &json!("open")));
    assert!(ticket["waiting_since"].is_i64() && ticket["first_response_at"].is_null());
    let journal = seen["journal"].as_array().expect("a journal");
    let over = journal.iter().find(|entry| entry["what"]["kind"] == "handed_over").expect("handed over");
    assert_eq!((&over["what"]["reason"], &over["author"]), (&json!("passed"), &json!(shop.bot())));
    assert_eq!(over["what"]["summary"], "Wants a refund");

    // The ticket is people's now, also while none of them has it: no word, no change, no hand on the thread.
    assert_eq!(shop.say(&conversation, "One more thing", None).await.problem(), "thread_taken");
    assert_eq!(shop.hand_over(&conversation, json!({})).await.problem(), "thread_taken");
    let path = format!("/v1/conversations/{conversation}/ticket");
    let change = json!({"assignee": shop.bot()});
    let taken = shop.node.request(Method::PATCH, &path).by(&shop.program).json(&change).send().await;
    assert_eq!(taken.problem(), "thread_taken");
    // Until one of them gives it back, and the customer, who waits, waits for the program again.
    shop.node.request(Method::PATCH, &path).by(&shop.anna).json(&change).send().await.expect(200);
    shop.say(&conversation, "Here I am again", None).await.expect(201);
    shop.hand_over(&conversation, json!({"to": shop.anna.account})).await.expect(204);
    assert_eq!(shop.ticket(&conversation).await["assignee"], json!(shop.anna.account));
}

#[tokio::test]
async fn people_get_the_thread_when_the_program_is_late() {
    let shop = Shop::open().await;
    let late = shop.asked().await;
    shop.time_passes(59).await;
    assert_eq!(shop.ticket(&late).await["assignee"], json!(shop.bot()));
    shop.time_passes(2).await;
    shop.is_with(&late, &Value::Null).await;
    let seen = shop.thread(&late).await;
    let journal = seen["journal"].as_array().expect("a journal");
    assert!(journal.iter().any(|entry| entry["what"]["reason"] == "unanswered"), "{journal:?}");
    assert_eq!(shop.say(&late, "Sorry, I slept", None).await.problem(), "thread_taken");

    // Where it has answered nobody takes the thread from it, until the customer waits again.
    let grace = shop.node.person("grace").await;
    let shop = Shop { ada: grace, ..shop };
    let answered = shop.asked().await;
    shop.say(&answered, "Hello!", None).await.expect(201);
    shop.time_passes(600).await;
    assert_eq!(shop.ticket(&answered).await["assignee"], json!(shop.bot()));
    shop.node.send(&shop.ada, &answered, "hello?").await;
    shop.time_passes(30).await;
    shop.node.send(&shop.ada, &answered, "anyone?").await;
    shop.time_passes(31).await;
    // They waited since their first word.
    shop.is_with(&answered, &Value::Null).await;
}

#[tokio::test]
async fn a_person_who_writes_has_the_thread() {
    let shop = Shop::open().await;
    let conversation = shop.asked().await;
    shop.node.send(&shop.anna, &conversation, "I take this").await;
    assert_eq!(shop.say(&conversation, "Wait", None).await.problem(), "thread_taken");
    let path = format!("/v1/conversations/{conversation}/ticket");
    let resolve = json!({"status": "resolved"});
    let refused = shop.node.request(Method::PATCH, &path).by(&shop.program).json(&resolve).send().await;
    assert_eq!(refused.problem(), "thread_taken", "what people have it leaves as it is");
    let label = json!({"add_labels": ["seen by us"]});
    shop.node.request(Method::PATCH, &path).by(&shop.program).json(&label).send().await.expect(200);
    shop.time_passes(600).await;
    assert_eq!(shop.ticket(&conversation).await["assignee"], json!(shop.anna.account));

    // A change that names an older epoch is refused, whoever asks.
    let stale = json!({"priority": "high", "epoch": 0});
    assert_eq!(
        shop.node.request(Method::PATCH, &path).by(&shop.owner).json(&stale).send().await.problem(),
        "thread_taken"
    );
}

#[tokio::test]
async fn a_program_that_is_off_gets_nothing_new_and_a_flow_comes_first() {
    let shop = Shop::open().await;
    let path = format!("/v1/brand/bots/{}/own", shop.bot());
    let set = async |on, seconds: i64| {
        let own = json!({"on": on, "patience_seconds": seconds});
        shop.node.request(Method::PUT, &path).by(&shop.owner).json(&own).send().await
    };
    assert_eq!(set(true, 4).await.problem(), "invalid_parameter");
    let bot = set(false, 30).await.expect(200).body;
    assert_eq!(bot["own"], json!({"on": false, "patience_seconds": 30}));
    let conversation = shop.node.ask(&shop.ada, "hi").await;
    shop.time_passes(10).await;
    assert_eq!(shop.ticket(&conversation).await["assignee"], Value::Null);
    // Nothing keeps it from taking what nobody has.
    shop.say(&conversation, "I help all the same", None).await.expect(201);
    assert_eq!(shop.ticket(&conversation).await["assignee"], json!(shop.bot()));

    set(true, 30).await.expect(200);
    let flow =
        shop.node.post("/v1/brand/bots").by(&shop.owner).json(&json!({"name": "A flow"})).send().await.expect(201);
    let flow = flow.body["account"]["id"].as_str().expect("an id").to_owned();
    let words = r#"{"v": 1, "name": "Shop", "language": "en", "start": "hi", "triggers": {"keywords": [{"words": ["parcel"], "then": "hi"}]},
        "nodes": {"hi": {"ask": {"text": "Which one?", "into": "what", "then": "end", "otherwise": "end"}}, "end": {"end": {}}},
        "variables": {"what": {"kind": "text"}}}"#;
    let versions = format!("/v1/brand/bots/{flow}/versions");
    shop.node.post(&versions).by(&shop.owner).json(&json!({"source": words})).send().await.expect(201);
    for (handle, text, by) in [("grace", "my parcel", &flow), ("linus", "roses?", &shop.bot())] {
        let customer = shop.node.person(handle).await;
        let conversation = shop.node.ask(&customer, text).await;
        shop.is_with(&conversation, &json!(by)).await;
    }
    // A flow has no tokens, a program no versions.
    let refused = shop.node.post(&format!("/v1/brand/bots/{flow}/tokens")).by(&shop.owner).json(&json!({"name": "x"}));
    assert_eq!(refused.send().await.problem(), "invalid_parameter");
    let versions = format!("/v1/brand/bots/{}/versions", shop.bot());
    let refused = shop.node.post(&versions).by(&shop.owner).json(&json!({"source": words})).send().await;
    assert_eq!(refused.problem(), "invalid_parameter");
}

#[tokio::test]
async fn tokens_are_shown_once_counted_and_revoked() {
    let shop = Shop::open().await;
    let path = format!("/v1/brand/bots/{}/tokens", shop.bot());
    let list = async || shop.node.get(&path).by(&shop.owner).send().await.expect(200).body["tokens"].clone();
    let first = list().await;
    assert_eq!((&first[0]["name"], &first[0]["token"]), (&json!("Here"), &Value::Null));
    assert!(first[0]["last_used_at"].is_null());
    shop.node.clock.forward(Duration::from_secs(3_600));
    shop.node.get("/v1/tickets").by(&shop.program).send().await.expect(200);
    let deadline = Instant::now() + Duration::from_secs(60);
    while list().await[0]["last_used_at"].is_null() {
        assert!(Instant::now() < deadline, "the use was not noted");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    for name in ["2", "3", "4", "5"] {
        token(&shop.node, &shop.owner, &shop.bot(), name).await;
    }
    let sixth = shop.node.post(&path).by(&shop.owner).json(&json!({"name": "6"})).send().await;
    assert_eq!(sixth.problem(), "invalid_parameter");
    assert_eq!(shop.node.get(&path).by(&shop.anna).send().await.problem(), "forbidden");

    let (mut socket, _) = shop.node.live(&shop.program, None).await;
    let revoke = format!("{path}/{}", shop.program.device);
    shop.node.request(Method::DELETE, &revoke).by(&shop.owner).send().await.expect(204);
    assert_eq!(socket.frame_of("bye").await["error"]["code"], "membership_changed");
    assert_eq!(shop.node.get("/v1/tickets").by(&shop.program).send().await.problem(), "unauthenticated");
    assert_eq!(shop.node.request(Method::DELETE, &revoke).by(&shop.owner).send().await.problem(), "not_found");
    assert_eq!(list().await.as_array().map(Vec::len), Some(4));

    // With the bot all of its tokens go.
    let other = token(&shop.node, &shop.owner, &shop.bot(), "again").await;
    shop.node.get("/v1/tickets").by(&other).send().await.expect(200);
    let bot = format!("/v1/brand/bots/{}", shop.bot());
    shop.node.request(Method::DELETE, &bot).by(&shop.owner).send().await.expect(204);
    assert_eq!(shop.node.get("/v1/tickets").by(&other).send().await.problem(), "unauthenticated");
    let audit = shop.node.get("/v1/brand/audit").by(&shop.owner).send().await.expect(200).body;
    let deeds: Vec<_> = audit["entries"].as_array().expect("entries").iter().map(|one| one["deed"].clone()).collect();
    assert!(deeds.contains(&json!("bot_token_made")) && deeds.contains(&json!("bot_token_revoked")), "{deeds:?}");
}
