//! A client that does not read while much happens: the server keeps little for it, and it misses nothing.

use std::collections::BTreeMap;

use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::net::TcpSocket;

use crate::node::Node;
use crate::request::message;
use crate::socket::Socket;

const MESSAGES: usize = 20_000;
/// Sends under way: few, so that there are more live frames than a session's queue holds.
const WINDOW: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_is_brought_to_the_present_and_misses_nothing() {
    let node = Node::start().await;
    let (ada, grace) = (node.person("ada").await, node.person("grace").await);
    let conversation = node.conversation(&ada, &grace, &["hello"]).await;

    let tcp = TcpSocket::new_v4().expect("a socket");
    tcp.set_recv_buffer_size(4096).expect("a small buffer");
    let tcp = tcp.connect(node.address).await.expect("connects");
    let token = format!("Bearer {}", ada.token);
    let mut socket = Socket::handshake(&node, tcp, &[("authorization", &token)]).await.expect("opens");
    let came = socket.hello(None).await;
    let mut reader = Reader::new(&came);

    let (actor, id) = (grace.actor(), conversation.parse().expect("an id"));
    let text = "a thousand characters ".repeat(45);
    let sends = futures_util::stream::iter(0..MESSAGES).map(|_| {
        let request = serde_json::from_value(message(&text)).expect("a message");
        let sending = node.messaging.send_message(&actor, id, &request).expect("taken");
        async move { sending.await.expect("sent") }
    });
    sends.buffered(WINDOW).for_each(|_| std::future::ready(())).await;

    // Now it reads, and asks for what an entry could not bring.
    while reader.seen() < MESSAGES + 1 {
        while reader.head < i64::try_from(MESSAGES + 1).expect("few") {
            reader.entry(&socket.frame_of("entry").await);
        }
        if let Some((after, before)) = reader.hole() {
            let params = json!({"conversation": conversation, "after": after, "limit": 100});
            let (reply, _) = socket.ask("read_events", &params).await;
            let events = reply["result"]["events"].as_array().expect("events");
            assert!(events.first().is_some_and(|event| event["seq"] == after + 1), "{after} to {before}");
            reader.events(events);
        }
    }
    let metrics = node.get("/metrics").send().await.expect(200);
    let metrics = String::from_utf8(metrics.bytes).expect("text");
    let resyncs = metrics.lines().find_map(|line| line.strip_prefix("subrosa_resyncs_total "));
    assert!(resyncs.is_some_and(|count| count != "0"), "the session never had to read the store");
}

/// What the client holds of the one conversation.
struct Reader {
    number: i64,
    head: i64,
    client_ids: BTreeMap<i64, String>,
}

impl Reader {
    fn new(came: &[Value]) -> Self {
        let snapshot = came.iter().find(|frame| frame["type"] == "snapshot").expect("a snapshot");
        let cursor = snapshot["cursor"].as_str().expect("a cursor");
        let number = cursor.split('.').nth(1).and_then(|number| number.parse().ok()).expect("a number");
        let mut reader = Self { number, head: 0, client_ids: BTreeMap::new() };
        reader.events(snapshot["conversations"][0]["events"].as_array().expect("events"));
        reader
    }

    /// Each entry must follow the one before.
    fn entry(&mut self, entry: &Value) {
        assert_eq!(entry["previous"], self.number, "an entry is missing");
        self.number = entry["number"].as_i64().expect("a number");
        self.head = entry["conversation"]["head"].as_i64().expect("a head");
        self.events(entry["events"].as_array().expect("events"));
    }

    fn events(&mut self, events: &[Value]) {
        for event in events {
            let seq = event["seq"].as_i64().expect("a seq");
            let name = event["client_id"].as_str().expect("a client id").to_owned();
            let known = self.client_ids.insert(seq, name.clone());
            assert!(known.is_none_or(|known| known == name), "{seq} changed");
        }
    }

    fn seen(&self) -> usize {
        self.client_ids.len()
    }

    /// The first missing part of the log.
    fn hole(&self) -> Option<(i64, i64)> {
        let mut last = 0;
        for &seq in self.client_ids.keys() {
            if seq != last + 1 {
                return Some((last, seq));
            }
            last = seq;
        }
        (last < self.head).then_some((last, self.head + 1))
    }
}
