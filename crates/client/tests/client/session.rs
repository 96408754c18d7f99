//! Connecting, resuming, ending: what a client does whatever happens to its connection.

use std::time::Duration;

use crate::peer::{Peer, at, conversation, done, next_number, theirs, within};
use serde_json::json;
use subrosa_client::proto::ErrorCode;
use subrosa_client::proto::sync::{Cursor, Epoch};
use subrosa_client::{Error, Event, Random, Status};
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn it_begins_with_a_snapshot_and_goes_on_with_entries() {
    let (mut peer, builder) = Peer::new();
    let (client, session) = tokio::join!(builder.connect(), peer.accept_live());
    let client = client.expect("a connection");
    assert_eq!((session.authorization.as_str(), session.cursor), ("Bearer a-token", None));

    let mut session = session;
    session.say(&theirs(1)).await;
    let mut events = client.events();
    let mut told = Vec::new();
    while told.last() != Some(&"entry") {
        match within(events.next()).await.expect("an event") {
            Event::Snapshot(snapshot) => told.push(if snapshot.cursor == at(0) { "snapshot" } else { "other" }),
            Event::CaughtUp(_) => told.push("caught up"),
            Event::Entry(_) => told.push("entry"),
            _ => {}
        }
    }
    assert_eq!(told, ["snapshot", "caught up", "entry"]);
    assert_eq!(events.cursor(), Some(at(1)));
}

#[tokio::test(start_paused = true)]
async fn after_a_loss_it_resumes_at_its_cursor() {
    let (mut peer, builder) = Peer::new();
    let client = builder.cursor(Some(at(3))).start().expect("a client");
    let mut session = peer.accept_live().await;
    assert_eq!(session.cursor, Some(at(3)));
    let mut events = client.events();
    session.say(&theirs(4)).await;
    assert_eq!(next_number(&mut events).await, 4);

    drop(session);
    let mut session = peer.accept_live().await;
    assert_eq!(session.cursor, Some(at(4)));
    session.say(&theirs(5)).await;
    assert_eq!(next_number(&mut events).await, 5);
}

#[tokio::test(start_paused = true)]
async fn a_gap_is_closed_by_the_cursor() {
    let (mut peer, builder) = Peer::new();
    let client = builder.cursor(Some(at(0))).start().expect("a client");
    let mut session = peer.accept_live().await;
    for number in [1, 1, 3, 4] {
        session.say(&theirs(number)).await;
    }
    assert!(session.says_goodbye().await);
    let mut session = peer.accept_live().await;
    assert_eq!(session.cursor, Some(at(1)));
    for number in [2, 3, 4] {
        session.say(&theirs(number)).await;
    }
    let mut events = client.events();
    for number in 1..=4 {
        assert_eq!(next_number(&mut events).await, number);
    }
}

#[tokio::test(start_paused = true)]
async fn a_restored_store_begins_anew() {
    let (mut peer, builder) = Peer::new();
    let old = Cursor::new(Epoch(1), 900);
    let client = builder.cursor(Some(old)).start().expect("a client");
    let mut session = peer.accept().await;
    assert_eq!(session.cursor, Some(old));
    session.cursor = None;
    session.live().await;
    session.say(&theirs(1)).await;
    let mut events = client.events();
    assert_eq!(next_number(&mut events).await, 1);
    assert_eq!(events.cursor(), Some(at(1)));
}

#[tokio::test(start_paused = true)]
async fn waits_grow_until_a_connection_lives() {
    let (mut peer, builder) = Peer::new();
    let longest = Random::from_fn(|| u128::MAX);
    let _client = builder.random(longest).start().expect("a client");
    let mut waits = Vec::new();
    drop(peer.stream().await);
    for _ in 0..5 {
        let lost = Instant::now();
        drop(peer.stream().await);
        waits.push(lost.elapsed().as_secs_f64());
    }
    assert_eq!(waits, [0.25, 0.5, 1.0, 2.0, 4.0]);
}

