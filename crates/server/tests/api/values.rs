//! Values outside what is allowed: texts, shapes, sizes, ids, numbers. Each is refused by its own code and changes nothing.

use reqwest::Method;
use serde_json::{Value, json};

use crate::description::operations;
use crate::node::{Node, Person};
use crate::request::{Answer, message};

/// Two people and their conversation.
async fn stage() -> (Node, Person, Person, String) {
    let node = Node::start().await;
    let (ada, grace) = (node.person("ada").await, node.person("grace").await);
    let conversation = node.conversation(&ada, &grace, &["hello"]).await;
    (node, ada, grace, conversation)
}

fn messages(conversation: &str) -> String {
    format!("/v1/conversations/{conversation}/messages")
}

/// The newest seq of a conversation.
async fn head(node: &Node, person: &Person, conversation: &str) -> i64 {
    let page = node.get(&format!("/v1/conversations/{conversation}/events")).by(person).send().await.expect(200);
    page.body["head"].as_i64().expect("a head")
}

#[tokio::test]
async fn texts_that_hide_or_reorder_are_refused_and_languages_are_not() {
    let (node, ada, _, conversation) = stage().await;
    let longest = "ä".repeat(10_000);
    let bad = ["", " \n\t", "\u{200b}\u{feff}", "a\0b", "\u{7}", "invoice\u{202e}fdp.exe", &format!("{longest}a")];
    for text in bad {
        let answer = node.post(&messages(&conversation)).by(&ada).json(&message(text)).send().await.expect(422);
        assert_eq!(answer.problem(), "text_invalid", "{text:?}");
        assert_eq!(answer.body["field"], "body");
    }
    assert_eq!(head(&node, &ada, &conversation).await, 1);
    for text in [longest.as_str(), "مرحبا \u{2067}abc\u{2069}", "👩‍👩‍👧\r\nשלום\t!", "e\u{301}"] {
        node.post(&messages(&conversation)).by(&ada).json(&message(text)).send().await.expect(201);
    }
    let page = node.get(&format!("/v1/conversations/{conversation}/events")).by(&ada).send().await.expect(200);
    assert_eq!(page.body["events"][1]["body"]["text"], longest);
}

#[tokio::test]
async fn names_are_stricter_than_messages() {
    let (node, ada, ..) = stage().await;
    for (field, value) in [
        ("display_name", "two\nlines".to_owned()),
        ("display_name", "admin\u{2066}".to_owned()),
        ("display_name", " ".to_owned()),
        ("display_name", "n".repeat(51)),
        ("bio", "b".repeat(301)),
        ("bio", "a\0".to_owned()),
    ] {
        let answer =
            node.request(Method::PATCH, "/v1/me").by(&ada).json(&json!({field: value})).send().await.expect(422);
        assert_eq!((answer.problem(), &answer.body["field"]), ("text_invalid", &json!(field)));
    }
    let me = node.get("/v1/me").by(&ada).send().await.expect(200).body;
    assert_eq!((&me["display_name"], &me["bio"]), (&json!("ada"), &json!("")));
}

#[tokio::test]
async fn sign_up_names_what_is_wrong() {
    let node = Node::start().await;
    node.person("ada").await;
    let longest = "p".repeat(257);
    for (handle, password, status, code) in [
        ("ab", "long enough", 422, "handle_invalid"),
        ("a..b", "long enough", 422, "handle_invalid"),
        ("admin", "long enough", 422, "handle_invalid"),
        ("аda", "long enough", 422, "handle_invalid"), // a Cyrillic letter
        ("Ada", "long enough", 409, "handle_taken"),
        ("grace", "short", 422, "password_invalid"),
        ("grace", &longest, 422, "password_invalid"),
        ("grace.hopper", "Grace.Hopper", 422, "password_invalid"),
    ] {
        let answer = node.post("/v1/accounts").json(&json!({"handle": handle, "password": password})).send().await;
        assert_eq!((answer.expect(status).problem(), handle), (code, handle));
    }
}

