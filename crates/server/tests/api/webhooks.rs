//! Webhooks: what happens is told to an address, signed, in order, until it is taken.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::node::{Node, Person};
use crate::request::Answer;

/// An address that keeps what it is told and answers with a status of the test's.
#[derive(Clone)]
struct Ear {
    address: SocketAddr,
    told: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    status: Arc<AtomicU16>,
}

impl Ear {
    async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let address = listener.local_addr().expect("an address");
        let ear = Self { address, told: Arc::default(), status: Arc::new(AtomicU16::new(204)) };
        let router = axum::Router::new().fallback(hear).with_state(ear.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        ear
    }

    fn answer(&self, status: u16) {
        self.status.store(status, Ordering::Relaxed);
    }

    fn told(&self) -> Vec<(HeaderMap, String)> {
        self.told.lock().expect("not poisoned").clone()
    }

    /// What was told, as soon as it is so much.
    async fn heard(&self, count: usize) -> Vec<(HeaderMap, String)> {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let told = self.told();
            if told.len() >= count {
                return told;
            }
            assert!(Instant::now() < deadline, "it was told {} of {count}: {told:?}", told.len());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn hear(State(ear): State<Ear>, headers: HeaderMap, body: String) -> StatusCode {
    ear.told.lock().expect("not poisoned").push((headers, body));
    StatusCode::from_u16(ear.status.load(Ordering::Relaxed)).expect("a status")
}

/// A shop, its customer Ada, and an address that is told everything.
struct Shop {
    node: Node,
    ada: Person,
    anna: Person,
    owner: Person,
    ear: Ear,
    /// The webhook as it was made, with its secret.
    webhook: Value,
}

impl Shop {
    async fn open() -> Self {
        let node = Node::with(|settings, _| settings.private_network = true).await;
        let ada = node.person("ada").await;
        let owner = node.shop(&node.person("olga").await).await;
        let anna = node.member(&owner, "anna", "agent").await;
        let ear = Ear::open().await;
        let events = ["message.created", "ticket.changed", "thread.taken", "thread.handed_over"];
        let webhook = json!({"url": format!("http://{}/hook", ear.address), "events": events});
        let webhook = node.post("/v1/brand/webhooks").by(&owner).json(&webhook).send().await.expect(201).body;
        Self { node, ada, anna, owner, ear, webhook }
    }

    fn path(&self, rest: &str) -> String {
        format!("/v1/brand/webhooks/{}{rest}", self.webhook["id"].as_str().expect("an id"))
    }

    async fn now(&self) -> Value {
        let list = self.node.get("/v1/brand/webhooks").by(&self.owner).send().await.expect(200).body;
        list["webhooks"][0].clone()
    }

    async fn deliveries(&self) -> Vec<Value> {
        let list = self.node.get(&self.path("/deliveries")).by(&self.owner).send().await.expect(200).body;
        list["deliveries"].as_array().expect("deliveries").clone()
    }

    /// The tries, as soon as they are so many.
    async fn tried(&self, count: usize) -> Vec<Value> {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let deliveries = self.deliveries().await;
            if deliveries.len() >= count {
                return deliveries;
            }
            assert!(Instant::now() < deadline, "{deliveries:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn save(&self, change: Value) -> Answer {
        self.node.request(Method::PUT, &self.path("")).by(&self.owner).json(&change).send().await
    }

    fn time_passes(&self, seconds: u64) {
        self.node.clock.forward(Duration::from_secs(seconds));
    }
}

fn body(told: &(HeaderMap, String)) -> Value {
    serde_json::from_str(&told.1).expect("JSON")
}

fn header<'t>(told: &'t (HeaderMap, String), name: &str) -> &'t str {
    told.0.get(name).expect("is sent").to_str().expect("is text")
}

/// What each told, in a word.
fn words(told: &[(HeaderMap, String)]) -> Vec<String> {
    let word = |told| {
        let body = body(told);
        let data = &body["data"];
        let what = data["message"]["body"]["text"].as_str().or(data["entry"]["what"]["kind"].as_str());
        format!("{} {}", body["type"].as_str().expect("a type"), what.unwrap_or_default())
    };
    told.iter().map(word).collect()
}

#[tokio::test]
async fn what_happens_is_told_in_order_and_signed() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "where is my parcel?").await;
    shop.node.send(&shop.anna, &conversation, "On its way").await;
    let note = json!({"client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": "nobody is told of notes"}});
    shop.node
        .post(&format!("/v1/conversations/{conversation}/notes"))
        .by(&shop.anna)
        .json(&note)
        .send()
        .await
        .expect(201);
    let resolve = json!({"status": "resolved"});
    let ticket = format!("/v1/conversations/{conversation}/ticket");
    shop.node.request(Method::PATCH, &ticket).by(&shop.anna).json(&resolve).send().await.expect(200);
    let told = shop.ear.heard(5).await;
    let wanted = [
        "message.created where is my parcel?",
        "ticket.changed opened",
        "message.created On its way",
        "thread.taken assigned",
        "ticket.changed status",
    ];
    assert_eq!(words(&told), wanted);
    let first = body(&told[0]);
    assert_eq!(first["data"]["conversation"], json!(conversation));
    assert_eq!(first["data"]["customer"]["handle"], "ada");
    assert!(first["data"]["thread"]["ticket"]["id"].is_string(), "{first}");

    // As anyone who has the secret would verify it.
    let secret = shop.webhook["secret"].as_str().expect("a secret").strip_prefix("whsec_").expect("says what it is");
    for told in &told {
        let signed = format!("{}.{}.{}", header(told, "webhook-id"), header(told, "webhook-timestamp"), told.1);
        let key = STANDARD.decode(secret).expect("base64");
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
        mac.update(signed.as_bytes());
        let wanted = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        assert_eq!(header(told, "webhook-signature"), wanted);
        assert_eq!(header(told, "content-type"), "application/json");
    }
    let mut names: Vec<&str> = told.iter().map(|told| header(told, "webhook-id")).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 5, "each event has a name of its own");
    assert!(shop.now().await["secret"].is_null(), "it is shown once");
}

