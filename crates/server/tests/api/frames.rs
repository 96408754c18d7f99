//! The socket with clients that make mistakes, do harm, or are slow.

use serde_json::{Value, json};
use subrosa_access::Rate;
use tokio_tungstenite::tungstenite::Message;

use crate::node::Node;
use crate::request::message;
use crate::socket::{Came, Socket};

/// What the socket says before it ends.
async fn last_words(socket: &mut Socket) -> Value {
    let mut last = Value::Null;
    loop {
        match socket.came().await {
            Came::Frame(frame) => last = frame,
            Came::Closed(_) => return last,
        }
    }
}

#[tokio::test]
async fn hello_comes_first() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    for first in [r#"{"type":"get_me","id":1}"#, "{}", "[]", "hello", r#"{"type":"hello","params":{"cursor":"x"}}"#] {
        let mut socket = node.socket(&ada).await;
        socket.raw(Message::text(first)).await.expect("taken");
        let last = last_words(&mut socket).await;
        assert_eq!((&last["type"], &last["error"]["code"]), (&json!("error"), &json!("malformed_request")), "{first}");
    }
    let mut socket = node.socket(&ada).await;
    socket.raw(Message::binary(b"{}".as_slice())).await.expect("taken");
    assert_eq!(socket.came().await, Came::Closed(None));
}

#[tokio::test]
async fn a_fresh_client_gets_a_snapshot_and_a_known_one_what_is_new() {
    let node = Node::start().await;
    let (ada, grace) = (node.person("ada").await, node.person("grace").await);
    let conversation = node.conversation(&ada, &grace, &["hello"]).await;
    let (_socket, came) = node.live(&ada, None).await;
    let kinds = |came: &[Value]| came.iter().map(|frame| frame["type"].clone()).collect::<Vec<_>>();
    assert_eq!(kinds(&came), ["welcome", "snapshot", "caught_up"]);
    let cursor = came[2]["cursor"].as_str().expect("a cursor").to_owned();
    assert_eq!(came[1]["cursor"], cursor.as_str());

    node.send(&grace, &conversation, "hello yourself").await;
    let (_socket, came) = node.live(&ada, Some(&cursor)).await;
    assert_eq!(kinds(&came), ["welcome", "entry", "caught_up"]);
    // Of another life of the store, or from the future: from the beginning.
    for cursor in ["000000000000beef.1", "000000000000feed.999"] {
        let (_socket, came) = node.live(&ada, Some(cursor)).await;
        assert_eq!(kinds(&came), ["welcome", "snapshot", "caught_up"], "{cursor}");
    }
}

#[tokio::test]
async fn frames_that_are_none_are_named_and_many_of_them_end_the_session() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let (mut socket, _) = node.live(&ada, None).await;
    let deep = format!(r#"{{"type":"get_me","params":{}{}}}"#, "[".repeat(20_000), "]".repeat(20_000));
    for text in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"type":7}"#,
        r#"["get_me",1]"#,
        r#"{"type":"get_me","more":1}"#,
        r#"{"type":"get_me","id":-1}"#,
        &deep,
    ] {
        socket.raw(Message::text(text)).await.expect("taken");
        let frame = socket.frame().await;
        assert_eq!(
            (&frame["type"], &frame["error"]["code"]),
            (&json!("error"), &json!("malformed_request")),
            "{text:.60}"
        );
    }
    // The session goes on.
    assert_eq!(socket.ask("get_me", &json!({})).await.0["result"]["handle"], "ada");
    for _ in 0..20 {
        // It may be gone before the last.
        let _gone = socket.raw(Message::binary(b"x".as_slice())).await;
    }
    let last = last_words(&mut socket).await;
    assert_eq!((&last["type"], &last["error"]["code"]), (&json!("bye"), &json!("malformed_request")));
}