#[tokio::test]
async fn bodies_that_are_no_messages_are_refused() {
    let (node, ada, _, conversation) = stage().await;
    let id = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    for (body, code) in [
        (json!({"client_id": id, "body": {"v": 2, "text": "a"}}), "body_invalid"),
        (json!({"client_id": id, "body": {"v": 1, "text": "a", "more": 1}}), "body_invalid"),
        (json!({"client_id": id, "body": "a"}), "body_invalid"),
        (
            json!({"client_id": id, "body": {"v": 1, "text": "abc", "entities": [{"kind": "bold", "offset": 2, "length": 2}]}}),
            "body_invalid",
        ),
        (json!({"client_id": id, "body": {"v": 1, "text": "a"}, "more": 1}), "malformed_request"),
        (json!({"client_id": "7", "body": {"v": 1, "text": "a"}}), "malformed_request"),
        (json!({"client_id": id}), "malformed_request"),
        (json!([]), "malformed_request"),
        // serde would read these as the fields in their order.
        (json!([id, {"v": 1, "text": "a"}]), "malformed_request"),
        (json!({"client_id": id, "body": [1, "a"]}), "body_invalid"),
        (json!({"client_id": id, "body": {"v": 1, "text": "abc", "entities": [["bold", 0, 1]]}}), "body_invalid"),
    ] {
        let answer = node.post(&messages(&conversation)).by(&ada).json(&body).send().await;
        assert_eq!(answer.problem(), code, "{body}");
    }
    assert_eq!(head(&node, &ada, &conversation).await, 1);
}

#[tokio::test]
async fn what_is_not_json_is_refused_before_it_is_looked_at() {
    let (node, ada, _, conversation) = stage().await;
    let send = |kind: &'static str, body: Vec<u8>| {
        let request = node.post(&messages(&conversation)).by(&ada).body(kind, body);
        async move { request.send().await }
    };
    let good = message("hello").to_string().into_bytes();
    assert_eq!(send("text/plain", good.clone()).await.problem(), "unsupported_media_type");
    assert_eq!(send("application/x-www-form-urlencoded", good.clone()).await.problem(), "unsupported_media_type");
    assert_eq!(send("application/json", b"{\"client_id\":\"\xff\xfe\"}".to_vec()).await.problem(), "malformed_request");
    assert_eq!(send("application/json", Vec::new()).await.problem(), "malformed_request");
    assert_eq!(send("application/json", [&good[..], b"{}"].concat()).await.problem(), "malformed_request");
    let deep = format!("{{\"client_id\":{}{}}}", "[".repeat(50_000), "]".repeat(50_000));
    assert_eq!(send("application/json", deep.into_bytes()).await.problem(), "malformed_request");
    let deep = format!(
        "{{\"client_id\":\"67e55044-10b1-426f-9247-bb680e5fe0c8\",\"body\":{}1{}}}",
        "[".repeat(200),
        "]".repeat(200)
    );
    assert!(matches!(
        send("application/json", deep.into_bytes()).await.problem(),
        "malformed_request" | "body_invalid"
    ));
    assert_eq!(send("application/json", vec![b' '; 128 * 1024 + 1]).await.problem(), "payload_too_large");
    assert_eq!(send("application/json; charset=utf-8", good).await.status, 201);
}

#[tokio::test]
async fn a_body_without_a_length_is_bounded_too() {
    let (node, ada, _, conversation) = stage().await;
    let chunks = (0..200).map(|_| Ok::<_, std::io::Error>(vec![b' '; 1024]));
    let body = reqwest::Body::wrap_stream(futures_util::stream::iter(chunks));
    let answer = node.post(&messages(&conversation)).by(&ada).body("application/json", body).send().await;
    assert_eq!(answer.expect(413).problem(), "payload_too_large");
}

#[tokio::test]
async fn a_full_text_fits_however_it_is_written() {
    let (node, ada, _, conversation) = stage().await;
    // Each character as the longest escape that JSON has for it.
    let text = "\\u00e4".repeat(10_000);
    let body = format!("{{\"client_id\":\"{}\",\"body\":{{\"v\":1,\"text\":\"{text}\"}}}}", uuid::Uuid::new_v4());
    node.post(&messages(&conversation)).by(&ada).body("application/json", body).send().await.expect(201);
}

#[tokio::test]
async fn numbers_and_parameters_outside_what_is_allowed_are_named() {
    let (node, ada, _, conversation) = stage().await;
    let events = format!("/v1/conversations/{conversation}/events");
    for (path, field) in [
        (format!("{events}?limit=0"), "limit"),
        (format!("{events}?limit=101"), "limit"),
        (format!("{events}?before=-1"), "before"),
        (format!("{events}?before=1&after=1"), "before"),
        ("/v1/conversations?limit=101".to_owned(), "limit"),
        ("/v1/conversations?after=x".to_owned(), "after"),
        ("/v1/sync?since=000000000000feed.0&wait=61".to_owned(), "wait"),
        ("/v1/sync?since=000000000000feed.0&limit=0".to_owned(), "limit"),
    ] {
        let answer = node.get(&path).by(&ada).send().await.expect(400);
        assert_eq!((answer.problem(), &answer.body["field"]), ("invalid_parameter", &json!(field)), "{path}");
    }
    for path in [
        format!("{events}?limit=many"),
        format!("{events}?limit=99999999999999999999"),
        format!("{events}?unknown=1"),
        "/v1/presence".to_owned(),
        "/v1/presence?accounts=ada".to_owned(),
        format!("/v1/presence?accounts={}", vec![ada.account.to_string(); 201].join(",")),
        "/v1/sync".to_owned(),
        "/v1/sync?since=7".to_owned(),
    ] {
        assert_eq!(node.get(&path).by(&ada).send().await.expect(400).problem(), "invalid_parameter", "{path}");
    }
    let read = node.request(Method::PUT, &format!("/v1/conversations/{conversation}/read")).by(&ada);
    assert_eq!(read.json(&json!({"seq": -1})).send().await.expect(400).problem(), "invalid_parameter");
}

