//! Replies that wait for their moment: sent once, or held with the reason.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::{Answer, message};

const BEGIN: i64 = 1_790_000_000_000;
const HOUR: i64 = 3_600_000;

/// A shop with Anna and Ben who answer, and Ada who wants something.
struct Scene {
    node: Node,
    olga: Person,
    anna: Person,
    ben: Person,
    ada: Person,
    path: String,
}

fn reply(text: &str, at: &Value) -> Value {
    let mut reply = message(text);
    reply["at"] = at.clone();
    reply
}

/// The same for one that waits already.
fn changed(text: &str, at: &Value) -> Value {
    json!({"body": {"v": 1, "text": text}, "at": at})
}

fn hour(count: i64) -> Value {
    json!({"moment": BEGIN + count * HOUR})
}

impl Scene {
    async fn open() -> Self {
        let node = Node::start().await;
        let olga = node.shop(&node.person("olga").await).await;
        let anna = node.member(&olga, "anna", "agent").await;
        let ben = node.member(&olga, "ben", "agent").await;
        let ada = node.person("ada").await;
        let conversation = node.ask(&ada, "hello").await;
        node.clock.set(BEGIN);
        Self { node, olga, anna, ben, ada, path: format!("/v1/conversations/{conversation}") }
    }

    async fn schedule(&self, by: &Person, reply: &Value) -> Answer {
        self.node.post(&format!("{}/scheduled", self.path)).by(by).json(reply).send().await
    }

    async fn on(&self, by: &Person, method: Method, id: &Value, rest: &str, body: &Value) -> Answer {
        let path = format!("{}/scheduled/{}{rest}", self.path, id.as_str().expect("an id"));
        self.node.request(method, &path).by(by).json(body).send().await
    }

    /// With everything sent that is due so many hours after the beginning.
    async fn at(&self, hours: i64) {
        self.node.clock.set(BEGIN + hours * HOUR);
        self.node.messaging.send_due_replies().await.expect("looks");
    }

    async fn listed(&self) -> Value {
        self.node.get(&format!("{}/scheduled", self.path)).by(&self.olga).send().await.expect(200).body
    }

    /// What waits, each with why it is held. The thread says as much of it as a list of tickets shows.
    async fn waiting(&self) -> Vec<(String, Value)> {
        let listed = self.listed().await;
        let replies = listed["replies"].as_array().expect("replies").iter();
        let (held, to_come): (Vec<_>, Vec<_>) = replies.clone().partition(|one| !one["held"].is_null());
        let next = to_come.iter().filter_map(|one| one["due_at"].as_i64()).min();
        let thread = self.seen(&self.olga).await["thread"].clone();
        let noted = (thread["reply_due_at"].as_i64(), thread["held_replies"].as_u64().unwrap_or(0));
        assert_eq!(noted, (next, u64::try_from(held.len()).expect("a count")));
        replies.map(|one| (one["body"]["text"].as_str().expect("a text").to_owned(), one["held"].clone())).collect()
    }

    async fn seen(&self, by: &Person) -> Value {
        self.node.get(&self.path).by(by).send().await.expect(200).body["conversation"].clone()
    }

    async fn write(&self, by: &Person, text: &str) {
        self.node.send(by, self.path.rsplit('/').next().expect("an id"), text).await;
    }

    /// What Ada sees.
    async fn said(&self) -> Vec<String> {
        let page = self.node.get(&format!("{}/events", self.path)).by(&self.ada).send().await.expect(200).body;
        let events = page["events"].as_array().expect("events").iter();
        events.map(|event| event["body"]["text"].as_str().expect("a text").to_owned()).collect()
    }

    /// The last entry of the journal.
    async fn told(&self) -> (Value, Value) {
        let journal = self.node.get(&format!("{}/journal", self.path)).by(&self.olga).send().await.expect(200).body;
        let entries = journal["entries"].as_array().expect("entries");
        let newest = entries.iter().max_by_key(|entry| entry["seq"].as_i64()).expect("an entry");
        (newest["author"].clone(), newest["what"].clone())
    }
}

