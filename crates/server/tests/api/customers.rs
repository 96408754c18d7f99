//! The customer beside the thread: what a brand knows of its customers, and who may see and change it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::Answer;

/// Ada and Grace, customers of the shop; Olga, who owns it, and Anna, who answers for it.
pub(crate) struct Shop {
    pub(crate) node: Node,
    pub(crate) ada: Person,
    pub(crate) olga: Person,
    pub(crate) anna: Person,
    /// Ada's and Grace's.
    pub(crate) conversations: [String; 2],
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let node = Node::start().await;
        let (ada, grace) = (node.person("ada").await, node.person("grace").await);
        let olga = node.shop(&node.person("olga").await).await;
        let anna = node.member(&olga, "anna", "agent").await;
        let conversations =
            [node.ask(&ada, "where is my parcel?").await, node.ask(&grace, "is it open on Sundays?").await];
        Self { node, ada, olga, anna, conversations }
    }

    pub(crate) async fn call(&self, method: Method, by: &Person, path: &str, body: &Value) -> Answer {
        self.node.request(method, path).by(by).json(body).send().await
    }

    pub(crate) async fn contact(&self, conversation: &str) -> Value {
        let path = format!("/v1/conversations/{conversation}/contact");
        self.node.get(&path).by(&self.anna).send().await.expect(200).body
    }

    pub(crate) async fn change(&self, conversation: &str, change: &Value) -> Answer {
        let path = format!("/v1/conversations/{conversation}/contact");
        self.call(Method::PATCH, &self.anna, &path, change).await
    }

    pub(crate) async fn define(&self, name: &str, label: &str, kind: &str) -> Answer {
        let attribute = json!({"label": label, "kind": kind});
        self.call(Method::PUT, &self.olga, &format!("/v1/brand/attributes/{name}"), &attribute).await
    }

    pub(crate) async fn tell(&self, orders: &[Value]) -> Vec<String> {
        let told = self.call(Method::PUT, &self.olga, "/v1/brand/orders", &json!({"orders": orders})).await;
        let told = told.expect(200).body;
        let outcomes = told["orders"].as_array().expect("a list").iter();
        outcomes.map(|one| one["outcome"].as_str().expect("a word").to_owned()).collect()
    }
}

/// An order of someone with this e-mail address.
pub(crate) fn order(number: i64, email: &str) -> Value {
    json!({"reference": format!("shop-{number}"), "number": format!("#RW-{number}"),
        "placed_at": 1_780_000_000_000_i64 + number, "updated_at": 1_780_000_000_000_i64, "status": "completed",
        "payment": "paid", "currency": "EUR", "total": 4_990,
        "items": [{"sku": "B-1", "name": "Blue bowl", "quantity": 2, "price": 2_495}],
        "shipments": [{"state": "shipped", "carrier": "DHL", "tracking": "0034"}],
        "customer": {"email": email, "phone": "+49 170 1234567", "postcode": "10 999"}})
}

/// The numbers of the orders beside a thread.
pub(crate) fn numbers(contact: &Value) -> Vec<&str> {
    let orders = contact["orders"].as_array().expect("orders").iter();
    orders.map(|order| order["number"].as_str().expect("a number")).collect()
}

#[tokio::test]
async fn attributes_are_defined_and_known_of_each_customer() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    for (name, label, kind) in [("tier", "Tier", "text"), ("visits", "Visits", "number"), ("vip", "VIP", "yes_no")] {
        shop.define(name, label, kind).await.expect(200);
    }
    let known = json!({"attributes": {"tier": "gold", "visits": 3.5, "vip": true}});
    let contact = shop.change(ada, &known).await.expect(200).body;
    let values: Vec<&Value> =
        contact["attributes"].as_array().expect("a list").iter().map(|one| &one["value"]).collect();
    assert_eq!(values, [&json!("gold"), &json!(3.5), &json!(true)]);
    assert_eq!(contact["attributes"][0]["label"], "Tier");
    assert_eq!(contact, shop.contact(ada).await);
    let empty = &shop.contact(grace).await["attributes"][0];
    assert_eq!(*empty, json!({"name": "tier", "label": "Tier", "kind": "text"}));
    // One wrong value, and nothing is changed.
    let half = json!({"attributes": {"tier": "silver", "visits": "many"}});
    let refused = shop.change(ada, &half).await;
    assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("attributes.visits")));
    assert_eq!(shop.change(ada, &json!({"attributes": {"unheard_of": 1}})).await.problem(), "invalid_parameter");
    let contact = shop.change(ada, &json!({"attributes": {"visits": null}})).await.expect(200).body;
    assert_eq!(
        (&contact["attributes"][0]["value"], &contact["attributes"][1]["value"]),
        (&json!("gold"), &Value::Null)
    );
}

