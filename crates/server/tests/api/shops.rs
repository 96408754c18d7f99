//! Webhooks of shops: signed, or not heard at all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::customers::{Shop, numbers};
use crate::request::Answer;

const SECRET: &str = "a secret of the shop, with $paces";
/// The orders of the makers' documentation.
const SHOPIFY: &str = include_str!("../../../engage/src/shops/fixtures/shopify.json");
const WOOCOMMERCE: &str = include_str!("../../../engage/src/shops/fixtures/woocommerce.json");

fn sign(secret: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    mac.update(body.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// The same order with other values.
fn changed(order: &str, change: &Value) -> String {
    let mut order: Value = serde_json::from_str(order).expect("JSON");
    for (key, value) in change.as_object().expect("fields") {
        order[key] = value.clone();
    }
    order.to_string()
}

impl Shop {
    /// Lets a shop tell orders; the path of its webhooks.
    async fn connect(&self, kind: &str) -> String {
        let path = format!("/v1/brand/shops/{kind}");
        let saved = self.call(Method::PUT, &self.olga, &path, &json!({"secret": SECRET})).await.expect(200).body;
        assert!(!saved.to_string().contains(SECRET));
        saved["path"].as_str().expect("a path").to_owned()
    }

    async fn shopify(&self, path: &str, topic: &str, body: &str, signature: &str) -> Answer {
        let request = self.node.post(path).header("x-shopify-topic", topic);
        let request = request.header("x-shopify-hmac-sha256", signature);
        request.body("application/json", body.to_owned()).send().await
    }

    async fn woocommerce(&self, path: &str, topic: &str, body: &str) -> Answer {
        let request = self.node.post(path).header("x-wc-webhook-topic", topic);
        let request = request.header("x-wc-webhook-signature", &sign(SECRET, body));
        request.body("application/json", body.to_owned()).send().await
    }

    /// The first customer is known by this address.
    async fn verified(&self, email: &str) {
        let verified = json!({"identities": [{"kind": "email", "value": email, "proof": "verified"}]});
        self.change(&self.conversations[0], &verified).await.expect(200);
    }

    /// The one shop, as its settings show it.
    async fn seen(&self) -> Value {
        let listed = self.node.get("/v1/brand/shops").by(&self.olga).send().await.expect(200).body;
        assert!(!listed.to_string().contains(SECRET));
        listed["shops"][0].clone()
    }
}

#[tokio::test]
async fn an_order_of_shopify_is_kept_when_it_is_signed() {
    let shop = Shop::open().await;
    let path = shop.connect("shopify").await;
    shop.verified("Bob.Norman@mail.example.com").await;
    let signature = sign(SECRET, SHOPIFY);
    // Another's secret, no signature, one of another body, one over the same JSON written in another way.
    let again = changed(SHOPIFY, &json!({}));
    for (body, signature) in [
        (SHOPIFY, sign("another secret, as long", SHOPIFY)),
        (SHOPIFY, String::new()),
        (SHOPIFY, "????".to_owned()),
        (SHOPIFY, sign(SECRET, "{}")),
        (again.as_str(), signature.clone()),
    ] {
        assert_eq!(shop.shopify(&path, "orders/create", body, &signature).await.problem(), "signature_invalid");
    }
    // None is told apart from a shop that is not there, or a brand.
    for elsewhere in [
        path.replace("/shopify/", "/woocommerce/"),
        path.replace("/shopify/", "/amazon/"),
        "/v1/shops/acc_0000000000001/shopify/orders".to_owned(),
        "/v1/shops/nobody/shopify/orders".to_owned(),
    ] {
        let refused = shop.shopify(&elsewhere, "orders/create", SHOPIFY, &signature).await;
        assert_eq!((refused.status, refused.problem()), (401, "signature_invalid"), "{elsewhere}");
    }
    assert_eq!(shop.contact(&shop.conversations[0]).await["orders"], json!([]));
    assert_eq!(shop.seen().await["refused"]["reason"], "signature");

    shop.shopify(&path, "orders/create", SHOPIFY, &signature).await.expect(200);
    // Told twice, it is one.
    shop.shopify(&path, "orders/updated", SHOPIFY, &signature).await.expect(200);
    let contact = shop.contact(&shop.conversations[0]).await;
    assert_eq!(numbers(&contact), ["#1001"]);
    let kept = &contact["orders"][0];
    assert_eq!(
        (&kept["total"], &kept["refunded"], &kept["payment"]),
        (&json!(40_994), &json!(4_194), &json!("partially_refunded"))
    );
    assert_eq!(kept["shipments"], json!([{"state": "shipped", "carrier": "USPS", "tracking": "1Z1234512345123456"}]));
    let seen = shop.seen().await;
    assert_eq!(seen["taken"]["topic"], "orders/updated");
}

#[tokio::test]
async fn what_is_older_never_comes_over_what_is_newer() {
    let shop = Shop::open().await;
    let path = shop.connect("shopify").await;
    shop.verified("bob.norman@mail.example.com").await;
    let at = |updated_at: &str, change: &Value| changed(&changed(SHOPIFY, &json!({"updated_at": updated_at})), change);
    let paid = at("2026-01-02T00:00:00+01:00", &json!({"financial_status": "paid", "refunds": []}));
    // The same moment in another zone, an hour later.
    let cancelled = at("2026-01-01T20:00:00-04:00", &json!({"cancelled_at": "2026-01-01T20:00:00-04:00"}));
    let tell = async |topic: &str, body: &str| shop.shopify(&path, topic, body, &sign(SECRET, body)).await.expect(200);
    let status = async || shop.contact(&shop.conversations[0]).await["orders"][0]["status"].clone();
    tell("orders/cancelled", &cancelled).await;
    tell("orders/paid", &paid).await;
    assert_eq!(status().await, "cancelled");
    // Replayed, however often.
    tell("orders/paid", &paid).await;
    assert_eq!(status().await, "cancelled");
}

#[tokio::test]
async fn what_cannot_be_used_is_taken_and_told_to_the_brand() {
    let shop = Shop::open().await;
    let path = shop.connect("shopify").await;
    let tell = async |topic: &str, body: &str| shop.shopify(&path, topic, body, &sign(SECRET, body)).await;
    // What tells of no order, or of one that is made up.
    let greeting = r#"{"hello": "world"}"#;
    tell("app/uninstalled", greeting).await.expect(200);
    tell("orders/edited", greeting).await.expect(200);
    assert_eq!(shop.seen().await["refused"], Value::Null);
    let request = shop.node.post(&path).header("x-shopify-topic", "orders/create").header("x-shopify-test", "true");
    let request = request.header("x-shopify-hmac-sha256", &sign(SECRET, SHOPIFY));
    request.body("application/json", SHOPIFY).send().await.expect(200);
    let problems = [
        (greeting.to_owned(), "missing field `id`"),
        ("not JSON".to_owned(), "expected"),
        (changed(SHOPIFY, &json!({"currency": "eur"})), "currency: three capital letters"),
        (changed(SHOPIFY, &json!({"total_price": "12,50"})), "total_price: no amount of USD"),
        (changed(SHOPIFY, &json!({"total_price": "-12.50"})), "total: 0 to 1000000000000"),
        (changed(SHOPIFY, &json!({"total_price": "12.505"})), "total_price: no amount of USD"),
        (changed(SHOPIFY, &json!({"created_at": "yesterday"})), "created_at: no moment"),
    ];
    for (body, problem) in problems {
        tell("orders/create", &body).await.expect(200);
        let refused = shop.seen().await["refused"].clone();
        assert_eq!(refused["reason"], "order");
        assert!(refused["detail"].as_str().expect("a detail").contains(problem), "{refused}");
    }
    // Others who sign wrongly do not hide it.
    shop.shopify(&path, "orders/create", SHOPIFY, "AAAA").await.expect(401);
    assert_eq!(shop.seen().await["refused"]["reason"], "order");
    shop.verified("bob.norman@mail.example.com").await;
    assert_eq!(shop.contact(&shop.conversations[0]).await["orders"], json!([]), "none of them was kept");
    let huge = "x".repeat(1024 * 1024 + 1);
    assert_eq!(tell("orders/create", &huge).await.problem(), "payload_too_large");
    let deep = "[".repeat(100_000);
    tell("orders/create", &deep).await.expect(200);
}

#[tokio::test]
async fn an_order_of_woocommerce_is_kept_deleted_and_restored() {
    let shop = Shop::open().await;
    let path = shop.connect("woocommerce").await;
    shop.verified("john.doe@example.com").await;
    // A new webhook is tried out, unsigned; also where there is no shop yet.
    for path in [path.as_str(), "/v1/shops/acc_0000000000001/woocommerce/orders"] {
        let greeting = shop.node.post(path).body("application/x-www-form-urlencoded", "webhook_id=3");
        greeting.send().await.expect(200);
    }
    let forged = shop.node.post(&path).body("application/json", WOOCOMMERCE).send().await;
    assert_eq!(forged.problem(), "signature_invalid");
    shop.woocommerce(&path, "order.created", WOOCOMMERCE).await.expect(200);
    let order = async || shop.contact(&shop.conversations[0]).await["orders"][0].clone();
    let kept = order().await;
    assert_eq!((&kept["number"], &kept["total"], &kept["refunded"]), (&json!("727"), &json!(2_935), &json!(1_000)));
    assert_eq!((&kept["payment"], &kept["status"]), (&json!("partially_refunded"), &json!("open")));
    // Deleted, it is cancelled, and what was told before does not bring it back.
    let deleted = r#"{"id":727}"#;
    shop.woocommerce(&path, "order.deleted", deleted).await.expect(200);
    shop.woocommerce(&path, "order.deleted", deleted).await.expect(200);
    shop.woocommerce(&path, "order.updated", WOOCOMMERCE).await.expect(200);
    assert_eq!(order().await["status"], "cancelled");
    let restored = changed(WOOCOMMERCE, &json!({"date_modified_gmt": "2017-03-23T00:00:00", "status": "completed"}));
    shop.woocommerce(&path, "order.restored", &restored).await.expect(200);
    assert_eq!(order().await["status"], "completed");
    // Of another's order nothing is kept.
    shop.woocommerce(&path, "order.deleted", r#"{"id":999}"#).await.expect(200);
}

#[tokio::test]
async fn secrets_are_long_and_never_come_back() {
    let shop = Shop::open().await;
    let path = "/v1/brand/shops/shopify";
    for wrong in ["short", " begins with a space", "ends with a space, too ", "ümläuts are not ASCII", &"x".repeat(201)]
    {
        let refused = shop.call(Method::PUT, &shop.olga, path, &json!({"secret": wrong})).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("secret")));
        assert!(!refused.body.to_string().contains(wrong));
    }
    let unknown = shop.call(Method::PUT, &shop.olga, "/v1/brand/shops/amazon", &json!({"secret": SECRET})).await;
    assert_eq!(unknown.problem(), "not_found");
    let webhooks = shop.connect("shopify").await;
    shop.shopify(&webhooks, "orders/create", SHOPIFY, &sign(SECRET, SHOPIFY)).await.expect(200);
    // Another secret begins anew, and the old one is worth nothing.
    let other = json!({"secret": "another-secret-of-the-shop"});
    shop.call(Method::PUT, &shop.olga, path, &other).await.expect(200);
    assert_eq!(shop.seen().await["taken"], Value::Null);
    let late = shop.shopify(&webhooks, "orders/create", SHOPIFY, &sign(SECRET, SHOPIFY)).await;
    assert_eq!(late.problem(), "signature_invalid");
    assert_eq!(shop.node.get("/v1/brand/shops").by(&shop.anna).send().await.problem(), "forbidden");
    shop.node.request(Method::DELETE, path).by(&shop.olga).send().await.expect(204);
    let gone = shop.node.request(Method::DELETE, path).by(&shop.olga).send().await;
    assert_eq!(gone.problem(), "not_found");
    let signed = sign("another-secret-of-the-shop", SHOPIFY);
    assert_eq!(shop.shopify(&webhooks, "orders/create", SHOPIFY, &signed).await.problem(), "signature_invalid");
}
