//! The client against the real server: the binary beside this test, or the one named in `SUBROSA_BIN`.

#![expect(clippy::expect_used, clippy::panic, reason = "an expectation that is not met is how a test fails")]

mod node;

use std::time::Duration;

use node::Node;
use subrosa_client::outbox::FileOutbox;
use subrosa_client::proto::account::{PasswordChange, ProfileChange, Session, SignIn, SignUp};
use subrosa_client::proto::conversation::{Conversation, ListRequest};
use subrosa_client::proto::event::{Event as LogEvent, PageRequest, SendMessage};
use subrosa_client::proto::sync::SyncRequest;
use subrosa_client::proto::{AccountId, Body, ClientId, ConversationId, ErrorCode};
use subrosa_client::view::View;
use subrosa_client::{Client, Event, Events, Http, Status};
use uuid::Uuid;

const PASSWORD: &str = "correct horse battery";

/// Waits for what has to happen.
async fn within<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), future).await.expect("it did not happen")
}

async fn sign_up(node: &Node, handle: &str) -> Session {
    let sign_up = SignUp {
        handle: handle.into(),
        password: PASSWORD.into(),
        display_name: None,
        invite: None,
        device_name: Some("test".into()),
    };
    Http::new(&node.url()).expect("an address").sign_up(&sign_up).await.expect("an account")
}

/// A signed-in person with a connection, and what they see.
struct Person {
    id: AccountId,
    client: Client,
    events: Events,
    view: Option<View>,
}

impl Person {
    async fn new(node: &Node, handle: &str) -> Self {
        let session = sign_up(node, handle).await;
        let client = Client::builder(node.url()).token(session.token).connect().await.expect("a connection");
        Self { id: session.account.id, events: client.events(), client, view: None }
    }

    /// Follows events until one is as wanted.
    async fn until<T>(&mut self, mut wanted: impl FnMut(&Event, &View) -> Option<T>) -> T {
        let following = async {
            loop {
                let event = self.events.next().await.expect("the client lives");
                View::follow(&mut self.view, &event);
                if let Some(view) = &mut self.view {
                    self.client.fill(view).await.expect("the holes can be read");
                    if let Some(found) = wanted(&event, view) {
                        return found;
                    }
                }
            }
        };
        within(following).await
    }

    /// Follows until a conversation holds so many messages, and returns their texts.
    async fn texts(&mut self, conversation: ConversationId, count: usize) -> Vec<String> {
        let events = |view: &View| view.conversations.get(&conversation).map(|thread| thread.events.len());
        if self.view.as_ref().and_then(events) != Some(count) {
            self.until(|_, view| (events(view) == Some(count)).then_some(())).await;
        }
        let view = self.view.as_ref().expect("it is there");
        view.conversations[&conversation].events.values().map(text).collect()
    }
}

fn state(view: &View, conversation: ConversationId) -> Option<&Conversation> {
    view.conversations.get(&conversation).map(|thread| &thread.conversation)
}

fn text(event: &LogEvent) -> String {
    serde_json::from_str::<Body>(event.body.get()).expect("a body").text
}

#[tokio::test]
async fn two_people_write_to_each_other() {
    let node = Node::start();
    let (mut ada, mut grace) = (Person::new(&node, "ada").await, Person::new(&node, "grace").await);
    let chat = ada.client.start("@Grace").await.expect("a conversation").conversation.id;
    let sent = ada.client.send(chat, "Are you there?").await.expect("sent");
    assert_eq!(sent.seq, 1);
    assert_eq!(grace.texts(chat, 1).await, ["Are you there?"]);

    // Asking for the next event says that the message arrived; reading it is said by hand.
    grace.client.mark_read(chat, 1).await.expect("done");
    let reading = grace.until(|_, view| state(view, chat).filter(|state| state.read == 1).map(drop));
    let seen = ada
        .until(|_, view| state(view, chat).filter(|state| state.peer_delivered == 1 && state.peer_read == 1).map(drop));
    tokio::join!(reading, seen);

    grace.client.typing(chat).expect("a frame");
    let typing = |event: &Event, _: &View| match event {
        Event::Typing { account, .. } => Some(*account),
        _ => None,
    };
    assert_eq!(ada.until(typing).await, grace.id);

    let present = ada.client.watch(&[grace.id]).await.expect("a list");
    assert!(present.presence[0].online);
    grace.client.close().await;
    let left = |event: &Event, _: &View| match event {
        Event::Presence(presence) => (!presence.online).then_some(presence.account),
        _ => None,
    };
    assert_eq!(ada.until(left).await, grace.id);
}