fn waits(text: &str) -> (String, Value) {
    (text.to_owned(), Value::Null)
}

fn held(text: &str, why: &str) -> (String, Value) {
    (text.to_owned(), json!(why))
}

#[tokio::test]
async fn a_reply_waits_for_its_moment_and_is_sent_once_by_its_author() {
    let scene = Scene::open().await;
    let asked = reply("good morning", &hour(2));
    let kept = scene.schedule(&scene.anna, &asked).await.expect(201).body;
    assert_eq!((&kept["author"], &kept["if_customer_writes"]), (&json!(scene.anna.account), &json!("hold")));
    let told = json!({"kind": "scheduled", "reply": kept["id"], "due_at": BEGIN + 2 * HOUR});
    assert_eq!(scene.told().await, (json!(scene.anna.account), told));
    // Whoever got no answer asks again.
    assert_eq!(scene.schedule(&scene.anna, &asked).await.expect(201).body, kept);
    let other = json!({"client_id": asked["client_id"], "body": {"v": 1, "text": "another"}, "at": hour(2)});
    assert_eq!(scene.schedule(&scene.anna, &other).await.problem(), "client_id_conflict");
    scene.at(1).await;
    assert_eq!((scene.waiting().await, scene.said().await), (vec![waits("good morning")], vec!["hello".to_owned()]));

    scene.node.clock.set(BEGIN + 2 * HOUR);
    let look = || scene.node.messaging.send_due_replies();
    let (one, other, third) = tokio::join!(look(), look(), look());
    for looked in [one, other, third] {
        looked.expect("looks");
    }
    assert_eq!(scene.said().await, ["hello", "good morning"]);
    assert_eq!(scene.waiting().await, []);
    let (author, what) = scene.told().await;
    assert_eq!((author, &what["kind"]), (json!(scene.anna.account), &json!("replied")));
    assert_eq!(scene.seen(&scene.anna).await["thread"]["ticket"]["assignee"], json!(scene.anna.account));
    assert_eq!(scene.schedule(&scene.anna, &asked).await.expect(201).body["id"], kept["id"], "it is not kept again");
    scene.at(3).await;
    assert_eq!((scene.said().await.len(), scene.waiting().await), (2, vec![]));
}

/// Ten replies are due, and two nodes look for them at once, one of which is stopped in the middle of it.
#[tokio::test]
async fn two_nodes_send_what_is_due_once_and_one_that_dies_leaves_it_to_the_other() {
    let scene = Scene::open().await;
    let Some(other) = scene.node.beside().await else { return eprintln!("skipped: one data folder has one node") };
    let due: Vec<String> = (0..10).map(|number| format!("reply {number}")).collect();
    for text in &due {
        scene.schedule(&scene.anna, &reply(text, &hour(1))).await.expect(201);
    }
    scene.node.clock.set(BEGIN + HOUR);
    other.clock.set(BEGIN + HOUR);
    let (dies, looks) = (other.messaging.clone(), other.messaging.clone());
    let dying = tokio::spawn(async move { dies.send_due_replies().await });
    let (here, there) = tokio::join!(scene.node.messaging.send_due_replies(), async {
        dying.abort();
        looks.send_due_replies().await
    });
    here.expect("looks");
    there.expect("looks");
    // What the one that died had claimed is due again a little later.
    scene.at(2).await;
    let mut said = scene.said().await.split_off(1);
    said.sort_unstable();
    assert_eq!((said, scene.waiting().await), (due, vec![]));
}