#[tokio::test]
async fn what_is_not_taken_is_told_again_before_what_comes_after() {
    let shop = Shop::open().await;
    shop.ear.answer(503);
    let conversation = shop.node.ask(&shop.ada, "one").await;
    shop.tried(1).await;
    shop.node.send(&shop.ada, &conversation, "two").await;
    shop.time_passes(4);
    assert_eq!(shop.ear.told().len(), 1, "nothing overtakes");
    shop.time_passes(2);
    shop.ear.heard(2).await;
    let tries = shop.tried(2).await;
    let seen: Vec<_> = tries.iter().map(|one| (one["attempt"].as_i64(), one["status"].as_i64())).collect();
    assert_eq!(seen, [(Some(2), Some(503)), (Some(1), Some(503))]);
    assert_eq!(tries[0]["message"], tries[1]["message"]);
    assert!(shop.now().await["failing_since"].is_i64());

    shop.ear.answer(200);
    shop.time_passes(31);
    let told = shop.ear.heard(5).await;
    let texts = [
        "message.created one",
        "message.created one",
        "message.created one",
        "ticket.changed opened",
        "message.created two",
    ];
    assert_eq!(words(&told), texts);
    shop.tried(5).await;
    assert!(shop.now().await["failing_since"].is_null(), "it is reached again");

    // The same once more, because someone asks for it.
    let first = shop.deliveries().await.pop().expect("a try");
    let again = shop.path(&format!("/deliveries/{}/resend", first["id"].as_str().expect("an id")));
    let again = shop.node.post(&again).by(&shop.owner).send().await.expect(200).body;
    assert_eq!((&again["message"], &again["status"]), (&first["message"], &json!(200)));
    let told = shop.ear.told();
    let (one, last) = (&told[0], told.last().expect("told"));
    assert_eq!(
        (header(one, "webhook-id"), body(one)["data"]["message"].clone()),
        (header(last, "webhook-id"), body(last)["data"]["message"].clone())
    );
}

