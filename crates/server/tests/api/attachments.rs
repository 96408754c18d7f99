//! Files of messages: uploaded, looked at, said with a message, read by those who may, removed where no message says them.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;

use crate::node::{Node, Person};
use crate::policy::picture;
use crate::request::{Answer, message};

const PDF: &[u8] = b"%PDF-1.7\n%an invoice\n";
const HOUR: i64 = 60 * 60_000;

/// Uploads a file under a fresh name for the upload.
pub(crate) async fn upload(
    node: &Node,
    by: &Person,
    conversation: &str,
    name: &str,
    bytes: impl Into<Vec<u8>>,
) -> Answer {
    upload_as(node, by, (conversation, name, &uuid::Uuid::new_v4().to_string()), bytes.into()).await
}

async fn upload_as(
    node: &Node,
    by: &Person,
    (conversation, name, client_id): (&str, &str, &str),
    bytes: Vec<u8>,
) -> Answer {
    let path = format!("/v1/conversations/{conversation}/attachments?name={name}&client_id={client_id}");
    // What a client says that it is counts for nothing.
    node.post(&path).by(by).body("image/png", bytes).send().await
}

/// A shop with Anna who answers, Ada who asks, and Ben, who asks, too.
struct Scene {
    node: Node,
    owner: Person,
    anna: Person,
    ada: Person,
    ben: Person,
    conversation: String,
}

impl Scene {
    async fn open() -> Self {
        let node = Node::start().await;
        node.clock.set(1_790_000_000_000);
        let owner = node.shop(&node.person("olga").await).await;
        let anna = node.member(&owner, "anna", "agent").await;
        let (ada, ben) = (node.person("ada").await, node.person("ben").await);
        let conversation = node.ask(&ada, "hello").await;
        Self { node, owner, anna, ada, ben, conversation }
    }

    async fn upload(&self, by: &Person, name: &str, bytes: impl Into<Vec<u8>>) -> Answer {
        upload(&self.node, by, &self.conversation, name, bytes).await
    }

    async fn say(&self, by: &Person, text: &str, files: &[&Value]) -> Answer {
        self.say_in(by, &self.conversation, text, files).await
    }

    async fn say_in(&self, by: &Person, conversation: &str, text: &str, files: &[&Value]) -> Answer {
        let mut said = message(text);
        said["body"]["attachments"] = json!(files);
        self.node.post(&format!("/v1/conversations/{conversation}/messages")).by(by).json(&said).send().await
    }

    async fn get(&self, by: &Person, file: &Value) -> Answer {
        self.get_in(by, &self.conversation, file).await
    }

    async fn get_in(&self, by: &Person, conversation: &str, file: &Value) -> Answer {
        let id = file["id"].as_str().expect("an id");
        self.node.get(&format!("/v1/conversations/{conversation}/attachments/{id}")).by(by).send().await
    }

    fn hours_later(&self, hours: i64) {
        self.node.clock.set(self.node.messaging.now().milliseconds() + hours * HOUR);
    }
}

