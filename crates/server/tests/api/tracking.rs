//! What systems of a brand tell by tracking calls.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::customers::Shop;
use crate::request::Answer;

/// A shop with a source, and its write key.
struct Tracked {
    shop: Shop,
    key: String,
}

impl Tracked {
    async fn open() -> Self {
        let shop = Shop::open().await;
        let source = json!({"name": "Shop", "currency": "EUR"});
        let made = shop.call(Method::POST, &shop.olga, "/v1/brand/sources", &source).await.expect(201).body;
        Self { key: made["write_key"].as_str().expect("a key").to_owned(), shop }
    }

    async fn call(&self, path: &str, body: &Value) -> Answer {
        self.call_with(&self.key, path, body.to_string()).await
    }

    async fn call_with(&self, key: &str, path: &str, body: impl Into<reqwest::Body>) -> Answer {
        let basic = format!("Basic {}", STANDARD.encode(format!("{key}:")));
        self.shop.node.post(path).header("authorization", &basic).body("application/json", body).send().await
    }

    async fn batch(&self, calls: &[Value]) -> Value {
        self.call("/v1/batch", &json!({"batch": calls})).await.expect(200).body
    }

    /// The first customer is known to the brand by this.
    async fn verified(&self, kind: &str, value: &str) {
        let verified = json!({"identities": [{"kind": kind, "value": value, "proof": "verified"}]});
        self.shop.change(&self.shop.conversations[0], &verified).await.expect(200);
    }

    /// The names of the first customer's events, the newest first.
    async fn events(&self) -> Vec<String> {
        let path = format!("/v1/conversations/{}/timeline?kind=events", self.shop.conversations[0]);
        let page = self.shop.node.get(&path).by(&self.shop.anna).send().await.expect(200).body;
        let entries = page["entries"].as_array().expect("a list").iter();
        entries.map(|entry| entry["what"]["event"]["name"].as_str().expect("a name").to_owned()).collect()
    }

    async fn contact(&self) -> Value {
        self.shop.contact(&self.shop.conversations[0]).await
    }

    async fn value(&self, name: &str) -> Value {
        let contact = self.contact().await;
        let attributes = contact["attributes"].as_array().expect("a list").iter();
        attributes.filter(|one| one["name"] == name).map(|one| one["value"].clone()).next().expect("an attribute")
    }

    /// The source, as its settings show it.
    async fn source(&self) -> Value {
        let listed = self.shop.node.get("/v1/brand/sources").by(&self.shop.olga).send().await.expect(200).body;
        assert!(!listed.to_string().contains(&self.key));
        listed["sources"][0].clone()
    }
}

fn did(user: &str, id: &str, event: &str, at: &str) -> Value {
    json!({"type": "track", "messageId": id, "userId": user, "event": event, "timestamp": at})
}

fn order(id: &str, event: &str, at: &str, properties: &Value) -> Value {
    let mut call = did("u-1", id, event, at);
    call["properties"] = properties.clone();
    call["properties"]["order_id"] = json!("W-7");
    call
}

#[tokio::test]
async fn what_is_told_again_counts_once() {
    let tracked = Tracked::open().await;
    tracked.verified("external_id", "u-1").await;
    let calls = [
        did("u-1", "m-1", "Product Viewed", "2026-01-05T10:00:00Z"),
        did("u-1", "m-2", "Product Added", "2026-01-05T11:00:00Z"),
        did("u-1", "m-1", "Product Viewed", "2026-01-05T10:00:00Z"),
    ];
    let answer = tracked.batch(&calls).await;
    assert_eq!(answer, json!({"success": true, "taken": 2, "repeated": 1}));
    let again = tracked.batch(&calls).await;
    assert_eq!((&again["taken"], &again["repeated"]), (&json!(0), &json!(3)));
    // Late, and one that happened before.
    tracked.call("/v1/track", &did("u-1", "m-0", "Signed Up", "2025-12-01T00:00:00Z")).await.expect(200);
    tracked.call("/v1/page", &json!({"userId": "u-1", "name": "Bowls", "messageId": "m-3"})).await.expect(200);
    assert_eq!(tracked.events().await, ["Page Viewed", "Product Added", "Product Viewed", "Signed Up"]);
    let source = tracked.source().await;
    assert_eq!((&source["taken"], &source["repeated"], &source["refused"]), (&json!(4), &json!(4), &json!(0)));
}

