//! Services that a bot's flow calls: what they answer is used, and whatever else they do, the customer gets an answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;
use subrosa_messaging::OutboundError;

use crate::bots::text;
use crate::node::Node;

const LIMIT: (Duration, usize) = (Duration::from_secs(10), 256 * 1024);

/// A service at an address of its own, as bad as its paths say.
async fn service() -> SocketAddr {
    async fn answer(uri: Uri, headers: HeaderMap, body: String) -> Response {
        match uri.path() {
            "/silent" => std::future::pending().await,
            "/large" => "9".repeat(10 * 1024 * 1024).into_response(),
            "/elsewhere" => Redirect::temporary("/stock").into_response(),
            _ => {
                let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default();
                axum::Json(json!({"key": key, "asked": body})).into_response()
            }
        }
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(answer)).await });
    address
}

#[tokio::test]
async fn a_service_answers_in_time_and_in_bounds_or_not_at_all() {
    let address = service().await;
    let node = Node::with(|settings, _| settings.private_network = true).await;
    let call = async |path: &str, limit| {
        let (url, body) = (format!("http://{address}{path}"), Some("{\"item\":7}".to_owned()));
        node.messaging.call_service("POST", &url, "once", body, limit).await
    };
    let answer = call("/stock", LIMIT).await.expect("an answer");
    assert_eq!(answer.status, 200);
    assert_eq!(String::from_utf8(answer.body).expect("text"), r#"{"asked":"{\"item\":7}","key":"once"}"#);
    let begun = Instant::now();
    let silent = call("/silent", (Duration::from_millis(200), LIMIT.1)).await;
    assert!(matches!(silent, Err(OutboundError::Failed(_))) && begun.elapsed() < Duration::from_secs(5));
    assert!(matches!(call("/large", LIMIT).await, Err(OutboundError::TooLarge(_))));
    // Where it leads is not gone to: it could be anywhere.
    assert_eq!(call("/elsewhere", LIMIT).await.expect("an answer").status, 307);
    // Without leave, an address of one's own network is not called at all.
    let guarded = Node::start().await;
    for url in [format!("https://{address}/stock"), "https://localhost/stock".to_owned()] {
        assert!(guarded.messaging.call_service("GET", &url, "once", None, LIMIT).await.is_err(), "{url}");
    }
}

/// Asks a service that takes every connection and says nothing.
fn flow(address: SocketAddr) -> String {
    format!(
        "v: 1
name: Stock
language: en
start: look
triggers: {{ always: true }}
variables: {{ left: {{ kind: number }} }}
nodes:
  look: {{ webhook: {{ url: 'https://{address}/stock', save: {{ left: left }}, timeout: 1s, then: told, fallback: sorry }} }}
  told: {{ say: {{ text: 'We have {{{{ left }}}}.', then: done }} }}
  sorry: {{ say: {{ text: 'I could not look. A colleague will.', then: people }} }}
  people: {{ hand_over: {{ summary: 'Wants to know what we have' }} }}
  done: {{ end: {{}} }}
"
    )
}

#[tokio::test]
async fn a_bot_whose_service_never_answers_says_so_and_hands_over() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("an address");
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok(connection) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            held.push(connection);
        }
    });
    for may_reach in [true, false] {
        let before = calls.load(Ordering::Relaxed);
        let shop = crate::bots::Shop::open_with(|settings, _| settings.private_network = may_reach).await;
        shop.publish(&flow(address)).await.expect(201);
        let conversation = shop.node.ask(&shop.ada, "what do you have?").await;
        assert_eq!(text(&shop.heard(&conversation, 2).await[1]), "I could not look. A colleague will.");
        let ticket = &shop.thread(&conversation).await["conversation"]["thread"]["ticket"];
        assert_eq!((&ticket["assignee"], &ticket["status"]), (&json!(null), &json!("open")));
        assert_eq!(calls.load(Ordering::Relaxed) - before, usize::from(may_reach), "it was called once, or never");
    }
}
