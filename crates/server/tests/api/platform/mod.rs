//! Platform sign-in: a host platform's tokens, good and forged, by shared secret and by published keys.

pub(crate) mod keys;
mod publisher;

use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use subrosa_messaging::{PlatformKey, PlatformSettings};

use crate::node::Node;
use crate::request::Answer;
use keys::{Key, make_keys};
use publisher::Publisher;

const ISSUER: &str = "https://platform.example";
const AUDIENCE: &str = "subrosa";
const SECRET: &[u8] = b"a secret of at least thirty-two bytes";

async fn node_with(key: PlatformKey) -> Node {
    Node::with(|settings, _| {
        settings.platform = Some(PlatformSettings { issuer: ISSUER.to_owned(), audience: AUDIENCE.to_owned(), key });
    })
    .await
}

/// Good claims of a person of the platform.
fn claims(node: &Node) -> Value {
    let now = node.messaging.now().milliseconds() / 1_000;
    json!({"iss": ISSUER, "aud": AUDIENCE, "sub": "user-1", "exp": now + 300, "handle": "ada", "name": "Ada Lovelace"})
}

fn changed(claims: &Value, field: &str, value: Value) -> Value {
    let mut claims = claims.clone();
    claims[field] = value;
    claims
}

fn by_secret(claims: &Value) -> String {
    encode(&Header::new(Algorithm::HS256), claims, &EncodingKey::from_secret(SECRET)).expect("a token")
}

fn by_key(key: &Key, claims: &Value) -> String {
    let header = Header { kid: Some(key.id.clone()), ..Header::new(key.algorithm) };
    encode(&header, claims, &key.encoding).expect("a token")
}

async fn sign_in(node: &Node, token: &str) -> Answer {
    node.post("/v1/sessions/platform").json(&json!({"token": token})).send().await
}

async fn assert_refused(node: &Node, token: &str, why: &str) {
    let answer = sign_in(node, token).await.expect(401);
    assert_eq!(answer.problem(), "platform_token_invalid", "{why}");
}

#[tokio::test]
async fn a_person_of_the_platform_is_made_once_and_known_again() {
    let node = node_with(PlatformKey::Secret(SECRET.to_vec())).await;
    assert_eq!(node.get("/v1/info").send().await.body["platform_sign_in"], true);
    let token = by_secret(&claims(&node));
    let first = sign_in(&node, &token).await.expect(201);
    assert!(!first.header("set-cookie").is_empty());
    assert_eq!(
        (&first.body["account"]["handle"], &first.body["account"]["display_name"]),
        (&json!("ada"), &json!("Ada Lovelace"))
    );
    let again = sign_in(&node, &token).await.expect(201).body;
    assert_eq!(first.body["account"]["id"], again["account"]["id"]);
    assert_ne!(first.body["device"], again["device"]);
    let bearer = format!("Bearer {}", first.body["token"].as_str().expect("a token"));
    let me = node.get("/v1/me").header("authorization", &bearer).send().await.expect(200).body;
    assert_eq!(me["has_password"], false);
    // Nobody can sign in to it with a password.
    let guess = json!({"handle": "ada", "password": ""});
    assert_eq!(node.post("/v1/sessions").json(&guess).send().await.expect(401).problem(), "sign_in_failed");
}

#[tokio::test]
async fn handles_that_can_not_be_had_are_replaced() {
    let node = node_with(PlatformKey::Secret(SECRET.to_vec())).await;
    node.person("ada").await;
    let taken = sign_in(&node, &by_secret(&claims(&node))).await.expect(201).body;
    let handle = taken["account"]["handle"].as_str().expect("a handle");
    assert!(handle.starts_with("ada_"), "{handle}");
    let reserved = changed(&changed(&claims(&node), "handle", json!("admin")), "sub", json!("user-2"));
    let made = sign_in(&node, &by_secret(&reserved)).await.expect(201).body;
    assert_eq!(made["account"]["handle"], "adalovelace");
}

#[tokio::test]
async fn a_disabled_account_stays_out() {
    let node = node_with(PlatformKey::Secret(SECRET.to_vec())).await;
    let token = by_secret(&claims(&node));
    sign_in(&node, &token).await.expect(201);
    node.messaging.set_disabled(&subrosa_access::Actor::Operator, "ada", true).await.expect("disabled");
    assert_eq!(sign_in(&node, &token).await.expect(403).problem(), "account_disabled");
}