#[tokio::test]
async fn an_attribute_of_another_kind_loses_nothing() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    shop.define("size", "Size", "text").await.expect(200);
    shop.change(ada, &json!({"attributes": {"size": "42"}})).await.expect(200);
    shop.change(grace, &json!({"attributes": {"size": "large"}})).await.expect(200);
    shop.define("size", "Size", "number").await.expect(200);
    assert_eq!(shop.contact(ada).await["attributes"][0]["value"], json!(42));
    let unfit = &shop.contact(grace).await["attributes"][0];
    assert_eq!((&unfit["value"], &unfit["unfit"]), (&Value::Null, &json!("large")));
    shop.define("size", "Size", "text").await.expect(200);
    assert_eq!(shop.contact(grace).await["attributes"][0]["value"], "large");
    // Removed is removed: made again it knows nothing.
    let path = "/v1/brand/attributes/size";
    shop.node.request(Method::DELETE, path).by(&shop.olga).send().await.expect(204);
    let gone = shop.node.request(Method::DELETE, path).by(&shop.olga).send().await;
    assert_eq!(gone.problem(), "not_found");
    shop.define("size", "Size", "text").await.expect(200);
    assert_eq!(shop.contact(grace).await["attributes"][0]["value"], Value::Null);
}

#[tokio::test]
async fn another_kind_is_tried_before_it_is_taken() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    shop.define("size", "Size", "text").await.expect(200);
    shop.change(ada, &json!({"attributes": {"size": "42"}})).await.expect(200);
    shop.change(grace, &json!({"attributes": {"size": "large"}})).await.expect(200);
    let try_on = async |name: &str, kind: &str, by: &Person| {
        shop.node.get(&format!("/v1/brand/attributes/{name}/fit?kind={kind}")).by(by).send().await
    };
    let fit = try_on("size", "number", &shop.olga).await.expect(200).body;
    assert_eq!((&fit["values"], &fit["unfit"]), (&json!(2), &json!(1)));
    let example = &fit["examples"][0];
    assert_eq!((&example["value"], &example["customer"]["handle"]), (&json!("large"), &json!("grace")));
    assert_eq!(try_on("size", "text", &shop.olga).await.expect(200).body["unfit"], 0);
    assert_eq!(try_on("unheard_of", "text", &shop.olga).await.problem(), "not_found");
    assert_eq!(try_on("size", "colour", &shop.olga).await.problem(), "invalid_parameter");
    assert_eq!(try_on("size", "number", &shop.anna).await.problem(), "forbidden");
    let strict = json!({"label": "Size", "kind": "number", "unfit": "refuse"});
    let path = "/v1/brand/attributes/size";
    let refused = shop.call(Method::PUT, &shop.olga, path, &strict).await;
    assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("kind")));
    assert_eq!(shop.contact(ada).await["attributes"][0]["value"], "42", "nothing is changed");
    shop.change(grace, &json!({"attributes": {"size": "44"}})).await.expect(200);
    shop.call(Method::PUT, &shop.olga, path, &strict).await.expect(200);
    assert_eq!(shop.contact(ada).await["attributes"][0]["value"], json!(42));
}

#[tokio::test]
async fn attributes_have_names_for_programs_and_are_not_too_many() {
    let shop = Shop::open().await;
    for wrong in ["Size", "2nd", "a-b", "gr%C3%B6%C3%9Fe", &"x".repeat(41)] {
        assert_eq!(shop.define(wrong, "Size", "text").await.problem(), "invalid_parameter", "{wrong}");
    }
    assert_eq!(shop.define("size", " ", "text").await.problem(), "text_invalid");
    assert_eq!(shop.define("size", "Size", "colour").await.problem(), "malformed_request");
    for number in 0..50 {
        shop.define(&format!("a{number}"), "An attribute", "text").await.expect(200);
    }
    assert_eq!(shop.define("one_more", "One more", "text").await.problem(), "invalid_parameter");
    shop.define("a7", "Changed", "date").await.expect(200);
    let all = shop.node.get("/v1/brand/attributes").by(&shop.anna).send().await.expect(200).body;
    assert_eq!(
        (&all["attributes"][7]["label"], all["attributes"].as_array().map(Vec::len)),
        (&json!("Changed"), Some(50))
    );
}