#[tokio::test]
async fn a_picture_and_a_document_go_from_one_side_to_the_other() {
    let scene = Scene::open().await;
    let lamp = scene.upload(&scene.ada, "lamp.webp", picture()).await.expect(201).body;
    assert_eq!((&lamp["name"], &lamp["media_type"]), (&json!("lamp.png"), &json!("image/png")));
    assert_eq!((&lamp["width"], &lamp["height"]), (&json!(16), &json!(16)));
    // Before it is said it is its uploader's alone.
    assert_eq!(scene.get(&scene.anna, &lamp).await.expect(404).problem(), "not_found");
    scene.get(&scene.ada, &lamp).await.expect(200);
    scene.say(&scene.ada, "", &[&lamp]).await.expect(201);

    let shown = scene.get(&scene.anna, &lamp).await.expect(200);
    assert!(shown.bytes.starts_with(b"\x89PNG"));
    assert_eq!(lamp["bytes"], shown.bytes.len());
    assert_eq!(shown.header("content-type"), "image/png");
    assert!(shown.header("content-disposition").starts_with("inline; "));
    assert_eq!(shown.header("cache-control"), "private, max-age=31536000, immutable");
    assert_eq!(shown.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    let id = lamp["id"].as_str().expect("an id");
    let path = format!("/v1/conversations/{}/attachments/{id}", scene.conversation);
    let held = scene.node.get(&path).by(&scene.anna).header("if-none-match", shown.header("etag")).send().await;
    assert!(held.expect(304).bytes.is_empty());

    let invoice = scene.upload(&scene.anna, "Rechnung%20f%C3%BCr%20M%C3%A4rz.pdf", PDF).await.expect(201).body;
    assert_eq!(invoice.get("width"), None);
    scene.say(&scene.anna, "Here it is", &[&invoice]).await.expect(201);
    let saved = scene.get(&scene.ada, &invoice).await.expect(200);
    assert_eq!((saved.bytes.as_slice(), saved.header("content-type")), (PDF, "application/pdf"));
    let disposition =
        "attachment; filename=\"Rechnung f_r M_rz.pdf\"; filename*=UTF-8''Rechnung%20f%C3%BCr%20M%C3%A4rz.pdf";
    assert_eq!(saved.header("content-disposition"), disposition);

    // Whoever searches finds it by its name, and what is said of it stands in the log.
    Engage::new(scene.node.messaging.clone()).finish_search().await.expect("all can be found");
    let found = scene.node.get("/v1/search?q=rechnung").by(&scene.anna).send().await.expect(200).body;
    assert_eq!(found["texts"][0]["seq"], 3, "{found}");
    let page = scene.node.get(&format!("/v1/conversations/{}/events", scene.conversation)).by(&scene.ada).send().await;
    assert_eq!(page.body["events"][1]["body"], json!({"v": 1, "text": "", "attachments": [lamp]}));
}

#[tokio::test]
async fn nobody_else_reads_a_file_or_says_it() {
    let scene = Scene::open().await;
    let bens = scene.node.ask(&scene.ben, "hello").await;
    let lamp = scene.upload(&scene.ada, "lamp.png", picture()).await.expect(201).body;
    let refused = async |by: &Person, conversation: &str, file: &Value| {
        let answer = scene.say_in(by, conversation, "mine", &[file]).await.expect(422);
        assert_eq!(answer.problem(), "body_invalid");
        answer.body["detail"].clone()
    };
    let mut absent = lamp.clone();
    absent["id"] = json!("att_06fq3k8x9w2m4");
    let why = refused(&scene.ada, &scene.conversation, &absent).await;
    assert_eq!(refused(&scene.ben, &bens, &lamp).await, why, "another conversation's");
    assert_eq!(refused(&scene.anna, &scene.conversation, &lamp).await, why, "the other side's");
    for (field, value) in [("name", json!("lamp.exe")), ("bytes", json!(1)), ("media_type", json!("text/html"))] {
        let mut other = lamp.clone();
        other[field] = value;
        assert_eq!(refused(&scene.ada, &scene.conversation, &other).await, why, "{field}");
    }
    scene.say(&scene.ada, "Broken", &[&lamp]).await.expect(201);
    assert_eq!(refused(&scene.ada, &scene.conversation, &lamp).await, why, "it is of another message");

    assert_eq!(scene.get(&scene.ben, &lamp).await.expect(404).problem(), "not_found");
    assert_eq!(scene.get_in(&scene.ben, &bens, &lamp).await.expect(404).problem(), "not_found");
    assert_eq!(scene.get(&scene.ada, &absent).await.expect(404).problem(), "not_found");
    assert_eq!(scene.upload(&scene.ben, "a.pdf", PDF).await.expect(404).problem(), "not_found");
    let analyst = scene.node.member(&scene.owner, "anya", "analyst").await;
    scene.get(&analyst, &lamp).await.expect(200);
    assert_eq!(scene.upload(&analyst, "a.pdf", PDF).await.expect(403).problem(), "forbidden");

    // Notes and what waits for its moment have none, and people's own conversations neither.
    let pdf = scene.upload(&scene.anna, "a.pdf", PDF).await.expect(201).body;
    let mut with = message("later");
    with["body"]["attachments"] = json!([pdf]);
    let path = |what: &str| format!("/v1/conversations/{}/{what}", scene.conversation);
    assert_eq!(scene.node.post(&path("notes")).by(&scene.anna).json(&with).send().await.problem(), "body_invalid");
    with["at"] = json!("tomorrow");
    assert_eq!(scene.node.post(&path("scheduled")).by(&scene.anna).json(&with).send().await.problem(), "body_invalid");
    let private = scene.node.conversation(&scene.ada, &scene.ben, &["hello"]).await;
    let refused = upload(&scene.node, &scene.ada, &private, "lamp.png", picture()).await.expect(400);
    assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("conversation")));
    let said = scene.say_in(&scene.ada, &private, "see", &[&lamp]).await.expect(422);
    assert_eq!(said.problem(), "body_invalid");
}