#[tokio::test]
async fn everything_about_a_token_must_be_right() {
    let node = node_with(PlatformKey::Secret(SECRET.to_vec())).await;
    let good = claims(&node);
    let now = node.messaging.now().milliseconds() / 1_000;
    for (field, value) in [
        ("iss", json!("https://evil.example")),
        ("iss", json!(null)),
        ("aud", json!("another service")),
        ("aud", json!(["another service"])),
        ("exp", json!(now - 61)),
        ("exp", json!(null)),
        ("exp", json!("soon")),
        ("nbf", json!(now + 61)),
        ("sub", json!("")),
        ("sub", json!("s".repeat(256))),
        ("sub", json!(null)),
    ] {
        let token = by_secret(&changed(&good, field, value.clone()));
        assert_refused(&node, &token, &format!("{field} {value}")).await;
    }
    for algorithm in [Algorithm::HS384, Algorithm::HS512] {
        let token = encode(&Header::new(algorithm), &good, &EncodingKey::from_secret(SECRET)).expect("a token");
        assert_refused(&node, &token, "another algorithm").await;
    }
    let other = encode(&Header::new(Algorithm::HS256), &good, &EncodingKey::from_secret(b"another secret"));
    assert_refused(&node, &other.expect("a token"), "another secret").await;
    assert_refused(&node, &unsigned(&good), "no signature").await;
    for rubbish in ["", "a.b.c", "…", &"x".repeat(9_000)] {
        assert_refused(&node, rubbish, "no token").await;
    }
    // A list of audiences with ours is as good, and so are clocks that differ a little.
    let listed = changed(&changed(&good, "aud", json!(["another service", AUDIENCE])), "exp", json!(now - 30));
    sign_in(&node, &by_secret(&listed)).await.expect(201);
}

/// The same claims under `"alg": "none"`.
fn unsigned(claims: &Value) -> String {
    use base64::Engine;
    let part = |value: &Value| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.", part(&json!({"alg": "none", "typ": "JWT"})), part(claims))
}

#[tokio::test]
async fn a_token_ends_by_the_servers_clock() {
    let node = node_with(PlatformKey::Secret(SECRET.to_vec())).await;
    let token = by_secret(&claims(&node));
    node.clock.forward(Duration::from_secs(359));
    sign_in(&node, &token).await.expect(201);
    node.clock.forward(Duration::from_secs(1));
    assert_refused(&node, &token, "expired").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn published_keys_of_each_kind_are_taken() {
    let publisher = Publisher::start(&make_keys()).await;
    let node = node_with(publisher.settings(true)).await;
    for key in make_keys() {
        let subject = changed(&claims(&node), "sub", json!(key.id));
        sign_in(&node, &by_key(&key, &subject)).await.expect(201);
    }
    assert_eq!(publisher.asked(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_decides_the_algorithm() {
    let keys = make_keys();
    let publisher = Publisher::start(&keys).await;
    let node = node_with(publisher.settings(true)).await;
    let good = claims(&node);
    for key in &keys {
        // What is public of the key, taken for a shared secret.
        for secret in key.public_forms() {
            let header = Header { kid: Some(key.id.clone()), ..Header::new(Algorithm::HS256) };
            let forged = encode(&header, &good, &EncodingKey::from_secret(&secret)).expect("a token");
            assert_refused(&node, &forged, "a public key for a secret").await;
        }
        for other in keys.iter().filter(|other| other.id != key.id) {
            let header = Header { kid: Some(other.id.clone()), ..Header::new(key.algorithm) };
            let token = encode(&header, &good, &key.encoding).expect("a token");
            assert_refused(&node, &token, "under the name of another key").await;
        }
        let nameless = encode(&Header::new(key.algorithm), &good, &key.encoding).expect("a token");
        assert_refused(&node, &nameless, "which of several keys?").await;
    }
    assert_refused(&node, &unsigned(&good), "no signature").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn invented_keys_do_not_make_the_server_ask_again_and_again() {
    let keys = make_keys();
    let publisher = Publisher::start(&keys).await;
    let node = node_with(publisher.settings(true)).await;
    for number in 0..5 {
        let header = Header { kid: Some(format!("invented-{number}")), ..Header::new(keys[0].algorithm) };
        let token = encode(&header, &claims(&node), &keys[0].encoding).expect("a token");
        assert_refused(&node, &token, "an invented key").await;
    }
    assert_eq!(publisher.asked(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_on_a_private_address_are_not_fetched_unless_that_is_allowed() {
    let keys = make_keys();
    let publisher = Publisher::start(&keys).await;
    for url in [publisher.url("127.0.0.1"), publisher.url("localhost"), publisher.url("[::ffff:127.0.0.1]")] {
        let node = node_with(PlatformKey::KeySet { url, private_network: false }).await;
        let answer = sign_in(&node, &by_key(&keys[0], &claims(&node))).await.expect(503);
        assert_eq!(answer.problem(), "overloaded");
        assert!(!answer.body.to_string().contains("127.0.0.1"));
    }
    assert_eq!(publisher.asked(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_of_keys_is_bounded_and_comes_from_where_it_was_asked() {
    let keys = make_keys();
    let publisher = Publisher::start(&keys).await;
    for path in ["/huge", "/moved", "/broken", "/gone"] {
        let url = publisher.url("127.0.0.1").replace("/keys", path);
        let node = node_with(PlatformKey::KeySet { url, private_network: true }).await;
        let answer = sign_in(&node, &by_key(&keys[0], &claims(&node))).await.expect(503);
        assert_eq!(answer.problem(), "overloaded", "{path}");
    }
    assert_eq!(publisher.asked(), 0);
}