#[tokio::test]
async fn a_verified_identity_brings_the_orders_that_carry_it() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    let all = [order(1, "ada@example.org"), order(2, "Ada@Example.org"), order(3, "grace@example.org")];
    assert_eq!(shop.tell(&all).await, ["created"; 3]);
    let identity =
        |value: &str, proof: &str| json!({"identities": [{"kind": "email", "value": value, "proof": proof}]});
    let claimed = shop.change(ada, &identity("ada@example.org", "claimed")).await.expect(200).body;
    assert_eq!(claimed["orders"], json!([]), "whoever says so knows nothing yet");
    let verified = shop.change(ada, &identity(" ADA@example.org", "verified")).await.expect(200).body;
    assert_eq!(numbers(&verified), ["#RW-2", "#RW-1"]);
    let kinds = &verified["identities"];
    assert_eq!(
        (&kinds[0]["kind"], &kinds[0]["value"], &kinds[0]["proof"]),
        (&json!("subrosa"), &json!("ada"), &json!("platform"))
    );
    assert_eq!((&kinds[1]["value"], &kinds[1]["proof"]), (&json!("ada@example.org"), &json!("verified")));
    // By whom an order was placed is not told.
    assert!(!verified["orders"].to_string().contains("10999") && !verified["orders"].to_string().contains('@'));
    let taken = shop.change(grace, &identity("ada@example.org", "verified")).await;
    assert_eq!(taken.problem(), "identity_taken");
    shop.change(grace, &identity("ada@example.org", "claimed")).await.expect(200);
    // What is told from then on is linked at once; and what turns out to be another's is hers no more.
    assert_eq!(
        shop.tell(&[order(4, "ada@example.org"), order(1, "someone@example.org")]).await,
        ["created", "updated"]
    );
    assert_eq!(numbers(&shop.contact(ada).await), ["#RW-4", "#RW-2"]);
    let forget = json!({"remove_identities": [{"kind": "email", "value": "ada@example.org"}]});
    let without = shop.change(ada, &forget).await.expect(200).body;
    assert_eq!((numbers(&without).len(), without["identities"].as_array().map(Vec::len)), (0, Some(1)));
    shop.change(grace, &identity("ada@example.org", "verified")).await.expect(200);
    for (kind, value, proof) in [
        ("email", "nobody", "claimed"),
        ("phone", "call me", "claimed"),
        ("external_id", "", "claimed"),
        ("subrosa", "grace", "claimed"),
        ("email", "ada@example.org", "platform"),
    ] {
        let wrong = json!({"identities": [{"kind": kind, "value": value, "proof": proof}]});
        assert_eq!(shop.change(ada, &wrong).await.problem(), "invalid_parameter", "{kind} {value}");
    }
}

#[tokio::test]
async fn nobody_elses_customers_are_seen() {
    let shop = Shop::open().await;
    let other = shop.node.person("otto").await;
    let made = json!({"handle": "other", "display_name": "Another"});
    let made = shop.node.post("/v1/brands").by(&other).json(&made).send().await.expect(201);
    let otto = other.acting_for(made.body["account"]["id"].as_str().expect("an id").parse().expect("an id"));
    let [ada, _] = &shop.conversations;
    let path = format!("/v1/conversations/{ada}");
    shop.tell(&[order(1, "ada@example.org")]).await;
    let verification = json!({"number": "RW-1", "email": "ada@example.org"});
    let calls = [
        (Method::GET, format!("{path}/contact"), json!({})),
        (Method::PATCH, format!("{path}/contact"), json!({})),
        (Method::GET, format!("{path}/orders"), json!({})),
        (Method::POST, format!("{path}/orders/verification"), verification.clone()),
    ];
    for (method, path, body) in calls {
        let refused = shop.call(method.clone(), &otto, &path, &body).await;
        assert_eq!(refused.problem(), "not_found", "{method} {path}");
        let refused = shop.call(method.clone(), &shop.ada, &path, &body).await;
        assert_eq!(refused.problem(), "forbidden", "{method} {path}");
    }
    // Another brand's customer with the same words finds nothing of this brand's.
    let begun = shop.node.post("/v1/conversations").by(&shop.ada).json(&json!({"handle": "other"})).send().await;
    let theirs = begun.expect(201).body["conversation"]["id"].as_str().expect("an id").to_owned();
    let path = format!("/v1/conversations/{theirs}/orders/verification");
    assert_eq!(shop.call(Method::POST, &otto, &path, &verification).await.problem(), "order_not_found");
    assert_eq!(
        shop.node.get("/v1/brand/attributes").by(&otto).send().await.expect(200).body,
        json!({"attributes": []})
    );
}

#[tokio::test]
async fn colleagues_hear_that_a_customer_has_changed() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    shop.define("tier", "Tier", "text").await.expect(200);
    let (mut colleague, _) = shop.node.live(&shop.olga, None).await;
    shop.change(ada, &json!({"attributes": {"tier": "gold"}})).await.expect(200);
    let entry = colleague.frame_of("entry").await;
    assert_eq!((&entry["conversation"]["id"], &entry["events"]), (&json!(ada), &json!([])));
    let verified = json!({"identities": [{"kind": "email", "value": "ada@example.org", "proof": "verified"}]});
    shop.change(ada, &verified).await.expect(200);
    colleague.frame_of("entry").await;
    shop.tell(&[order(1, "ada@example.org")]).await;
    assert_eq!(colleague.frame_of("entry").await["conversation"]["id"], json!(ada));
}