#[tokio::test]
async fn what_cannot_be_used_is_left_aside_alone() {
    let tracked = Tracked::open().await;
    tracked.verified("external_id", "u-1").await;
    let mut large = did("u-1", "m-9", "Large", "2026-01-05T10:00:00Z");
    large["properties"] = json!({"text": "x".repeat(33_000)});
    let calls = [
        json!({"type": "track", "event": "Nobody's"}),
        did("u-1", "m-1", "Product Viewed", "2026-01-05T10:00:00Z"),
        large,
        json!({"type": "login", "userId": "u-1"}),
        json!({"type": "track", "userId": "u-1", "event": {}, "properties": "wrong"}),
        order("m-2", "Order Completed", "2026-01-05T10:00:00Z", &json!({"total": "a lot"})),
    ];
    let answer = tracked.batch(&calls).await;
    let places: Vec<&Value> = answer["problems"].as_array().expect("a list").iter().map(|one| &one["index"]).collect();
    assert_eq!(places, [0, 2, 3, 4, 5]);
    assert_eq!(answer["taken"], 2, "the order's event is one that happened");
    assert_eq!(answer["problems"][4]["detail"], "total: no amount of EUR");
    assert_eq!(tracked.events().await, ["Order Completed", "Product Viewed"]);
    let source = tracked.source().await;
    assert_eq!((&source["refused"], &source["problem"]["detail"]), (&json!(5), &json!("total: no amount of EUR")));

    let refused = tracked.call("/v1/batch", &json!({"batch": vec![json!({}); 5_001]})).await;
    assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("batch")));
    for (wrong, code) in
        [("", "malformed_request"), ("[]", "malformed_request"), (r#"{"batch": 7}"#, "malformed_request")]
    {
        assert_eq!(tracked.call_with(&tracked.key, "/v1/batch", wrong).await.problem(), code, "{wrong}");
    }
    let million = vec![b' '; 2 * 1024 * 1024 + 1];
    assert_eq!(tracked.call_with(&tracked.key, "/v1/batch", million).await.problem(), "payload_too_large");
    assert_eq!(tracked.events().await.len(), 2, "nothing was changed");
}

#[tokio::test]
async fn a_key_is_shown_once_and_ends_with_its_source() {
    let tracked = Tracked::open().await;
    let (shop, one) = (&tracked.shop, did("u-1", "m-1", "Seen", "2026-01-05T10:00:00Z"));
    for wrong in ["", "subrosa_write_wrong", &shop.olga.token] {
        let refused = tracked.call_with(wrong, "/v1/track", one.to_string()).await;
        assert_eq!((refused.status, refused.problem()), (401, "unauthenticated"), "{wrong}");
    }
    // Whoever is signed in is no source, and a key signs nobody in.
    let asked = shop.node.post("/v1/track").by(&shop.olga).json(&one).send().await;
    assert_eq!(asked.problem(), "unauthenticated");
    let me = shop.node.get("/v1/me").header("authorization", &format!("Bearer {}", tracked.key)).send().await;
    assert_eq!(me.problem(), "unauthenticated");

    let source = tracked.source().await;
    let path = format!("/v1/brand/sources/{}", source["id"].as_str().expect("an id"));
    assert!(tracked.key.ends_with(source["key_end"].as_str().expect("letters")));
    for (by, change, code) in [
        (&shop.anna, json!({"name": "Mine"}), "forbidden"),
        (&shop.olga, json!({"name": " "}), "text_invalid"),
        (&shop.olga, json!({"name": "Shop", "currency": "euro"}), "invalid_parameter"),
    ] {
        assert_eq!(shop.call(Method::PUT, by, &path, &change).await.problem(), code);
    }
    let changed = shop.call(Method::PUT, &shop.olga, &path, &json!({"name": "App"})).await.expect(200).body;
    assert_eq!((&changed["name"], &changed["currency"]), (&json!("App"), &Value::Null));
    shop.node.request(Method::DELETE, &path).by(&shop.olga).send().await.expect(204);
    assert_eq!(tracked.call("/v1/track", &one).await.problem(), "unauthenticated");
    let gone = shop.node.request(Method::DELETE, &path).by(&shop.olga).send().await;
    assert_eq!(gone.problem(), "not_found");
    for number in 0..20 {
        let source = json!({"name": format!("Source {number}")});
        shop.call(Method::POST, &shop.olga, "/v1/brand/sources", &source).await.expect(201);
    }
    let one_more = shop.call(Method::POST, &shop.olga, "/v1/brand/sources", &json!({"name": "One more"})).await;
    assert_eq!(one_more.problem(), "invalid_parameter");
}

#[tokio::test]
async fn traits_are_attributes_and_the_later_moment_counts() {
    let tracked = Tracked::open().await;
    for (name, kind) in [("tier", "text"), ("address_city", "text"), ("age", "number"), ("birthday", "date")] {
        tracked.shop.define(name, name, kind).await.expect(200);
    }
    tracked.verified("external_id", "u-1").await;
    let identify = |at: &str, traits: Value| json!({"userId": "u-1", "timestamp": at, "traits": traits});
    let newer = json!({"tier": "gold", "address": {"city": "Kyiv"}, "age": "36", "birthday": "1990-04-01T00:00:00Z"});
    tracked.call("/v1/identify", &identify("2026-02-01T00:00:00Z", newer)).await.expect(200);
    let older = json!({"tier": "bronze", "unknown": 1, "age": "many"});
    tracked.call("/v1/identify", &identify("2026-01-01T00:00:00Z", older)).await.expect(200);
    assert_eq!(tracked.value("tier").await, "gold");
    assert_eq!(tracked.value("address_city").await, "Kyiv");
    assert_eq!(tracked.value("age").await, 36);
    assert_eq!(tracked.value("birthday").await, "1990-04-01");
    tracked.call("/v1/identify", &identify("2026-03-01T00:00:00Z", json!({"tier": null}))).await.expect(200);
    assert_eq!(tracked.value("tier").await, Value::Null);
    // What a member writes now is newer than what a clock that is ahead says of tomorrow.
    let ahead = json!({"userId": "u-1", "traits": {"tier": "silver"}, "timestamp": "2026-09-22T00:00:00Z"});
    tracked.call("/v1/identify", &ahead).await.expect(200);
    tracked.shop.node.clock.forward(std::time::Duration::from_secs(1));
    tracked.shop.change(&tracked.shop.conversations[0], &json!({"attributes": {"tier": "gold"}})).await.expect(200);
    assert_eq!(tracked.value("tier").await, "gold");
}

#[tokio::test]
async fn a_visitor_becomes_a_contact_with_all_they_did() {
    let tracked = Tracked::open().await;
    tracked.shop.define("tier", "Tier", "text").await.expect(200);
    let anonymous =
        json!({"type": "page", "messageId": "p-1", "anonymousId": "browser", "timestamp": "2026-01-01T00:00:00Z"});
    let user = did("u-1", "m-1", "Signed Up", "2026-01-02T00:00:00Z");
    let paid = order("m-2", "Order Completed", "2026-01-03T00:00:00Z", &json!({"total": 12.5}));
    tracked.batch(&[anonymous, user, paid]).await;
    let identify = json!({"type": "identify", "userId": "u-1", "anonymousId": "browser",
        "timestamp": "2026-01-04T00:00:00Z", "traits": {"email": "Ada@Example.org", "tier": "gold"}});
    tracked.batch(&[identify]).await;
    assert!(tracked.events().await.is_empty(), "nobody has said who that is");
    assert_eq!(tracked.contact().await["orders"], json!([]));

    // The brand makes sure of an address which its systems have told.
    tracked.verified("email", "ada@example.org").await;
    assert_eq!(tracked.events().await, ["Order Completed", "Signed Up", "Page Viewed"]);
    assert_eq!(tracked.value("tier").await, "gold");
    let contact = tracked.contact().await;
    assert_eq!(contact["orders"][0]["total"], 1_250);
    let identities = contact["identities"].as_array().expect("a list");
    assert!(identities.iter().any(|one| one["value"] == "u-1" && one["proof"] == "verified"), "{identities:?}");
    // From now on it is theirs at once, by whichever name.
    let later =
        json!({"type": "page", "messageId": "p-2", "anonymousId": "browser", "timestamp": "2026-01-05T00:00:00Z"});
    tracked.batch(&[later, did("u-1", "m-3", "Signed In", "2026-01-06T00:00:00Z")]).await;
    assert_eq!(tracked.events().await[..2], ["Signed In", "Page Viewed"]);
    // Another person at the same browser is another person.
    let other = json!({"type": "identify", "userId": "u-2", "anonymousId": "browser"});
    tracked.batch(&[other, did("u-2", "m-4", "Signed In", "2026-01-07T00:00:00Z")]).await;
    assert_eq!(tracked.events().await.len(), 5);
}

#[tokio::test]
async fn names_of_one_person_are_joined_in_whatever_sequence() {
    let tracked = Tracked::open().await;
    tracked.verified("external_id", "u-1").await;
    let alias = json!({"type": "alias", "userId": "u-1", "previousId": "old"});
    let before =
        json!({"type": "screen", "messageId": "s-1", "anonymousId": "old", "timestamp": "2026-01-01T00:00:00Z"});
    let after = json!({"type": "track", "event": "Opened", "messageId": "s-2", "anonymousId": "old", "timestamp": "2026-01-02T00:00:00Z"});
    // In one batch, also before it is told that they are one.
    tracked.batch(&[before, alias, after]).await;
    assert_eq!(tracked.events().await, ["Opened", "Screen Viewed"]);
    // An address that is a contact's already, told of a user.
    tracked.verified("email", "ada@example.org").await;
    let met = json!({"type": "identify", "userId": "u-9", "traits": {"email": "ada@example.org"}});
    tracked.batch(&[did("u-9", "m-1", "Signed Up", "2026-01-03T00:00:00Z"), met]).await;
    assert_eq!(tracked.events().await, ["Signed Up", "Opened", "Screen Viewed"]);
}

#[tokio::test]
async fn very_many_events_follow_by_and_by() {
    let tracked = Tracked::open().await;
    for hundreds in 0..3 {
        let calls: Vec<Value> = (0..700)
            .map(|number| {
                let moment = format!("2026-01-0{}T00:{:02}:{:02}Z", hundreds + 1, number / 60, number % 60);
                did("u-1", &format!("m-{hundreds}-{number}"), "Seen", &moment)
            })
            .collect();
        tracked.batch(&calls).await;
    }
    tracked.verified("external_id", "u-1").await;
    let mut found = 0;
    let mut next = String::new();
    // The job is woken at once; the last events are there when it is done.
    for _ in 0..1_000 {
        let conversation = &tracked.shop.conversations[0];
        let path = format!("/v1/conversations/{conversation}/timeline?kind=events&limit=50{next}");
        let page = tracked.shop.node.get(&path).by(&tracked.shop.anna).send().await.expect(200).body;
        found += page["entries"].as_array().expect("a list").len();
        match page["next"].as_str() {
            Some(token) => next = format!("&after={token}"),
            None if found == 2_100 => return,
            None => {
                found = 0;
                next.clear();
                tokio::task::yield_now().await;
            }
        }
    }
    panic!("{found} of 2,100 events");
}

#[tokio::test]
async fn an_order_is_the_same_in_whatever_sequence_it_is_told() {
    let completed = order(
        "m-1",
        "Order Completed",
        "2026-01-01T00:00:00Z",
        &json!({
            "total": 49.90, "currency": "EUR",
            "products": [{"sku": "CB-04", "name": "Blue bowl", "category": "Bowls", "price": 34.00, "quantity": 1}]
        }),
    );
    let updated = order("m-2", "Order Updated", "2026-01-02T00:00:00Z", &json!({"order_number": "RW-7"}));
    let refunded = order("m-3", "Order Refunded", "2026-01-03T00:00:00Z", &json!({"total": 10}));
    let mut seen = Vec::new();
    for steps in
        [[&completed, &updated, &refunded], [&refunded, &completed, &updated], [&refunded, &updated, &completed]]
    {
        let tracked = Tracked::open().await;
        tracked.verified("external_id", "u-1").await;
        for step in steps {
            tracked.batch(std::slice::from_ref(step)).await;
            tracked.batch(std::slice::from_ref(step)).await;
        }
        let mut order = tracked.contact().await["orders"][0].clone();
        order.as_object_mut().expect("an order").remove("id");
        seen.push(order);
    }
    assert_eq!(seen[0]["number"], "RW-7");
    assert_eq!((&seen[0]["total"], &seen[0]["refunded"]), (&json!(4_990), &json!(1_000)));
    assert_eq!(
        (&seen[0]["payment"], &seen[0]["items"][0]["category"]),
        (&json!("partially_refunded"), &json!("Bowls"))
    );
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
}
