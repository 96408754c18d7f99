//! A brand that is deleted: reached by nobody, known to nobody, and still there in its customers' conversations.

use reqwest::Method;
use serde_json::json;
use subrosa_engage::Engage;

use crate::customers::order;
use crate::node::{Node, Person};

const FLOW: &str = r#"{"v": 1, "name": "Shop", "language": "en", "start": "end", "triggers": {"always": true}, "nodes": {"end": {"end": {}}}}"#;

/// A brand with a customer, and something of everything that it can know.
async fn scene(node: &Node) -> (Person, Person, Person, String) {
    let olga = node.shop(&node.person("olga").await).await;
    let anna = node.member(&olga, "anna", "agent").await;
    let ada = node.person("ada").await;
    let conversation = node.ask(&ada, "where is my vase").await;
    let note = json!({"client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": "a friend of the house"}});
    node.post(&format!("/v1/conversations/{conversation}/notes")).by(&anna).json(&note).send().await.expect(201);
    let reply = json!({"name": "Hello", "text": "Hello"});
    node.post("/v1/brand/replies").by(&olga).json(&reply).send().await.expect(201);
    let tier = json!({"label": "Tier", "kind": "text"});
    node.request(Method::PUT, "/v1/brand/attributes/tier").by(&olga).json(&tier).send().await.expect(200);
    let orders = json!({"orders": [order(1, "ada@example.org")]});
    node.request(Method::PUT, "/v1/brand/orders").by(&olga).json(&orders).send().await.expect(200);
    let bot = node.post("/v1/brand/bots").by(&olga).json(&json!({"name": "First help"})).send().await.expect(201);
    let path = format!("/v1/brand/bots/{}/versions", bot.body["account"]["id"].as_str().expect("an id"));
    node.post(&path).by(&olga).json(&json!({"source": FLOW, "live": true})).send().await.expect(201);
    let text = json!({"text": {"title": "Returns", "language": "en", "markdown": "Within 30 days."}});
    node.post("/v1/brand/articles").by(&olga).json(&text).send().await.expect(201);
    (olga, anna, ada, conversation)
}

async fn delete(node: &Node, by: &Person, handle: &str) -> crate::request::Answer {
    node.post("/v1/brand/deletion").by(by).json(&json!({"handle": handle})).send().await
}

#[tokio::test]
async fn only_an_owner_who_says_its_handle_deletes_it() {
    let node = Node::start().await;
    let (olga, anna, ..) = scene(&node).await;
    let adam = node.member(&olga, "adam", "admin").await;
    for by in [&anna, &adam] {
        delete(&node, by, "shop").await.expect(403);
    }
    for handle in ["", "olga", "shop2"] {
        let answer = delete(&node, &olga, handle).await.expect(400);
        assert_eq!((answer.problem(), &answer.body["field"]), ("invalid_parameter", &json!("handle")));
    }
    node.get("/v1/brand").by(&olga).send().await.expect(200);
    delete(&node, &olga, " @Shop").await.expect(204);
}

#[tokio::test]
async fn its_members_are_out_and_its_customers_keep_what_was_said() {
    let node = Node::start().await;
    let (olga, anna, ada, conversation) = scene(&node).await;
    let path = format!("/v1/conversations/{conversation}");
    let before = node.get(&format!("{path}/events")).by(&ada).send().await.expect(200).body;
    delete(&node, &olga, "shop").await.expect(204);
    for member in [&olga, &anna] {
        node.get("/v1/tickets").by(member).send().await.expect(403);
        node.get(&format!("{path}/journal")).by(member).send().await.expect(403);
        let brands = node.get("/v1/brands").by(&member.clone().alone()).send().await.expect(200).body;
        assert_eq!(brands["memberships"], json!([]));
    }
    node.messaging.finish_jobs().await.expect("jobs");
    let after = node.get(&format!("{path}/events")).by(&ada).send().await.expect(200).body;
    assert_eq!(before, after);
    let seen = node.get(&path).by(&ada).send().await.expect(200).body;
    assert!(seen.to_string().contains(r#""disabled":true"#), "{seen}");
    let message = json!({"client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": "hello?"}});
    let sent = node.post(&format!("{path}/messages")).by(&ada).json(&message).send().await;
    assert_eq!(sent.problem(), "recipient_unavailable");
    let grace = node.person("grace").await;
    let begun = node.post("/v1/conversations").by(&grace).json(&json!({"handle": "shop"})).send().await;
    assert_eq!(begun.problem(), "recipient_unavailable");
    // Nobody else can pass for it.
    let taken = json!({"handle": "shop", "display_name": "The Shop"});
    let taken = node.post("/v1/brands").by(&grace).json(&taken).send().await;
    assert_eq!(taken.problem(), "handle_taken");
}

/// Whoever got in again would find nothing: the account is enabled, and a member is put back, behind the product's back.
#[tokio::test]
async fn nothing_of_what_it_knew_is_left() {
    let node = Node::start().await;
    let (olga, _, ada, conversation) = scene(&node).await;
    let engage = Engage::new(node.messaging.clone());
    engage.finish_search().await.expect("finds");
    delete(&node, &olga, "shop").await.expect(204);
    node.messaging.finish_jobs().await.expect("jobs");
    engage.finish_search().await.expect("finds");
    let (brand, person, now) = (olga.brand(), olga.account, node.messaging.now());
    let left =
        node.messaging.db().read(async move |tx| subrosa_store::erase::left(tx, brand).await).await.expect("reads");
    assert_eq!(left, [], "rows of the brand");
    node.messaging.set_disabled(&subrosa_access::Actor::Operator, "shop", false).await.expect("enabled");
    let owner = subrosa_proto::brand::Role::Owner;
    node.messaging
        .db()
        .write(async move |tx| subrosa_store::brand_members::insert(tx, brand, person, owner, (now, Some(now))).await)
        .await
        .expect("writes");
    let get = async |path: &str| node.get(path).by(&olga).send().await.expect(200).body;
    let journal = format!("/v1/conversations/{conversation}/journal");
    for (path, list) in [
        ("/v1/tickets?status=open", "tickets"),
        (journal.as_str(), "entries"),
        ("/v1/brand/replies", "replies"),
        ("/v1/brand/attributes", "attributes"),
        ("/v1/brand/bots", "bots"),
        ("/v1/brand/articles", "articles"),
        ("/v1/brand/labels", "labels"),
    ] {
        assert_eq!(get(path).await[list], json!([]), "{path}");
    }
    // It begins anew, with what its customers have.
    engage.finish_search().await.expect("finds");
    assert_eq!(get("/v1/search?q=friend").await["results"].as_array().map_or(0, Vec::len), 0);
    node.send(&ada, &conversation, "back again?").await;
    let tickets = get("/v1/tickets?status=open").await;
    assert_eq!(tickets["tickets"].as_array().map(Vec::len), Some(1), "{tickets}");
}
