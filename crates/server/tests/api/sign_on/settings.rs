//! What a brand's owner says of its identity provider.

use reqwest::Method;
use serde_json::json;

use super::{Stage, set};
use crate::node::Node;

#[tokio::test]
async fn what_is_set_is_shown_without_its_secret() {
    let stage = Stage::set().await;
    let shown = stage.node.get("/v1/brand/sign-on").by(&stage.owner).send().await.expect(200).body;
    assert_eq!(shown["return_address"], "https://dm.example.com/sign-in/brand");
    let provider = &shown["provider"];
    assert_eq!((&provider["client_id"], &provider["domains"]), (&json!("subrosa"), &json!(["example.com"])));
    assert!(!shown.to_string().contains("secret"), "{shown}");
    let admin = stage.node.member(&stage.owner, "grace", "admin").await;
    stage.node.get("/v1/brand/sign-on").by(&admin).send().await.expect(403);

    // The secret of today is kept for the client that it is of, and for no other.
    let mut kept = set(stage.provider.issuer());
    kept.as_object_mut().expect("an object").remove("client_secret");
    kept["domains"] = json!([" EXAMPLE.com ", "example.com", "example.net"]);
    let saved = stage.save(&kept).await.expect(200).body;
    assert_eq!(saved["provider"]["domains"], json!(["example.com", "example.net"]));
    stage.come(|_| ()).await.expect(201);
    kept["client_id"] = "another".into();
    assert_eq!(stage.save(&kept).await.expect(400).body["field"], "client_secret");

    let remove = async || stage.node.request(Method::DELETE, "/v1/brand/sign-on").by(&stage.owner).send().await;
    remove().await.expect(204);
    remove().await.expect(404);
    stage.node.post("/v1/sessions/brand/way").json(&json!({"brand": "shop"})).send().await.expect(404);
}

#[tokio::test]
async fn what_can_not_be_is_refused_by_name() {
    let stage = Stage::set().await;
    let issuer = stage.provider.issuer().to_owned();
    for (field, value) in [
        ("issuer", json!("")),
        ("issuer", json!("javascript:alert(1)")),
        ("issuer", json!(format!("{issuer}?x"))),
        ("client_id", json!("")),
        ("client_id", json!("c".repeat(257))),
        ("client_secret", json!("")),
        ("client_secret", json!("two words")),
        ("domains", json!([])),
        ("domains", json!(["com"])),
        ("domains", json!(["example..com"])),
        ("domains", json!(["mia@example.com"])),
        ("domains", json!((0..21).map(|number| format!("{number}.com")).collect::<Vec<_>>())),
        ("role", json!("owner")),
        ("role", json!("bot")),
    ] {
        let mut wrong = set(&issuer);
        wrong[field] = value.clone();
        let answer = stage.save(&wrong).await.expect(400);
        assert_eq!((answer.problem(), &answer.body["field"]), ("invalid_parameter", &json!(field)), "{value}");
    }
    // There, and no provider; or one that calls itself otherwise.
    for wrong in [format!("{issuer}/nothing"), format!("{issuer}/")] {
        assert_eq!(stage.save(&set(&wrong)).await.expect(400).body["field"], "issuer", "{wrong}");
    }
}

#[tokio::test]
async fn providers_on_private_addresses_need_the_operators_word() {
    let stage = Stage::set().await;
    let node = Node::start().await;
    let owner = node.shop(&node.person("ada").await).await;
    let answer = node.request(Method::PUT, "/v1/brand/sign-on").by(&owner).json(&set(stage.provider.issuer()));
    assert_eq!(answer.send().await.expect(400).problem(), "invalid_parameter");
}
