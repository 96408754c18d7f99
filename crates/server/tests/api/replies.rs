//! Saved replies, and what they do besides being said.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::Node;

#[tokio::test]
async fn a_reply_keeps_what_it_does() {
    let node = Node::start().await;
    let olga = node.shop(&node.person("olga").await).await;
    let anna = node.member(&olga, "anna", "agent").await;
    let (mut socket, _) = node.live(&anna, None).await;
    let then = json!({"status": "resolved", "assignee": anna.account, "add_labels": ["refund"]});
    let saved = json!({"name": "Refunded", "text": "Your money is on its way.", "then": then});
    let kept = node.post("/v1/brand/replies").by(&anna).json(&saved).send().await.expect(201).body;
    assert_eq!(kept["then"], then);
    assert_eq!(socket.frame_of("brand_changed").await["part"], "replies", "colleagues read them anew");
    // Without words, when it does something.
    let spam = json!({"name": "Spam", "text": "", "then": {"status": "resolved", "add_labels": [" spam "]}});
    let spam = node.post("/v1/brand/replies").by(&anna).json(&spam).send().await.expect(201).body;
    assert_eq!((&spam["text"], &spam["then"]["add_labels"]), (&json!(""), &json!(["spam"])));
    let listed = node.get("/v1/brand/replies").by(&anna).send().await.expect(200).body;
    assert_eq!(listed["replies"], json!([kept, spam]));
    // Written anew without it, it does nothing more.
    let path = format!("/v1/brand/replies/{}", kept["id"].as_str().expect("an id"));
    let plain = json!({"name": "Refunded", "text": "Your money is on its way."});
    let plain = node.request(Method::PUT, &path).by(&anna).json(&plain).send().await.expect(200).body;
    assert_eq!(plain["then"], Value::Null);
}

#[tokio::test]
async fn what_a_reply_cannot_do_is_refused() {
    let node = Node::start().await;
    let olga = node.shop(&node.person("olga").await).await;
    let stranger = node.person("stranger").await;
    let analyst = node.member(&olga, "ana", "analyst").await;
    let wrong = [
        ("text_invalid", "text", json!({})),
        ("invalid_parameter", "then", json!({"status": "snoozed", "snoozed_until": 1_790_000_000_000_i64})),
        ("label_invalid", "then", json!({"add_labels": ["two\nlines"]})),
        ("label_invalid", "then", json!({"add_labels": vec!["a"; 21]})),
        ("invalid_parameter", "then", json!({"assignee": stranger.account})),
        ("invalid_parameter", "then", json!({"assignee": analyst.account})),
    ];
    for (code, field, then) in wrong {
        let saved = json!({"name": "Odd", "text": "", "then": then});
        let answer = node.post("/v1/brand/replies").by(&olga).json(&saved).send().await;
        assert_eq!((answer.problem(), &answer.body["field"]), (code, &json!(field)), "{then}");
    }
    assert_eq!(node.get("/v1/brand/replies").by(&olga).send().await.expect(200).body["replies"], json!([]));
}