#[tokio::test]
async fn cursors_of_another_life_or_the_future_are_refused() {
    let (node, ada, grace, conversation) = stage().await;
    for cursor in ["000000000000beef.1", "000000000000feed.999999"] {
        let answer = node.get(&format!("/v1/sync?since={cursor}")).by(&ada).send().await.expect(400);
        assert_eq!(answer.problem(), "invalid_cursor", "{cursor}");
    }
    let ack = |cursor: &'static str| {
        let request = node.post("/v1/sync/ack").by(&grace).json(&json!({"cursor": cursor}));
        async move { request.send().await }
    };
    assert_eq!(ack("000000000000beef.1").await.expect(400).problem(), "invalid_cursor");
    // What has not happened yet can't be acknowledged, and such an ack changes nothing.
    assert_eq!(ack("000000000000feed.999999").await.expect(400).problem(), "invalid_cursor");
    node.send(&ada, &conversation, "after the ack").await;
    let seen = node.get(&format!("/v1/conversations/{conversation}")).by(&ada).send().await.expect(200).body;
    assert_eq!((&seen["conversation"]["head"], &seen["conversation"]["peer_delivered"]), (&json!(2), &json!(0)));
}

#[tokio::test]
async fn a_cursor_of_another_account_tells_nothing_about_it() {
    let (node, ada, grace, conversation) = stage().await;
    let stranger = node.person("mallory").await;
    node.send(&grace, &conversation, "only for Ada").await;
    let cursor = node.get("/v1/snapshot").by(&ada).send().await.expect(200).body["cursor"].clone();
    let cursor = cursor.as_str().expect("a cursor");
    let answer = node.get(&format!("/v1/sync?since={cursor}")).by(&stranger).send().await.expect(400);
    assert_eq!(answer.problem(), "invalid_cursor");
}

/// Everything of an answer that its caller can compare.
#[derive(Debug, PartialEq)]
struct Seen {
    status: u16,
    headers: Vec<(String, String)>,
    bytes: Vec<u8>,
}

fn seen(answer: &Answer) -> Seen {
    let names = answer.headers.keys().filter(|name| *name != "date");
    let mut headers: Vec<_> = names.map(|name| (name.to_string(), answer.header(name.as_str()).to_owned())).collect();
    headers.sort();
    Seen { status: answer.status, headers, bytes: answer.bytes.clone() }
}

/// For every route with an id: someone else's, one that does not exist, one of another kind and no id at all look the same.
#[tokio::test]
async fn what_is_not_yours_looks_as_if_it_did_not_exist() {
    let (node, ada, _, conversation) = stage().await;
    let stranger = node.person("mallory").await;
    let ids = [
        ("conversation", conversation.clone(), "cnv_06fq3k8x9w2m4", "dev_06fq3k8x9w2m4"),
        ("device", ada.device.to_string(), "dev_06fq3k8x9w2m4", "cnv_06fq3k8x9w2m4"),
    ];
    let mut tried = 0;
    for (parameter, theirs, none, other_kind) in ids {
        for (name, method, path, _) in operations() {
            if !path.contains(&format!("{{{parameter}}}")) {
                continue;
            }
            tried += 1;
            let body = match name.as_str() {
                "send_message" => message("let me in"),
                "mark_read" => json!({"seq": 1}),
                "save_draft" => json!({"text": "let me in"}),
                "hand_over" => json!({}),
                "attend" => json!({"writing": true}),
                "change_contact" => json!({}),
                "verify_order" => json!({"number": "RW-1", "postcode": "10999"}),
                "record_consent" => {
                    json!({"topic": "offers", "state": "granted", "source": "member", "text": "let me in"})
                }
                "merge_contact" => json!({"handle": "grace"}),
                "set_preference" => json!({"is_on": false}),
                "set_preferences" => json!({}),
                "complain" => json!({"campaign": "cmp_0000000000001"}),
                "change_ticket" => json!({"status": "resolved"}),
                "write_note" => message("let me in"),
                "schedule_reply" => {
                    let mut reply = message("let me in");
                    reply["at"] = json!("tomorrow");
                    reply
                }
                "open_dispute" => json!({"client_id": uuid::Uuid::new_v4(), "text": "let me in"}),
                "take_dispute_step" => {
                    json!({"client_id": uuid::Uuid::new_v4(), "step": "state", "text": "let me in"})
                }
                "decide_dispute" => {
                    json!({"client_id": uuid::Uuid::new_v4(), "ruling": "for_brand", "text": "let me in"})
                }
                "preview_template" => json!({}),
                "send_template" => json!({"client_id": uuid::Uuid::new_v4()}),
                "translate" => json!({"text": "let me in"}),
                "change_scheduled" => json!({"body": {"v": 1, "text": "let me in"}, "at": "tomorrow"}),
                _ => Value::Null,
            };
            let mut answers = Vec::new();
            for id in [theirs.as_str(), none, other_kind, "rubbish", "%F0%9F%8C%B9", "%ff", "..%2F..%2Fme"] {
                let path = path.replace(&format!("{{{parameter}}}"), id);
                let request = node.request(method.parse().expect("a method"), &path).by(&stranger).json(&body);
                answers.push((id, seen(&request.send().await)));
            }
            assert_eq!(answers[0].1.status, 404, "{name}");
            for (id, answer) in &answers {
                assert_eq!(*answer, answers[0].1, "{name} {id}");
            }
        }
    }
    assert!(tried >= 7, "the routes with ids were not found");
    assert_eq!(head(&node, &ada, &conversation).await, 1);
}