#[tokio::test]
async fn what_is_no_file_that_is_taken_is_refused() {
    let scene = Scene::open().await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec();
    for bytes in [svg, b"<!doctype html><p>hello".to_vec(), b"MZ\x90\0\x03".to_vec(), Vec::new()] {
        let answer = scene.upload(&scene.ada, "lamp.png", bytes).await.expect(415);
        assert_eq!(answer.problem(), "unsupported_media_type");
    }
    // A picture of 30,000 by 30,000 pixels, in a few bytes.
    let mut bomb = b"GIF89a\x30\x75\x30\x75\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    bomb.extend(b",\0\0\0\0\x30\x75\x30\x75\0\x02\x02D\x01\0;");
    assert_eq!(scene.upload(&scene.ada, "lamp.gif", bomb).await.expect(422).problem(), "image_invalid");
    let large = vec![b'a'; 10 * 1024 * 1024 + 1];
    assert_eq!(scene.upload(&scene.ada, "a.txt", large).await.expect(413).problem(), "payload_too_large");
    for name in ["", "..", "a%2Fb.pdf", "a%5Cb.pdf", "a%0D%0Ab.pdf", "a%E2%80%AEfdp.exe", &"n".repeat(151)] {
        let answer = scene.upload(&scene.ada, name, PDF).await.expect(422);
        assert_eq!((answer.problem(), &answer.body["field"]), ("text_invalid", &json!("name")), "{name}");
    }
    let nameless = upload_as(&scene.node, &scene.ada, (&scene.conversation, "a.pdf", "7"), PDF.to_vec()).await;
    assert_eq!((nameless.expect(400).problem(), 400), ("invalid_parameter", 400));
    // What a browser could run is saved under a name that it does not run.
    let text = scene.upload(&scene.ada, "start.html", "alert(1)").await.expect(201).body;
    assert_eq!((&text["name"], &text["media_type"]), (&json!("start.html.txt"), &json!("text/plain")));
    assert!(scene.get(&scene.ada, &text).await.header("content-disposition").starts_with("attachment; "));
}

#[tokio::test]
async fn a_repeated_upload_is_answered_and_what_no_message_says_is_removed() {
    let scene = Scene::open().await;
    let id = uuid::Uuid::new_v4().to_string();
    let name = (scene.conversation.as_str(), "a.pdf", id.as_str());
    let first = upload_as(&scene.node, &scene.ada, name, PDF.to_vec()).await.expect(201).body;
    assert_eq!(upload_as(&scene.node, &scene.ada, name, PDF.to_vec()).await.expect(200).body, first);
    let other = upload_as(&scene.node, &scene.ada, name, b"%PDF-2.0".to_vec()).await.expect(409);
    assert_eq!(other.problem(), "client_id_conflict");
    upload_as(&scene.node, &scene.anna, name, PDF.to_vec()).await.expect(201);

    // The same message again is the same message, though its file is given away.
    let said = message("kept");
    let said = {
        let mut with = said;
        with["body"]["attachments"] = json!([scene.upload(&scene.ada, "kept.pdf", PDF).await.expect(201).body]);
        with
    };
    let path = format!("/v1/conversations/{}/messages", scene.conversation);
    scene.node.post(&path).by(&scene.ada).json(&said).send().await.expect(201);
    scene.node.post(&path).by(&scene.ada).json(&said).send().await.expect(200);

    scene.hours_later(23);
    assert_eq!(scene.node.messaging.remove_old_files().await, Ok(0));
    scene.get(&scene.ada, &first).await.expect(200);
    scene.hours_later(1);
    let late = scene.say(&scene.ada, "late", &[&first]).await.expect(422);
    assert_eq!(late.problem(), "body_invalid");
    assert_eq!(scene.node.messaging.remove_old_files().await, Ok(2));
    assert_eq!(scene.get(&scene.ada, &first).await.expect(404).problem(), "not_found");
    scene.get(&scene.anna, &said["body"]["attachments"][0]).await.expect(200);

    // What was said is as much the customer's, and stays when the brand is deleted.
    let gone = scene.node.post("/v1/brand/deletion").by(&scene.owner).json(&json!({"handle": "shop"})).send().await;
    gone.expect(204);
    scene.node.messaging.finish_jobs().await.expect("forgotten");
    scene.get(&scene.ada, &said["body"]["attachments"][0]).await.expect(200);
    assert_eq!(scene.upload(&scene.ada, "a.pdf", PDF).await.expect(404).problem(), "recipient_unavailable");
}