#[tokio::test]
async fn what_the_customer_wrote_before_holds_a_reply_until_someone_decides() {
    let scene = Scene::open().await;
    let kept = scene.schedule(&scene.anna, &reply("hold me", &hour(1))).await.expect(201).body["id"].clone();
    let mut stays = reply("send me", &hour(1));
    stays["if_customer_writes"] = json!("send");
    scene.schedule(&scene.anna, &stays).await.expect(201);
    scene.write(&scene.ada, "never mind").await;
    scene.at(1).await;
    assert_eq!(scene.said().await, ["hello", "never mind", "send me"]);
    assert_eq!(scene.waiting().await, [held("hold me", "customer_wrote")]);
    scene.at(2).await;
    assert_eq!(scene.waiting().await, [held("hold me", "customer_wrote")], "it stays held");

    let again = changed("held no more", &hour(3));
    scene.on(&scene.anna, Method::PUT, &kept, "", &again).await.expect(200);
    assert_eq!(scene.waiting().await, [waits("held no more")]);
    scene.at(3).await;
    assert_eq!(scene.said().await.last().map(String::as_str), Some("held no more"));
}

#[tokio::test]
async fn a_reply_does_not_talk_over_whoever_took_the_thread() {
    let scene = Scene::open().await;
    let kept = scene.schedule(&scene.anna, &reply("from Anna", &hour(1))).await.expect(201).body["id"].clone();
    scene.write(&scene.ben, "I have looked into it").await;
    scene.at(1).await;
    assert_eq!(scene.waiting().await, [held("from Anna", "thread_taken")]);
    let why = json!({"kind": "held", "member": scene.anna.account, "why": "thread_taken"});
    assert_eq!(scene.told().await, (json!(scene.olga.brand()), why));
    // Sent knowingly, it takes the thread.
    scene.on(&scene.anna, Method::POST, &kept, "/send", &Value::Null).await.expect(200);
    assert_eq!(scene.said().await, ["hello", "I have looked into it", "from Anna"]);
    assert_eq!(scene.seen(&scene.anna).await["thread"]["ticket"]["assignee"], json!(scene.anna.account));

    // Their own taking of the thread is no change of hands.
    scene.schedule(&scene.ben, &reply("from Ben", &hour(2))).await.expect(201);
    scene.write(&scene.ben, "one moment").await;
    scene.at(2).await;
    assert_eq!(scene.said().await.last().map(String::as_str), Some("from Ben"));
}

#[tokio::test]
async fn whoever_left_sends_nothing_and_who_is_gone_gets_nothing() {
    let scene = Scene::open().await;
    let of_ben = scene.schedule(&scene.ben, &reply("from Ben", &hour(1))).await.expect(201).body["id"].clone();
    scene.schedule(&scene.anna, &reply("from Anna", &hour(1))).await.expect(201);
    let operator = subrosa_access::Actor::Operator;
    scene.node.messaging.set_disabled(&operator, "anna", true).await.expect("disabled");
    let path = format!("/v1/brand/members/{}", scene.ben.account);
    scene.node.request(Method::DELETE, &path).by(&scene.olga).send().await.expect(204);
    scene.at(1).await;
    assert_eq!(scene.waiting().await, [held("from Ben", "author_left"), held("from Anna", "author_left")]);
    scene.on(&scene.olga, Method::POST, &of_ben, "/send", &Value::Null).await.expect(200);
    assert_eq!(scene.said().await, ["hello", "from Ben"], "Olga sends it in her own name");

    let last = scene.schedule(&scene.olga, &reply("are you there?", &hour(3))).await.expect(201).body["id"].clone();
    let kinds = json!([{"kind": "reply"}, {"kind": "automatic"}, {"kind": "template"}]);
    assert_eq!(scene.seen(&scene.olga).await["sending"], json!({"kinds": kinds}));
    assert_eq!(scene.seen(&scene.ada).await["sending"], Value::Null, "the customer sees none of it");
    scene.node.messaging.set_disabled(&operator, "ada", true).await.expect("disabled");
    assert_eq!(scene.seen(&scene.olga).await["sending"], json!({"kinds": [], "reason": "customer_gone"}));
    scene.at(3).await;
    assert_eq!(scene.waiting().await, [held("from Anna", "author_left"), held("are you there?", "customer_gone")]);
    for refused in [
        scene.schedule(&scene.olga, &reply("hello?", &hour(4))).await,
        scene.on(&scene.olga, Method::POST, &last, "/send", &Value::Null).await,
        scene.on(&scene.olga, Method::PUT, &last, "", &changed("hello?", &hour(4))).await,
    ] {
        assert_eq!(refused.problem(), "recipient_unavailable");
    }
    scene.on(&scene.olga, Method::DELETE, &last, "", &Value::Null).await.expect(204);
}