#[tokio::test(start_paused = true)]
async fn a_bye_says_when_to_come_back() {
    let (mut peer, builder) = Peer::new();
    let _client = builder.start().expect("a client");
    let mut session = peer.accept_live().await;
    session.bye(ErrorCode::Draining, Some(5_000)).await;
    let said = Instant::now();
    let session = peer.accept_live().await;
    assert_eq!(session.cursor, Some(at(0)));
    assert!(said.elapsed() >= Duration::from_secs(5));
}

#[tokio::test(start_paused = true)]
async fn a_revoked_device_stays_away() {
    let (mut peer, builder) = Peer::new();
    let client = builder.start().expect("a client");
    let mut session = peer.accept_live().await;
    session.bye(ErrorCode::DeviceRevoked, None).await;
    let ended = within(client.wait_for(|status| matches!(status, Status::Ended(_)))).await.expect("an end");
    assert!(matches!(ended, Status::Ended(error) if error.code() == Some(ErrorCode::DeviceRevoked)));
    let refused = client.mark_read(conversation(1), 1).await.expect_err("no service");
    assert_eq!(refused.code(), Some(ErrorCode::DeviceRevoked));
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_said_at_once() {
    let (mut peer, builder) = Peer::new();
    let (client, ()) = tokio::join!(builder.connect(), peer.refuse(ErrorCode::DeviceRevoked));
    assert_eq!(client.err().and_then(|error| error.code()), Some(ErrorCode::DeviceRevoked));
}

#[tokio::test(start_paused = true)]
async fn connecting_to_nobody_is_an_error_and_starting_is_not() {
    let (peer, builder) = Peer::new();
    drop(peer);
    assert!(matches!(builder.connect().await.err(), Some(Error::Transport(_))));

    let (peer, builder) = Peer::new();
    drop(peer);
    let client = builder.start().expect("a client");
    let waiting = within(client.wait_for(|status| matches!(status, Status::Waiting { .. }))).await;
    assert!(waiting.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_silent_server_is_taken_for_gone() {
    let (mut peer, builder) = Peer::new();
    let _client = builder.start().expect("a client");
    let session = peer.accept_live().await;
    let alive = Instant::now();
    // The session is open, but nobody reads, so nobody answers the ping.
    let next = peer.accept_live().await;
    assert_eq!(alive.elapsed().as_secs(), 40);
    drop((session, next));
}

#[tokio::test(start_paused = true)]
async fn a_command_outlives_its_connection() {
    let (mut peer, builder) = Peer::new();
    let client = builder.start().expect("a client");
    let asking = tokio::spawn(async move { client.mark_read(conversation(1), 7).await });
    let mut session = peer.accept_live().await;
    let asked = session.read("mark_read").await;
    assert_eq!(asked["params"], json!({"conversation": conversation(1), "seq": 7}));

    drop(session);
    let mut session = peer.accept_live().await;
    let again = session.read("mark_read").await;
    assert_eq!(again, asked);
    session.reply(again["id"].as_u64().expect("an id"), done()).await;
    within(asking).await.expect("no panic").expect("done");
}

#[tokio::test(start_paused = true)]
async fn a_command_has_a_deadline() {
    let (mut peer, builder) = Peer::new();
    let client = builder.deadline(Duration::from_secs(3)).start().expect("a client");
    let begun = Instant::now();
    assert!(matches!(client.me().await, Err(Error::Timeout)));
    assert_eq!(begun.elapsed().as_secs(), 3);
    // Nobody waits any more, so it is not asked later.
    let mut session = peer.accept_live().await;
    let (_, asked) = tokio::join!(client.devices(), session.read("list_devices"));
    assert_eq!(asked["params"], json!({}));
}

#[tokio::test(start_paused = true)]
async fn who_is_watched_is_said_on_every_connection() {
    let (mut peer, builder) = Peer::new();
    let client = builder.start().expect("a client");
    let mut session = peer.accept_live().await;
    let online = json!({"presence": [{"account": crate::peer::PEER, "online": true}]});
    let answering = async {
        let asked = session.read("watch").await;
        session.reply(asked["id"].as_u64().expect("an id"), online.clone()).await;
    };
    let (list, ()) = tokio::join!(client.watch(&[crate::peer::PEER]), answering);
    assert!(list.expect("a list").presence[0].online);

    drop(session);
    let mut session = peer.accept_live().await;
    let asked = session.read("watch").await;
    assert_eq!(asked["params"], json!({"accounts": [crate::peer::PEER]}));
    session.reply(asked["id"].as_u64().expect("an id"), online).await;
    let mut events = client.events();
    let present = async {
        loop {
            if let Some(Event::Presence(presence)) = events.next().await {
                return presence;
            }
        }
    };
    assert_eq!(within(present).await.account, crate::peer::PEER);
}

#[tokio::test(start_paused = true)]
async fn what_the_application_has_dealt_with_is_acknowledged() {
    let (mut peer, builder) = Peer::new();
    let client = builder.cursor(Some(at(0))).start().expect("a client");
    let mut session = peer.accept_live().await;
    for number in 1..=3 {
        session.say(&theirs(number)).await;
    }
    let mut events = client.events();
    while next_number(&mut events).await != 3 {}
    let asking = tokio::spawn(async move { events.next().await });
    let mut acknowledged = None;
    while acknowledged != Some(3) {
        let frame = session.read("ack").await;
        let cursor: Cursor = serde_json::from_value(frame["params"]["cursor"].clone()).expect("a cursor");
        assert!(Some(cursor.number) > acknowledged, "acks only rise");
        acknowledged = Some(cursor.number);
    }
    asking.abort();
}

#[tokio::test(start_paused = true)]
async fn a_slow_application_misses_nothing_and_holds_up_no_answer() {
    let (mut peer, builder) = Peer::new();
    let client = builder.cursor(Some(at(0))).queue(8).start().expect("a client");
    let mut session = peer.accept_live().await;
    for number in 1..=100 {
        session.say(&theirs(number)).await;
    }
    // Nobody takes the events, and yet:
    let (answer, ()) = tokio::join!(client.me(), async {
        let asked = session.read("get_me").await;
        let me = serde_json::to_value(crate::peer::me()).expect("a result");
        session.reply(asked["id"].as_u64().expect("an id"), me).await;
    });
    assert!(answer.is_ok());

    let mut events = client.events();
    let server = tokio::spawn(async move {
        loop {
            let from = session.cursor.map_or(0, |cursor| cursor.number);
            session.gone().await;
            session = peer.accept().await;
            session.welcome().await;
            let cursor = session.cursor.expect("a cursor");
            assert!(cursor.number > from, "each session brings the application further");
            for number in cursor.number + 1..=100 {
                session.say(&theirs(number)).await;
            }
            session.caught_up(at(100)).await;
        }
    });
    for number in 1..=100 {
        assert_eq!(next_number(&mut events).await, number);
    }
    server.abort();
}

#[tokio::test(start_paused = true)]
async fn closing_says_goodbye() {
    let (mut peer, builder) = Peer::new();
    let client = builder.start().expect("a client");
    let mut session = peer.accept_live().await;
    within(client.wait_for(|status| matches!(status, Status::Live))).await.expect("a connection");
    let other_handle = client.clone();
    let ((), goodbye) = tokio::join!(client.close(), session.says_goodbye());
    assert!(goodbye);
    assert!(matches!(other_handle.me().await, Err(Error::Closed)));
}

#[tokio::test(start_paused = true)]
async fn the_last_handle_ends_the_connection() {
    let (mut peer, builder) = Peer::new();
    let client = builder.start().expect("a client");
    let mut session = peer.accept_live().await;
    let mut events = client.events();
    drop(client);
    assert!(session.says_goodbye().await);
    drop(session);
    let end = async { while events.next().await.is_some() {} };
    within(end).await;
}
