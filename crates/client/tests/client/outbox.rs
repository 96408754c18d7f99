//! Sending: what reaches the server, how often, under which name and in which order.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::peer::{ME, PEER, Peer, conversation, entry, sent, within};
use subrosa_client::outbox::{Change, FileOutbox, Outbox, Unsent};
use subrosa_client::proto::{Body, ClientId, ErrorCode, Problem};
use subrosa_client::{Error, Event};
use tokio::time::Instant;

/// Notes what is written, as the client's process would leave it behind.
#[derive(Clone, Default)]
struct Notes {
    changes: Arc<Mutex<Vec<Change>>>,
    full: Arc<Mutex<bool>>,
}

impl Notes {
    fn added(&self) -> Vec<ClientId> {
        let changes = self.changes.lock().expect("one writer");
        changes
            .iter()
            .filter_map(|change| if let Change::Add(unsent) = change { Some(unsent.client_id) } else { None })
            .collect()
    }

    /// Waits until so many messages were removed, and names them.
    async fn removed(&self, count: usize) -> Vec<ClientId> {
        let removed = async {
            loop {
                let removed: Vec<_> = {
                    let changes = self.changes.lock().expect("one writer");
                    let ids = changes.iter().filter_map(|change| match change {
                        Change::Remove(client_id) => Some(*client_id),
                        Change::Add(_) => None,
                    });
                    ids.collect()
                };
                if removed.len() == count {
                    return removed;
                }
                tokio::task::yield_now().await;
            }
        };
        within(removed).await
    }
}

impl Outbox for Notes {
    fn unsent(&mut self) -> io::Result<Vec<Unsent>> {
        Ok(Vec::new())
    }