#[tokio::test]
async fn parameters_that_do_not_fit_are_named() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let (mut socket, _) = node.live(&ada, None).await;
    for (kind, params) in [
        ("no_such_command", json!({})),
        ("hello", json!({})),
        ("get_me", json!({"more": 1})),
        ("list_devices", json!({"more": 1})),
        ("sign_out", json!({"more": 1})),
        ("remove_avatar", json!([1])),
        ("typing", json!({"conversation": "cnv_06fq3k8x9w2m4", "more": 1})),
        ("revoke_device", json!({"conversation": "dev_06fq3k8x9w2m4"})),
        ("get_conversation", json!({"conversation": "acc_06fq3k8x9w2m4"})),
        ("get_conversation", json!({})),
        ("find_account", json!("ada")),
        ("find_account", json!(["ada"])),
        ("mark_read", json!({"conversation": "cnv_06fq3k8x9w2m4", "seq": "1"})),
        ("ack", json!({"cursor": "1"})),
        ("send_message", json!({"conversation": "cnv_06fq3k8x9w2m4", "client_id": "x", "body": {}})),
    ] {
        let (reply, _) = socket.ask(kind, &params).await;
        assert_eq!(reply["error"]["code"], "malformed_request", "{kind} {params}");
    }
    let (reply, _) = socket.ask("list_conversations", &json!({"limit": 101})).await;
    assert_eq!((&reply["error"]["code"], &reply["error"]["field"]), (&json!("invalid_parameter"), &json!("limit")));
}

#[tokio::test]
async fn a_frame_without_an_id_is_answered_only_when_it_fails() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let (mut socket, _) = node.live(&ada, None).await;
    socket.say(&json!({"type": "get_me"})).await;
    socket.say(&json!({"type": "find_account", "params": {"handle": "nobody"}})).await;
    let frame = socket.frame().await;
    assert_eq!((&frame["type"], &frame["error"]["code"]), (&json!("error"), &json!("recipient_unavailable")));
}

#[tokio::test]
async fn an_oversized_frame_ends_the_session_and_harms_no_one_else() {
    let node = Node::start().await;
    let (ada, grace) = (node.person("ada").await, node.person("grace").await);
    let (mut large, _) = node.live(&ada, None).await;
    let (mut other, _) = node.live(&grace, None).await;
    // The server may close while it is still being sent.
    let _gone = large.raw(Message::text(format!(r#"{{"type":"get_me","params":"{}"}}"#, "x".repeat(200_000)))).await;
    last_words(&mut large).await;
    assert_eq!(other.ask("get_me", &json!({})).await.0["result"]["handle"], "grace");
}

#[tokio::test]
async fn too_frequent_frames_are_refused_one_by_one() {
    let node = Node::with(|settings, _| {
        settings.limits.commands = Rate { per_minute: 1, burst: 8 };
        settings.limits.messages = Rate { per_minute: 1, burst: 5 };
    })
    .await;
    let (ada, grace) = (node.person("ada").await, node.person("grace").await);
    let conversation = node.conversation(&ada, &grace, &[]).await;
    let (mut socket, _) = node.live(&ada, None).await;
    for kind in ["get_me", "send_message"] {
        let mut codes = Vec::new();
        for _ in 0..12 {
            let mut params = json!({});
            if kind == "send_message" {
                params = message("again");
                params["conversation"] = conversation.as_str().into();
            }
            let (reply, _) = socket.ask(kind, &params).await;
            let error = &reply["error"];
            if !error.is_null() {
                assert_eq!(error["code"], "too_many_requests");
                assert!(error["retry_after"].as_u64().is_some_and(|seconds| seconds > 0));
            }
            codes.push(error.is_null());
        }
        assert!(codes[0] && !codes[11], "{kind} {codes:?}");
    }
    let page = node.messaging.read_events(&ada.actor(), conversation.parse().expect("an id"), Default::default()).await;
    assert_eq!(page.expect("reads").head, 5);
}

#[tokio::test]
async fn a_revoked_device_is_told_goodbye_at_once() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let phone = node.device("ada").await;
    let (mut socket, _) = node.live(&phone, None).await;
    let path = format!("/v1/me/devices/{}", phone.device);
    node.request(reqwest::Method::DELETE, &path).by(&ada).send().await.expect(204);
    let last = last_words(&mut socket).await;
    assert_eq!((&last["type"], &last["error"]["code"]), (&json!("bye"), &json!("device_revoked")));
    assert_eq!(
        node.open(&[("authorization", &format!("Bearer {}", phone.token))]).await.err().map(|(status, _)| status),
        Some(401)
    );
}

#[tokio::test]
async fn a_stopping_server_sends_its_sessions_away() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let (mut socket, _) = node.live(&ada, None).await;
    node.drain.begin();
    let last = last_words(&mut socket).await;
    assert_eq!((&last["type"], &last["error"]["code"]), (&json!("bye"), &json!("draining")));
    assert!(last["reconnect_after"].as_u64().is_some_and(|milliseconds| milliseconds < 5_000));
}