#[tokio::test]
async fn a_killed_server_loses_doubles_and_reorders_nothing() {
    let mut node = Node::start();
    let folder = tempfile::tempdir().expect("a folder");
    let session = sign_up(&node, "ada").await;
    let mut grace = Person::new(&node, "grace").await;
    let outbox = FileOutbox::open(folder.path().join("outbox.jsonl")).expect("an outbox");
    let ada = Client::builder(node.url()).token(session.token).outbox(outbox).connect().await.expect("a connection");
    let chat = ada.start("grace").await.expect("a conversation").conversation.id;

    // Fewer than the server takes at once from one account.
    let words: Vec<_> = (1..=100).map(|number| format!("message {number}")).collect();
    for (place, text) in words.iter().enumerate() {
        ada.queue(chat, &Body::text(text)).await.expect("room");
        if place % 30 == 20 {
            node.kill();
            within(ada.wait_for(|status| matches!(status, Status::Waiting { .. }))).await.expect("it goes on");
            node.restart();
        }
    }
    within(ada.flush()).await.expect("all sent");
    assert_eq!(grace.texts(chat, words.len()).await, words);
    let snapshot = grace.client.http().snapshot().await.expect("a snapshot");
    let view = grace.view.as_mut().expect("it is there");
    // Acks and receipts may have changed states since the last event.
    while view.cursor != snapshot.cursor {
        let event = within(grace.events.next()).await.expect("the client lives");
        let Event::Entry(entry) = event else { continue };
        view.apply(*entry);
    }
    assert_eq!(view.difference(&snapshot), None);
}

#[tokio::test]
async fn every_route_answers_in_its_type() {
    let node = Node::start();
    let session = sign_up(&node, "ada").await;
    let grace = sign_up(&node, "grace").await;
    let signed_out = Http::new(&node.url()).expect("an address");
    assert!(!signed_out.info().await.expect("public").version.is_empty());
    assert_eq!(signed_out.me().await.expect_err("signed out").code(), Some(ErrorCode::Unauthenticated));

    let ada = signed_out.clone().with_token(session.token);
    let change = ProfileChange { display_name: Some("Ada Lovelace".into()), bio: Some("Poetical science".into()) };
    assert_eq!(ada.change_profile(&change).await.expect("changed").profile.bio, "Poetical science");
    assert_eq!(ada.me().await.expect("me").profile.display_name, "Ada Lovelace");
    assert_eq!(ada.find_account("grace").await.expect("found").account.id, grace.account.id);

    let chat = ada.start_conversation("grace").await.expect("a conversation").conversation.id;
    let body = serde_json::value::to_raw_value(&Body::text("hello")).expect("a body");
    let message = SendMessage::new(ClientId(Uuid::from_u128(1)), body);
    let sent = ada.send_message(chat, &message).await.expect("sent");
    assert_eq!(ada.send_message(chat, &message).await.expect("the same"), sent);
    assert_eq!(ada.events(chat, &PageRequest::default()).await.expect("a page").events.len(), 1);
    assert_eq!(ada.conversation(chat).await.expect("it").events.len(), 1);
    assert_eq!(ada.conversations(&ListRequest::default()).await.expect("a page").conversations.len(), 1);
    ada.typing(chat).await.expect("told");
    ada.save_draft(chat, "and then").await.expect("kept");

    let reader = signed_out.clone().with_token(grace.token);
    reader.mark_read(chat, sent.seq).await.expect("read");
    let snapshot = reader.snapshot().await.expect("a snapshot");
    assert_eq!(snapshot.page.conversations[0].conversation.unread, 0);
    reader.ack(snapshot.cursor).await.expect("acknowledged");
    let waiting = SyncRequest { since: snapshot.cursor, wait: Some(20), limit: None };
    let (page, changed) = tokio::join!(reader.sync(&waiting), reader.save_draft(chat, "yes"));
    changed.expect("kept");
    assert_eq!(page.expect("a page").entries.len(), 1);
    assert_eq!(ada.presence(&[grace.account.id]).await.expect("a list").presence.len(), 1);

    let second = SignIn {
        handle: "ada".into(),
        password: PASSWORD.into(),
        code: None,
        passkey: None,
        device_name: Some("second".into()),
    };
    let second = signed_out.sign_in(&second).await.expect("signed in");
    assert_eq!(ada.devices().await.expect("a list").devices.len(), 2);
    ada.revoke_device(second.device).await.expect("revoked");
    let change = PasswordChange { current: PASSWORD.into(), new: "another long one".into() };
    ada.change_password(&change).await.expect("changed");
    assert!(ada.set_avatar("image/png", &b"no picture"[..]).await.is_err());
    ada.remove_avatar().await.expect("gone");
    ada.sign_out().await.expect("signed out");
    assert_eq!(ada.me().await.expect_err("signed out").code(), Some(ErrorCode::Unauthenticated));
}

#[tokio::test]
async fn a_revoked_device_ends() {
    let node = Node::start();
    let ada = Person::new(&node, "ada").await;
    let sign_in =
        SignIn { handle: "ada".into(), password: PASSWORD.into(), code: None, passkey: None, device_name: None };
    let second = Http::new(&node.url()).expect("an address").sign_in(&sign_in).await.expect("signed in");
    let second_client = Client::builder(node.url()).token(second.token).connect().await.expect("a connection");
    ada.client.http().revoke_device(second.device).await.expect("revoked");
    let ended = within(second_client.wait_for(|status| matches!(status, Status::Ended(_)))).await.expect("an end");
    assert!(matches!(ended, Status::Ended(error) if error.code() == Some(ErrorCode::DeviceRevoked)));
}
