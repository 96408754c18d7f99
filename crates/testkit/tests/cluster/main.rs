//! Two real servers on a real PostgreSQL and a real NATS: what happens at one is seen at the other.
//!
//! The binary is the one that was built beside this test.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod clock;
mod tls;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use subrosa_client::raw::{self, Dialer};
use subrosa_client::{Http, Token};
use subrosa_proto::frame::{Hello, InConversation, ServerFrame};
use subrosa_proto::sync::{Presence, Watch};
use subrosa_proto::{AccountId, ConversationId};
use subrosa_testkit::cluster::Cluster;
use subrosa_testkit::postgres::Sync;
use subrosa_testkit::writing::person;
use tempfile::TempDir;

/// Everything here takes milliseconds; a busy machine may take longer.
const PATIENCE: Duration = Duration::from_secs(10);

fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("a path");
    let folder = test.parent().and_then(|deps| deps.parent()).expect("a folder");
    folder.join("subrosa")
}

async fn two() -> (Cluster, TempDir) {
    let scratch = tempfile::tempdir().expect("a folder");
    let cluster = Cluster::start(&binary(), scratch.path(), 2, Sync::No).await.expect("starts");
    for node in 0..2 {
        says(&cluster, node, "nats: connected, 1 other servers").await;
    }
    (cluster, scratch)
}

