//! What comes live is what is caught up later, and a long-poll hears it at once.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::message;
use crate::socket::Socket;

/// Ada with a live socket and the cursor up to which she has compared.
struct Listener {
    socket: Socket,
    cursor: String,
}

impl Listener {
    async fn of(node: &Node, person: &Person) -> Self {
        let (socket, came) = node.live(person, None).await;
        let cursor = came.last().expect("caught up")["cursor"].as_str().expect("a cursor").to_owned();
        Self { socket, cursor }
    }

    /// The next live entry must be what `GET /v1/sync` brings after the cursor, byte for byte.
    async fn compare(&mut self, node: &Node, person: &Person, after: &str) {
        self.socket.frame_of("entry").await;
        let live = self.socket.text.replacen(r#""type":"entry","#, "", 1);
        let page = node.get(&format!("/v1/sync?since={}", self.cursor)).by(person).send().await.expect(200);
        let caught_up = String::from_utf8(page.bytes).expect("text");
        assert!(caught_up.contains(&format!(r#""entries":[{live}],"#)), "after {after}:\n{live}\n{caught_up}");
        page.body["cursor"].as_str().expect("a cursor").clone_into(&mut self.cursor);
    }
}

#[tokio::test]
async fn live_entries_are_the_entries_of_sync() {
    let node = Node::start().await;
    let (ada, grace) = (node.person("ada").await, node.person("grace").await);
    let mut listener = Listener::of(&node, &ada).await;
    let call = async |person: &Person, method: Method, path: &str, body: Value| {
        node.request(method, path).by(person).json(&body).send().await
    };

    let begun = call(&ada, Method::POST, "/v1/conversations", json!({"handle": "grace"})).await.expect(201);
    let path = format!("/v1/conversations/{}", begun.body["conversation"]["id"].as_str().expect("an id"));
    listener.compare(&node, &ada, "starting").await;
    call(&ada, Method::POST, &format!("{path}/messages"), message("one")).await.expect(201);
    listener.compare(&node, &ada, "sending").await;
    call(&grace, Method::POST, &format!("{path}/messages"), message("two \u{2067}שלום\u{2069}")).await.expect(201);
    listener.compare(&node, &ada, "receiving").await;
    call(&ada, Method::PUT, &format!("{path}/read"), json!({"seq": 2})).await.expect(204);
    listener.compare(&node, &ada, "reading").await;
    call(&grace, Method::PUT, &format!("{path}/read"), json!({"seq": 1})).await.expect(204);
    listener.compare(&node, &ada, "being read").await;
    call(&ada, Method::PUT, &format!("{path}/draft"), json!({"text": "I was"})).await.expect(204);
    listener.compare(&node, &ada, "a draft").await;
    call(&ada, Method::POST, &format!("{path}/messages"), message("three")).await.expect(201);
    listener.compare(&node, &ada, "sending again").await;
    let cursor = node.get("/v1/snapshot").by(&grace).send().await.expect(200).body["cursor"].clone();
    call(&grace, Method::POST, "/v1/sync/ack", json!({"cursor": cursor})).await.expect(204);
    listener.compare(&node, &ada, "being delivered").await;
    call(&ada, Method::PATCH, "/v1/me", json!({"bio": "countess"})).await.expect(200);
    listener.compare(&node, &ada, "changing oneself").await;
    call(&grace, Method::PATCH, "/v1/me", json!({"bio": "rear admiral"})).await.expect(200);
    listener.compare(&node, &ada, "a change of the other").await;
}

#[tokio::test]
async fn typing_and_presence_reach_those_whom_they_concern() {
    let node = Node::start().await;
    let (ada, grace, mallory) = (node.person("ada").await, node.person("grace").await, node.person("mallory").await);
    let conversation = node.conversation(&ada, &grace, &["hello"]).await;
    let (mut socket, _) = node.live(&ada, None).await;
    let (mut stranger, _) = node.live(&mallory, None).await;
    let watch = json!({"accounts": [grace.account]});
    let (reply, _) = socket.ask("watch", &watch).await;
    assert_eq!(reply["result"]["presence"][0]["online"], false);
    assert_eq!(stranger.ask("watch", &watch).await.0["result"], json!({"presence": []}));

    let (mut hers, _) = node.live(&grace, None).await;
    let frame = socket.frame_of("presence").await;
    assert_eq!((&frame["account"], &frame["online"]), (&json!(grace.account), &json!(true)));
    hers.ask("typing", &json!({"conversation": conversation})).await;
    let frame = socket.frame_of("typing").await;
    assert_eq!((&frame["account"], &frame["conversation"]), (&json!(grace.account), &json!(conversation)));
    drop(hers);
    let frame = socket.frame_of("presence").await;
    assert_eq!((&frame["online"], &frame["last_seen"]), (&json!(false), &json!(node.messaging.now())));
    // Nothing of it came to who has nothing to do with it.
    let (_, before) = stranger.ask("get_me", &json!({})).await;
    assert_eq!(before, Vec::<Value>::new());
}

/// A long-poll of a person from the present, under way.
async fn poll(node: &Node, person: &Person, wait: u32) -> tokio::task::JoinHandle<crate::request::Answer> {
    let cursor = node.get("/v1/snapshot").by(person).send().await.expect(200).body["cursor"].clone();
    let path = format!("/v1/sync?since={}&wait={wait}", cursor.as_str().expect("a cursor"));
    let request = node.get(&path).by(person);
    let before = node.messaging.bus().sessions();
    let polling = tokio::spawn(request.send());
    // It listens before it is worth waking.
    let deadline = Instant::now() + Duration::from_secs(60);
    while wait > 0 && node.messaging.bus().sessions() == before {
        assert!(Instant::now() < deadline, "the long-poll does not listen");
        tokio::task::yield_now().await;
    }
    polling
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_poll_wakes_with_the_message() {
    let node = Node::start().await;
    let (ada, grace) = (node.person("ada").await, node.person("grace").await);
    let conversation = node.conversation(&ada, &grace, &["hello"]).await;
    let polling = poll(&node, &ada, 60).await;
    node.send(&grace, &conversation, "wake up").await;
    let woken = tokio::time::timeout(Duration::from_secs(60), polling).await.expect("in time").expect("ends");
    assert_eq!(woken.expect(200).body["entries"][0]["events"][0]["body"]["text"], "wake up");
}

/// A change may be told only after a client has read it: it is no news then.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_poll_is_not_woken_by_what_its_client_holds() {
    let node = Node::start().await;
    let (ada, grace) = (node.person("ada").await, node.person("grace").await);
    let conversation = node.conversation(&ada, &grace, &["hello"]).await;
    let polling = poll(&node, &ada, 60).await;
    let frame = bytes::Bytes::from_static(b"{}");
    let late = subrosa_bus::Live { previous: 0, number: 1, frame, committed: Instant::now() };
    node.messaging.bus().publish(ada.account, late);
    node.send(&grace, &conversation, "news").await;
    assert_eq!(polling.await.expect("ends").expect(200).body["entries"][0]["events"][0]["body"]["text"], "news");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_poll_in_vain_answers_in_the_end() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let answer = poll(&node, &ada, 1).await.await.expect("ends").expect(200);
    assert_eq!((&answer.body["entries"], &answer.body["more"]), (&json!([]), &json!(false)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_poll_ends_with_its_device_and_with_the_server() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let phone = node.device("ada").await;
    let polling = poll(&node, &phone, 60).await;
    node.messaging.revoke_device(&ada.actor(), phone.device).await.expect("her own");
    assert_eq!(polling.await.expect("ends").expect(401).problem(), "device_revoked");
    let polling = poll(&node, &ada, 60).await;
    node.drain.begin();
    assert_eq!(polling.await.expect("ends").expect(503).problem(), "draining");
}