    fn write(&mut self, changes: &[Change]) -> io::Result<()> {
        if *self.full.lock().expect("one writer") {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.changes.lock().expect("one writer").extend_from_slice(changes);
        Ok(())
    }
}

fn text(text: &str) -> Body {
    Body::text(text)
}

#[tokio::test(start_paused = true)]
async fn a_message_is_written_down_before_it_is_sent() {
    let (mut peer, builder) = Peer::new();
    let notes = Notes::default();
    let client = builder.outbox(notes.clone()).start().expect("a client");
    let queued = client.queue(conversation(1), &text("hello")).await.expect("room");
    assert_eq!(notes.added(), [queued.client_id]);

    let mut session = peer.accept_live().await;
    let (id, client_id, words) = session.read_send().await;
    assert_eq!((client_id, words.as_str()), (queued.client_id, "hello"));
    session.sent(id, 4).await;
    assert_eq!(within(queued.sent()).await.expect("sent"), sent(4));
    assert_eq!(notes.removed(1).await, [client_id]);
}

#[tokio::test(start_paused = true)]
async fn what_can_not_be_written_down_is_not_sent() {
    let (mut peer, builder) = Peer::new();
    let notes = Notes::default();
    let client = builder.outbox(notes.clone()).start().expect("a client");
    let mut session = peer.accept_live().await;
    *notes.full.lock().expect("one writer") = true;
    assert!(matches!(client.send(conversation(1), "lost").await, Err(Error::Outbox(_))));
    assert!(matches!(client.send(conversation(1), " ").await, Err(Error::Body(_))));
    *notes.full.lock().expect("one writer") = false;
    let _queued = client.queue(conversation(1), &text("kept")).await.expect("room");
    assert_eq!(session.read_send().await.2, "kept");
}

#[tokio::test(start_paused = true)]
async fn a_conversation_keeps_its_order_and_holds_up_no_other() {
    let (mut peer, builder) = Peer::new();
    let client = builder.start().expect("a client");
    let mut session = peer.accept_live().await;
    for (to, words) in [(1, "a1"), (1, "a2"), (2, "b1")] {
        client.queue(conversation(to), &text(words)).await.expect("room");
    }
    let (first, name, words) = session.read_send().await;
    assert_eq!(words, "a1");
    let (other, _, words) = session.read_send().await;
    assert_eq!(words, "b1");
    session.refuse(first, Problem::new(ErrorCode::TooManyRequests).with_retry_after(5)).await;
    session.sent(other, 1).await;

    let refused = Instant::now();
    let (again, same_name, words) = session.read_send().await;
    assert_eq!((words.as_str(), same_name), ("a1", name));
    assert!(refused.elapsed() >= Duration::from_secs(5));
    session.sent(again, 1).await;
    assert_eq!(session.read_send().await.2, "a2");
}

#[tokio::test(start_paused = true)]
async fn an_answer_lost_with_its_connection_is_asked_for_again() {
    let (mut peer, builder) = Peer::new();
    let client = builder.start().expect("a client");
    let sending = tokio::spawn(async move { client.send(conversation(1), "once").await });
    let mut session = peer.accept_live().await;
    let (_, name, _) = session.read_send().await;
    drop(session);

    let mut session = peer.accept_live().await;
    let (id, same_name, _) = session.read_send().await;
    assert_eq!(same_name, name);
    session.sent(id, 9).await;
    assert_eq!(within(sending).await.expect("no panic").expect("sent").seq, 9);
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_due_waits_for_a_live_connection() {
    let (mut peer, builder) = Peer::new();
    let client = builder.start().expect("a client");
    let mut session = peer.accept_live().await;
    let _queued = client.queue(conversation(1), &text("hello")).await.expect("room");
    let (id, name, _) = session.read_send().await;
    session.refuse(id, Problem::new(ErrorCode::TooManyRequests).with_retry_after(1)).await;
    drop(session);

    let mut session = peer.accept().await;
    session.welcome().await;
    // Time passes only while nobody is busy.
    tokio::time::sleep(Duration::from_secs(10)).await;
    session.caught_up(crate::peer::at(0)).await;
    assert_eq!(session.read_send().await.1, name);
}

#[tokio::test(start_paused = true)]
async fn an_unanswered_send_is_repeated_on_a_living_connection() {
    let (mut peer, builder) = Peer::new();
    let client = builder.start().expect("a client");
    let mut session = peer.accept_live().await;
    let queued = client.queue(conversation(1), &text("hello")).await.expect("room");
    let (_, name, _) = session.read_send().await;
    let (id, same_name, _) = session.read_send().await;
    assert_eq!(same_name, name);
    session.sent(id, 1).await;
    assert!(within(queued.sent()).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn the_echo_tells_that_a_message_arrived() {
    let (mut peer, builder) = Peer::new();
    let notes = Notes::default();
    let client = builder.outbox(notes.clone()).start().expect("a client");
    let mut session = peer.accept_live().await;
    let queued = client.queue(conversation(1), &text("hello")).await.expect("room");
    let (_, name, _) = session.read_send().await;
    // The same name from someone else says nothing.
    session.say(&entry(1, PEER, name)).await;
    session.say(&entry(2, ME, name)).await;
    assert_eq!(within(queued.sent()).await.expect("sent"), sent(2));
    assert_eq!(notes.removed(1).await, [name]);
}

#[tokio::test(start_paused = true)]
async fn what_came_while_away_is_not_sent_again() {
    let (mut peer, builder) = Peer::new();
    let client = builder.start().expect("a client");
    let mut session = peer.accept_live().await;
    let first = client.queue(conversation(1), &text("first")).await.expect("room");
    client.queue(conversation(1), &text("second")).await.expect("room");
    let (_, name, _) = session.read_send().await;
    drop(session);

    let mut session = peer.accept().await;
    session.welcome().await;
    session.say(&entry(1, ME, name)).await;
    session.caught_up(crate::peer::at(1)).await;
    assert_eq!(session.read_send().await.2, "second");
    assert_eq!(within(first.sent()).await.expect("sent").seq, 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_for_good_is_said_and_given_up() {
    let (mut peer, builder) = Peer::new();
    let notes = Notes::default();
    let client = builder.outbox(notes.clone()).start().expect("a client");
    let mut session = peer.accept_live().await;
    let refused = client.queue(conversation(1), &text("to nobody")).await.expect("room");
    client.queue(conversation(1), &text("next")).await.expect("room");
    let (id, name, _) = session.read_send().await;
    session.refuse(id, Problem::new(ErrorCode::NotFound)).await;
    assert_eq!(session.read_send().await.2, "next");

    assert_eq!(within(refused.sent()).await.expect_err("refused").code(), Some(ErrorCode::NotFound));
    assert_eq!(notes.removed(1).await, [name]);
    let mut events = client.events();
    let failed = async {
        loop {
            if let Some(Event::Failed { client_id, problem, .. }) = events.next().await {
                return (client_id, problem.code);
            }
        }
    };
    assert_eq!(within(failed).await, (name, ErrorCode::NotFound));
}

#[tokio::test(start_paused = true)]
async fn a_session_that_ended_refuses_no_message() {
    let (mut peer, builder) = Peer::new();
    let notes = Notes::default();
    let client = builder.outbox(notes.clone()).start().expect("a client");
    let mut session = peer.accept_live().await;
    let queued = client.queue(conversation(1), &text("kept")).await.expect("room");
    let (id, ..) = session.read_send().await;
    session.refuse(id, Problem::new(ErrorCode::DeviceRevoked)).await;
    session.bye(ErrorCode::DeviceRevoked, None).await;
    assert!(matches!(within(queued.sent()).await, Err(Error::Closed)));
    client.close().await;
    assert_eq!(notes.removed(0).await, []);
}

#[tokio::test(start_paused = true)]
async fn a_file_keeps_messages_over_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("outbox.jsonl");
    let (mut peer, builder) = Peer::new();
    let client = builder.outbox(FileOutbox::open(&path).expect("an outbox")).start().expect("a client");
    let first = client.queue(conversation(1), &text("first")).await.expect("room");
    let second = client.queue(conversation(1), &text("second")).await.expect("room");
    let mut session = peer.accept_live().await;
    let (_, name, _) = session.read_send().await;
    assert_eq!(name, first.client_id);
    client.close().await;

    let (mut peer, builder) = Peer::new();
    let client = builder.outbox(FileOutbox::open(&path).expect("the same outbox")).start().expect("a client");
    let mut session = peer.accept_live().await;
    for (client_id, words) in [(first.client_id, "first"), (second.client_id, "second")] {
        let (id, name, text) = session.read_send().await;
        assert_eq!((name, text.as_str()), (client_id, words));
        session.sent(id, 1).await;
    }
    within(client.flush()).await.expect("all sent");
    client.close().await;
    assert_eq!(FileOutbox::open(&path).expect("the same outbox").unsent().expect("a list"), []);
}

#[tokio::test(start_paused = true)]
async fn more_conversations_than_fit_are_all_served() {
    let (mut peer, builder) = Peer::new();
    let client = builder.cursor(Some(crate::peer::at(0))).start().expect("a client");
    for to in 1..=500 {
        client.queue(conversation(to), &text("hello")).await.expect("room");
    }
    let mut session = peer.accept().await;
    session.welcome().await;
    // Time passes only while nobody is busy: all of them are in their lanes then.
    tokio::time::sleep(Duration::from_secs(1)).await;
    session.caught_up(crate::peer::at(0)).await;
    // Nothing is answered before everything has come.
    let begun = Instant::now();
    let mut ids = Vec::new();
    while ids.len() < 500 {
        ids.push(session.read_send().await.0);
    }
    assert!(begun.elapsed() < Duration::from_secs(1));
    for id in ids {
        session.sent(id, 1).await;
    }
    within(client.flush()).await.expect("all sent");
}