/// Waits until a server's `/readyz` says this; how long it took.
async fn says(cluster: &Cluster, node: usize, what: &str) -> Duration {
    let begun = Instant::now();
    loop {
        let said = cluster.readiness(node).await.unwrap_or_else(|error| error.to_string());
        if said.contains(what) {
            return begun.elapsed();
        }
        assert!(begun.elapsed() < PATIENCE, "{what} was not said, but {said}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn sign_up(url: &str, handle: &str) -> (Token, AccountId) {
    person::sign_up(url, handle).await.expect("signs up")
}

/// An open socket.
struct Socket(raw::Writer, raw::Reader);

impl Socket {
    async fn open(url: &str, token: &Token) -> Self {
        let (writer, reader) = Dialer::new(url, 4096).expect("an address").open(token).await.expect("opens");
        let mut socket = Self(writer, reader);
        socket.say("hello", &Hello { cursor: None }).await;
        socket.hears(|frame| matches!(frame, ServerFrame::CaughtUp { .. })).await;
        socket
    }

    async fn say(&mut self, kind: &str, params: &impl serde::Serialize) {
        self.0.feed(raw::frame(kind, Some(1), params).expect("JSON")).await.expect("writes");
        self.0.flush().await.expect("writes");
    }

    /// Reads on until such a frame comes.
    async fn hears(&mut self, such: impl Fn(&ServerFrame) -> bool) -> ServerFrame {
        let heard = async {
            loop {
                let frame = self.1.next().await.expect("reads").expect("the server stays");
                let frame = ServerFrame::from_text(frame.text()).expect("a frame");
                if such(&frame) {
                    return frame;
                }
            }
        };
        tokio::time::timeout(PATIENCE, heard).await.expect("it is heard")
    }
}

fn is_presence(frame: &ServerFrame, of: AccountId, online: bool) -> bool {
    matches!(frame, ServerFrame::Presence(Presence { account, online: is, .. }) if *account == of && *is == online)
}

/// Ada at the first server and Grace at the second, who share a conversation.
async fn ada_and_grace(cluster: &Cluster) -> ((Token, AccountId), (Token, AccountId), ConversationId) {
    let urls = cluster.urls();
    let ada = sign_up(&urls[0], "ada").await;
    let grace = sign_up(&urls[1], "grace").await;
    let http = Http::new(&urls[0]).expect("an address").with_token(ada.0.clone());
    let conversation = http.start_conversation("grace").await.expect("starts").conversation.id;
    http.send(conversation, "hello").await;
    (ada, grace, conversation)
}

trait Send {
    async fn send(&self, conversation: ConversationId, text: &str);
}

impl Send for Http {
    async fn send(&self, conversation: ConversationId, text: &str) {
        let body = serde_json::value::to_raw_value(&subrosa_proto::Body::text(text.to_owned())).expect("JSON");
        let client_id = subrosa_proto::ClientId(uuid::Uuid::new_v4());
        let message = subrosa_proto::event::SendMessage::new(client_id, body);
        self.send_message(conversation, &message).await.expect("sends");
    }
}

#[tokio::test]
async fn messages_typing_receipts_and_presence_cross_servers() {
    let (cluster, _scratch) = two().await;
    let urls = cluster.urls();
    let (ada, grace, conversation) = ada_and_grace(&cluster).await;
    let mut at_first = Socket::open(&urls[0], &ada.0).await;
    at_first.say("watch", &Watch { accounts: vec![grace.1] }).await;
    at_first.hears(|frame| matches!(frame, ServerFrame::Reply { .. })).await;
    let mut at_second = Socket::open(&urls[1], &grace.0).await;
    at_first.hears(|frame| is_presence(frame, grace.1, true)).await;

    let http = Http::new(&urls[0]).expect("an address").with_token(ada.0.clone());
    http.send(conversation, "across").await;
    let entry = at_second.hears(|frame| matches!(frame, ServerFrame::Entry(_))).await;
    assert!(serde_json::to_string(&entry).expect("JSON").contains("across"));
    at_second.say("typing", &InConversation { conversation, params: serde_json::json!({}) }).await;
    at_first.hears(|frame| matches!(frame, ServerFrame::Typing { account, .. } if *account == grace.1)).await;
    at_second.say("mark_read", &InConversation { conversation, params: serde_json::json!({ "seq": 2 }) }).await;
    at_first.hears(|frame| serde_json::to_string(frame).is_ok_and(|frame| frame.contains(r#""peer_read":2"#))).await;
    drop(at_second);
    at_first.hears(|frame| is_presence(frame, grace.1, false)).await;
}

#[tokio::test]
async fn doctor_looks_at_nats() {
    let (mut cluster, _scratch) = two().await;
    let (healthy, said) = cluster.doctor(0).expect("runs");
    assert!(healthy && said.contains("NATS:") && said.contains("2.1"), "{said}");
    (0..2).for_each(|server| cluster.nats.kill(server));
    let (healthy, said) = cluster.doctor(0).expect("runs");
    assert!(!healthy && said.contains("check that it runs, and the `nats` settings"), "{said}");
}

#[tokio::test]
async fn a_server_that_stops_in_order_is_gone_at_once() {
    let (mut cluster, _scratch) = two().await;
    cluster.stop(1).await.expect("stops");
    // Were its word lost, it would be missed after five seconds.
    let took = says(&cluster, 0, "nats: connected, 0 other servers").await;
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[tokio::test]
async fn signing_out_at_one_server_ends_the_socket_at_another() {
    let (cluster, _scratch) = two().await;
    let urls = cluster.urls();
    let (token, _) = sign_up(&urls[0], "ada").await;
    let mut socket = Socket::open(&urls[1], &token).await;
    Http::new(&urls[0]).expect("an address").with_token(token).sign_out().await.expect("signs out");
    let bye = socket.hears(|frame| matches!(frame, ServerFrame::Bye { .. })).await;
    assert!(serde_json::to_string(&bye).expect("JSON").contains("device_revoked"));
}

#[tokio::test]
async fn without_nats_a_server_says_so_and_its_sessions_hear_all_the_same() {
    let (mut cluster, _scratch) = two().await;
    let urls = cluster.urls();
    let (ada, grace, conversation) = ada_and_grace(&cluster).await;
    let mut at_second = Socket::open(&urls[1], &grace.0).await;
    (0..2).for_each(|server| cluster.nats.kill(server));
    for node in 0..2 {
        says(&cluster, node, "nats: lost").await;
    }
    let http = Http::new(&urls[0]).expect("an address").with_token(ada.0.clone());
    http.send(conversation, "without").await;
    let entry = at_second.hears(|frame| matches!(frame, ServerFrame::Entry(_))).await;
    assert!(serde_json::to_string(&entry).expect("JSON").contains("without"));
    for server in 0..2 {
        cluster.nats.resume(server).await.expect("resumes");
    }
    for node in 0..2 {
        says(&cluster, node, "nats: connected, 1 other servers").await;
    }
}