#[tokio::test]
async fn an_address_that_nothing_reaches_is_switched_off_after_a_day() {
    let shop = Shop::open().await;
    shop.ear.answer(500);
    shop.node.ask(&shop.ada, "one").await;
    shop.tried(1).await;
    shop.time_passes(23 * 3_600);
    shop.tried(2).await;
    assert_eq!(shop.now().await["on"], true);
    shop.time_passes(2 * 3_600);
    shop.tried(3).await;
    let off = shop.now().await;
    assert_eq!(off["on"], false);
    assert!(off["gave_up_at"].is_i64(), "{off}");
    let audit = shop.node.get("/v1/brand/audit").by(&shop.owner).send().await.expect(200).body;
    let entries = audit["entries"].as_array().expect("entries");
    assert!(entries.iter().any(|entry| entry["deed"] == "webhook_given_up"), "{entries:?}");

    // On again it is told what happens from then on.
    shop.ear.answer(200);
    let grace = shop.node.person("grace").await;
    shop.node.ask(&grace, "unheard").await;
    let on = json!({"url": shop.webhook["url"], "events": ["message.created"]});
    let on = shop.save(on).await.expect(200).body;
    assert_eq!((&on["on"], &on["gave_up_at"]), (&json!(true), &Value::Null));
    let linus = shop.node.person("linus").await;
    shop.node.ask(&linus, "heard").await;
    let told = shop.ear.heard(4).await;
    assert_eq!(words(&told[3..]), ["message.created heard"]);
    assert_eq!(shop.now().await["failing_since"], Value::Null);

    // One that says that it is gone is not asked twice.
    shop.ear.answer(410);
    shop.node.ask(&shop.node.person("mallory").await, "gone").await;
    shop.tried(5).await;
    assert_eq!(shop.now().await["on"], false);
}

#[tokio::test]
async fn an_address_is_tried_changed_and_removed() {
    let shop = Shop::open().await;
    let tried = shop.node.post(&shop.path("/test")).by(&shop.owner).send().await.expect(200).body;
    assert_eq!((&tried["status"], &tried["event"], &tried["attempt"]), (&json!(204), &Value::Null, &json!(1)));
    assert_eq!(body(&shop.ear.told()[0])["type"], "webhook.test");
    let again = shop.path(&format!("/deliveries/{}/resend", tried["id"].as_str().expect("an id")));
    assert_eq!(shop.node.post(&again).by(&shop.owner).send().await.problem(), "not_found", "a test is tried anew");

    assert_eq!(shop.save(json!({"url": shop.webhook["url"], "events": []})).await.problem(), "invalid_parameter");
    let off = json!({"url": shop.webhook["url"], "events": ["thread.taken", "thread.taken"], "on": false});
    let off = shop.save(off).await.expect(200).body;
    assert_eq!((&off["on"], &off["events"]), (&json!(false), &json!(["thread.taken"])));
    let conversation = shop.node.ask(&shop.ada, "one").await;
    shop.node.send(&shop.anna, &conversation, "two").await;

    for url in ["ftp://example.org/", "https://me:secret@example.org/", "rubbish", "https://"] {
        let request = json!({"url": url, "events": ["message.created"]});
        let refused = shop.node.post("/v1/brand/webhooks").by(&shop.owner).json(&request).send().await;
        assert_eq!(refused.problem(), "invalid_parameter", "{url}");
    }
    for number in 0..9 {
        let request =
            json!({"url": format!("https://example.org/{number}"), "events": ["message.created"], "on": false});
        shop.node.post("/v1/brand/webhooks").by(&shop.owner).json(&request).send().await.expect(201);
    }
    let request = json!({"url": "https://example.org/", "events": ["message.created"]});
    let eleventh = shop.node.post("/v1/brand/webhooks").by(&shop.owner).json(&request).send().await;
    assert_eq!(eleventh.problem(), "invalid_parameter");
    shop.node.request(Method::DELETE, &shop.path("")).by(&shop.owner).send().await.expect(204);
    assert_eq!(shop.node.get(&shop.path("/deliveries")).by(&shop.owner).send().await.problem(), "not_found");
    assert_eq!(shop.ear.told().len(), 1, "it was told no more than the test");
}

#[tokio::test]
async fn no_way_leads_into_the_private_network() {
    let node = Node::start().await;
    let owner = node.shop(&node.person("olga").await).await;
    for url in ["http://example.org/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1:8443/x"] {
        let request = json!({"url": url, "events": ["message.created"]});
        let refused = node.post("/v1/brand/webhooks").by(&owner).json(&request).send().await;
        assert_eq!(refused.problem(), "invalid_parameter", "{url}");
    }
    // A name is looked up when it is called, and leads nowhere then.
    let request = json!({"url": "https://localhost/", "events": ["message.created"]});
    let made = node.post("/v1/brand/webhooks").by(&owner).json(&request).send().await.expect(201).body;
    let path = format!("/v1/brand/webhooks/{}/test", made["id"].as_str().expect("an id"));
    let tried = node.post(&path).by(&owner).send().await.expect(200).body;
    assert_eq!(tried["status"], Value::Null);
}