#[tokio::test]
async fn unknown_and_disabled_people_look_alike_and_oneself_is_refused() {
    let (node, ada, ..) = stage().await;
    node.person("dora").await;
    node.messaging.set_disabled(&subrosa_access::Actor::Operator, "dora", true).await.expect("disabled");
    let start = |handle: &'static str| {
        let request = node.post("/v1/conversations").by(&ada).json(&json!({"handle": handle}));
        async move { request.send().await }
    };
    let unknown = start("nobody").await.expect(404);
    assert_eq!(unknown.problem(), "recipient_unavailable");
    assert_eq!(seen(&start("dora").await), seen(&unknown));
    assert_eq!(seen(&start("not a handle").await), seen(&unknown));
    assert_eq!(start("@Ada").await.expect(422).problem(), "self_conversation");
    let found = node.get("/v1/accounts/nobody").by(&ada).send().await;
    assert_eq!(seen(&node.get("/v1/accounts/dora").by(&ada).send().await), seen(&found));
}

#[tokio::test]
async fn a_repeated_send_is_answered_and_another_under_its_name_is_not() {
    let (node, ada, _, conversation) = stage().await;
    let first = message("once");
    let path = messages(&conversation);
    let sent = node.post(&path).by(&ada).json(&first).send().await.expect(201).body;
    let again = node.post(&path).by(&ada).json(&first).send().await.expect(200).body;
    assert_eq!(sent, again);
    let mut other = first.clone();
    other["body"]["text"] = "twice".into();
    assert_eq!(node.post(&path).by(&ada).json(&other).send().await.expect(409).problem(), "client_id_conflict");
    assert_eq!(head(&node, &ada, &conversation).await, 2);
}

#[tokio::test]
async fn pictures_are_bounded_and_must_be_pictures() {
    let (node, ada, ..) = stage().await;
    let put = |kind: &'static str, bytes: Vec<u8>| {
        let request = node.request(Method::PUT, "/v1/me/avatar").by(&ada).body(kind, bytes);
        async move { request.send().await }
    };
    let picture = crate::policy::picture();
    assert_eq!(put("image/png", b"not a picture".to_vec()).await.expect(422).problem(), "image_invalid");
    assert_eq!(put("image/svg+xml", picture.clone()).await.expect(415).problem(), "unsupported_media_type");
    assert_eq!(put("image/png", vec![0; 5 * 1024 * 1024 + 1]).await.expect(413).problem(), "payload_too_large");
    let hash = put("image/png", picture).await.expect(200).body["avatar"].as_str().expect("a hash").to_owned();
    let path = format!("/v1/avatars/{hash}");
    let shown = node.get(&path).by(&ada).send().await.expect(200);
    assert_eq!(shown.header("content-type"), "image/jpeg");
    assert_eq!(shown.header("cache-control"), "private, max-age=31536000, immutable");
    assert!(shown.bytes.starts_with(&[0xff, 0xd8]));
    let held = node.get(&path).by(&ada).header("if-none-match", shown.header("etag")).send().await.expect(304);
    assert!(held.bytes.is_empty());
}