#[tokio::test]
async fn so_many_files_go_within_a_day() {
    let scene = Scene::open().await;
    for _ in 0..200 {
        scene.upload(&scene.ada, "a.txt", "a").await.expect(201);
    }
    let refused = scene.upload(&scene.ada, "a.txt", "a").await.expect(429);
    assert_eq!((refused.problem(), &refused.body["field"]), ("too_many_requests", &json!("conversation")));
    scene.upload(&scene.anna, "a.txt", "a").await.expect(201);
    scene.hours_later(25);
    scene.upload(&scene.ada, "a.txt", "a").await.expect(201);
}

/// Asks for a number.
const FLOW: &str = r#"{"v": 1, "name": "Sizes", "language": "en", "start": "size", "triggers": {"always": true},
    "variables": {"size": {"kind": "number"}}, "nodes": {"size": {"ask": {"text": "Which size?", "into": "size", "retry": "A number, please.",
    "then": "end", "otherwise": "end"}}, "end": {"end": {}}}}"#;

#[tokio::test]
async fn a_flow_that_asks_for_words_and_gets_a_picture_asks_again() {
    let scene = Scene::open().await;
    let made =
        scene.node.post("/v1/brand/bots").by(&scene.owner).json(&json!({"name": "Sizes"})).send().await.expect(201);
    let bot = made.body["account"]["id"].as_str().expect("an id").to_owned();
    let versions = format!("/v1/brand/bots/{bot}/versions");
    scene.node.post(&versions).by(&scene.owner).json(&json!({"source": FLOW})).send().await.expect(201);
    let conversation = scene.node.ask(&scene.ben, "hello").await;
    let heard = async |count: usize| {
        let path = format!("/v1/conversations/{conversation}/events?after=0");
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let events = scene.node.get(&path).by(&scene.ben).send().await.expect(200).body["events"].clone();
            if events.as_array().is_some_and(|events| events.len() >= count) {
                return events[count - 1]["body"]["text"].clone();
            }
            assert!(Instant::now() < deadline, "the bot says nothing: {events}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    assert_eq!(heard(2).await, "Which size?");
    let lamp = upload(&scene.node, &scene.ben, &conversation, "lamp.png", picture()).await.expect(201).body;
    scene.say_in(&scene.ben, &conversation, "", &[&lamp]).await.expect(201);
    assert_eq!(heard(4).await, "A number, please.");
}

#[tokio::test]
async fn a_program_of_the_brands_own_gets_files_and_answers_with_one() {
    let scene = Scene::open().await;
    let own = json!({"name": "Our own", "own": {"on": true, "patience_seconds": 60}});
    let made = scene.node.post("/v1/brand/bots").by(&scene.owner).json(&own).send().await.expect(201);
    let bot = made.body["account"]["id"].as_str().expect("an id").to_owned();
    let path = format!("/v1/brand/bots/{bot}/tokens");
    let token = scene.node.post(&path).by(&scene.owner).json(&json!({"name": "Here"})).send().await.expect(201);
    let program = Person {
        handle: "our.own".to_owned(),
        account: bot.parse().expect("an id"),
        device: token.body["id"].as_str().expect("an id").parse().expect("an id"),
        token: token.body["token"].as_str().expect("a token").to_owned(),
        acting_for: None,
    };
    let lamp = scene.upload(&scene.ada, "lamp.png", picture()).await.expect(201).body;
    scene.say(&scene.ada, "", &[&lamp]).await.expect(201);
    scene.get(&program, &lamp).await.expect(200);
    let answer = scene.upload(&program, "answer.pdf", PDF).await.expect(201).body;
    let change = json!({"assignee": bot});
    let ticket = format!("/v1/conversations/{}/ticket", scene.conversation);
    scene.node.request(Method::PATCH, &ticket).by(&scene.anna).json(&change).send().await.expect(200);
    let mut said = message("");
    said["body"]["attachments"] = json!([answer]);
    said["body"]["automatic"] = json!(true);
    let path = format!("/v1/conversations/{}/messages", scene.conversation);
    scene.node.post(&path).by(&program).json(&said).send().await.expect(201);
    scene.get(&scene.ada, &answer).await.expect(200);
}