#[tokio::test]
async fn a_waiting_reply_is_changed_sent_at_once_and_taken_back() {
    let scene = Scene::open().await;
    let first = scene.schedule(&scene.anna, &reply("first", &hour(1))).await.expect(201).body["id"].clone();
    let second = scene.schedule(&scene.anna, &reply("second", &hour(2))).await.expect(201).body["id"].clone();
    let better = changed("first, better", &hour(3));
    let kept = scene.on(&scene.ben, Method::PUT, &first, "", &better).await.expect(200).body;
    assert_eq!(kept["author"], json!(scene.ben.account), "who wrote it last sends it");
    assert_eq!(scene.waiting().await, [waits("second"), waits("first, better")]);
    scene.at(1).await;
    assert_eq!(scene.said().await, ["hello"]);

    scene.on(&scene.ben, Method::POST, &second, "/send", &Value::Null).await.expect(200);
    assert_eq!(scene.said().await, ["hello", "second"]);
    scene.on(&scene.anna, Method::DELETE, &first, "", &Value::Null).await.expect(204);
    let told = json!({"kind": "unscheduled", "member": scene.ben.account});
    assert_eq!(scene.told().await, (json!(scene.anna.account), told));
    for id in [&first, &second] {
        assert_eq!(scene.on(&scene.ben, Method::POST, id, "/send", &Value::Null).await.problem(), "not_found");
        assert_eq!(scene.on(&scene.ben, Method::PUT, id, "", &better).await.problem(), "not_found");
        assert_eq!(scene.on(&scene.ben, Method::DELETE, id, "", &Value::Null).await.problem(), "not_found");
    }
    scene.at(9).await;
    assert_eq!(scene.said().await, ["hello", "second"]);
    let by_ada = scene.schedule(&scene.ada.clone().alone(), &reply("me, too", &hour(10))).await;
    assert_eq!(by_ada.status, 403);
}

#[tokio::test]
async fn moments_are_the_brands_and_bounded() {
    let scene = Scene::open().await;
    let always = scene.schedule(&scene.anna, &reply("open", &json!("opening"))).await;
    assert_eq!((always.problem(), scene.listed().await["opening"].clone()), ("invalid_parameter", Value::Null));
    let hours =
        json!({"zone": "America/New_York", "openings": [{"day": "wednesday", "opens": "10:00", "closes": "12:00"}]});
    scene.node.request(Method::PUT, "/v1/brand/hours").by(&scene.olga).json(&hours).send().await.expect(200);
    // The beginning is 2026-09-21T14:13:20Z, a Monday.
    let tomorrow = scene.schedule(&scene.anna, &reply("morning", &json!("tomorrow"))).await.expect(201).body;
    assert_eq!(tomorrow["due_at"], json!(1_790_082_000_000_i64), "2026-09-22T09:00 in New York");
    let opening = scene.schedule(&scene.anna, &reply("open", &json!("opening"))).await.expect(201).body;
    assert_eq!(opening["due_at"], json!(1_790_172_000_000_i64), "2026-09-23T10:00 in New York");
    let listed = scene.listed().await;
    assert_eq!((&listed["tomorrow"], &listed["opening"]), (&tomorrow["due_at"], &opening["due_at"]));
    for at in [hour(0), hour(-1), hour(366 * 24)] {
        let refused = scene.schedule(&scene.anna, &reply("odd", &at)).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("at")), "{at}");
    }
    assert_eq!(scene.schedule(&scene.anna, &reply(" ", &hour(1))).await.problem(), "text_invalid");
    for _ in 0..18 {
        scene.schedule(&scene.anna, &reply("again", &hour(100))).await.expect(201);
    }
    assert_eq!(scene.schedule(&scene.anna, &reply("again", &hour(100))).await.problem(), "invalid_parameter");
}
