//! Views of the inbox: kept by members for themselves or for all, and what stands in them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::customers::{Shop, order};
use crate::node::Person;
use crate::request::Answer;

const VIEWS: &str = "/v1/brand/views";

impl Shop {
    async fn keep(&self, by: &Person, view: Value) -> Answer {
        self.call(Method::POST, by, VIEWS, &view).await
    }

    async fn names(&self, by: &Person) -> Vec<String> {
        let listed = self.node.get(VIEWS).by(by).send().await.expect(200).body;
        let views = listed["views"].as_array().expect("views").iter();
        views.map(|view| view["name"].as_str().expect("a name").to_owned()).collect()
    }

    async fn ordinals(&self, by: &Person, query: &str) -> Vec<i64> {
        let page = self.node.get(&format!("/v1/tickets?{query}")).by(by).send().await.expect(200).body;
        let rows = page["tickets"].as_array().expect("tickets").iter();
        rows.map(|row| row["ticket"]["ordinal"].as_i64().expect("a number")).collect()
    }

    async fn count(&self, by: &Person, filter: Value) -> Value {
        let path = format!("{VIEWS}/count");
        self.call(Method::POST, by, &path, &json!({"filter": filter})).await.expect(200).body["count"].clone()
    }
}

fn id(answer: &Answer) -> String {
    answer.body["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_view_lists_and_counts_what_its_filter_says() {
    let shop = Shop::open().await;
    let change = json!({"add_labels": ["parcel"], "priority": "high"});
    let path = format!("/v1/conversations/{}/ticket", shop.conversations[0]);
    shop.call(Method::PATCH, &shop.anna, &path, &change).await.expect(200);
    let filter = json!({"all": [{"status": ["open"]}, {"any": [{"label": " parcel "}, {"priority": ["urgent"]}]}]});
    let kept = shop.keep(&shop.anna, json!({"name": " Parcels ", "filter": filter})).await.expect(201);
    let view = id(&kept);
    assert_eq!((&kept.body["name"], &kept.body["shared"]), (&json!("Parcels"), &json!(false)));
    assert_eq!(kept.body["filter"]["all"][1]["any"][0], json!({"label": "parcel"}), "in its one form");
    assert_eq!(shop.ordinals(&shop.anna, &format!("view={view}")).await, [1]);
    let counts = shop.node.get("/v1/brand/views/counts").by(&shop.anna).send().await.expect(200).body;
    assert_eq!(counts, json!({"counts": [{"view": view, "count": 1}]}));

    // What is written anew stays in its place, and lists by its own order unless another is asked for.
    let all = json!({"name": "All", "order": "oldest", "filter": {"not": {"status": ["resolved"]}}});
    let path = format!("{VIEWS}/{view}");
    shop.call(Method::PUT, &shop.anna, &path, &all).await.expect(200);
    shop.node.clock.set(shop.node.messaging.now().milliseconds() + 60_000);
    shop.node.send(&shop.ada, &shop.conversations[0], "hello?").await;
    assert_eq!(shop.ordinals(&shop.anna, &format!("view={view}")).await, [2, 1]);
    assert_eq!(shop.ordinals(&shop.anna, &format!("view={view}&order=newest")).await, [1, 2]);
    let first = shop.node.get(&format!("/v1/tickets?view={view}&limit=1")).by(&shop.anna).send().await.expect(200).body;
    let next = first["next"].as_str().expect("another page");
    assert_eq!(shop.ordinals(&shop.anna, &format!("view={view}&limit=1&after={next}")).await, [1]);

    let twice = shop.node.get(&format!("/v1/tickets?view={view}&status=open")).by(&shop.anna).send().await;
    assert_eq!((twice.problem(), &twice.body["field"]), ("invalid_parameter", &json!("view")));
}

#[tokio::test]
async fn a_view_may_ask_what_is_known_of_the_customer_and_how_long_they_wait() {
    let shop = Shop::open().await;
    let tier = json!({"label": "Tier", "kind": "number"});
    shop.call(Method::PUT, &shop.olga, "/v1/brand/attributes/tier", &tier).await.expect(200);
    let known = json!({"attributes": {"tier": 3}, "identities": []});
    shop.change(&shop.conversations[1], &json!({"attributes": known["attributes"]})).await.expect(200);
    let is_three = json!({"attribute": {"name": "tier", "value": "3.0"}});
    assert_eq!(shop.count(&shop.anna, is_three.clone()).await, json!(1), "3.0 is 3");
    assert_eq!(shop.count(&shop.anna, json!({"not": is_three})).await, json!(1));
    assert_eq!(shop.count(&shop.anna, json!({"has_order": true})).await, json!(0));
    shop.tell(&[order(1, "ada@example.org")]).await;
    let path = format!("/v1/conversations/{}/orders/verification", shop.conversations[0]);
    let proof = json!({"number": "RW-1", "postcode": "10999"});
    shop.call(Method::POST, &shop.anna, &path, &proof).await.expect(200);
    assert_eq!(shop.count(&shop.anna, json!({"has_order": true})).await, json!(1));

    let waiting = json!({"waiting_minutes": 60});
    assert_eq!(shop.count(&shop.anna, waiting.clone()).await, json!(0));
    shop.node.clock.set(shop.node.messaging.now().milliseconds() + 3_600_000);
    assert_eq!(shop.count(&shop.anna, waiting.clone()).await, json!(2));
    shop.node.send(&shop.anna, &shop.conversations[0], "on its way").await;
    assert_eq!(shop.count(&shop.anna, waiting).await, json!(1));
    assert_eq!(shop.count(&shop.anna, json!({"assignee": "me"})).await, json!(1));
    assert_eq!(shop.count(&shop.olga, json!({"assignee": "me"})).await, json!(0), "me is whoever looks");
}

#[tokio::test]
async fn shared_views_are_everyones_and_own_ones_nobody_elses() {
    let shop = Shop::open().await;
    let open = json!({"status": ["open"]});
    let refused = shop.keep(&shop.anna, json!({"name": "For all", "shared": true, "filter": open})).await;
    assert_eq!(refused.problem(), "forbidden");
    let shared =
        id(&shop.keep(&shop.olga, json!({"name": "For all", "shared": true, "filter": open})).await.expect(201));
    let own = id(&shop.keep(&shop.anna, json!({"name": "Mine", "filter": open})).await.expect(201));
    let second = id(&shop.keep(&shop.anna, json!({"name": "Second", "filter": open})).await.expect(201));
    assert_eq!(shop.names(&shop.anna).await, ["For all", "Mine", "Second"]);
    assert_eq!(shop.names(&shop.olga).await, ["For all"]);

    let path = |view: &str| format!("{VIEWS}/{view}");
    let anew = json!({"name": "Anew", "filter": open});
    for (by, view, code) in [(&shop.anna, &shared, "forbidden"), (&shop.olga, &own, "not_found")] {
        assert_eq!(shop.call(Method::PUT, by, &path(view), &anew).await.problem(), code);
        assert_eq!(shop.call(Method::DELETE, by, &path(view), &Value::Null).await.problem(), code);
    }
    let listed = shop.node.get(&format!("/v1/tickets?view={own}")).by(&shop.olga).send().await;
    assert_eq!(listed.problem(), "not_found");

    // Own ones change their places, shared ones stay before them.
    let order =
        async |by: &Person, views: &[&String]| shop.call(Method::PUT, by, VIEWS, &json!({"views": views})).await;
    order(&shop.anna, &[&second, &shared, &own]).await.expect(200);
    assert_eq!(shop.names(&shop.anna).await, ["For all", "Second", "Mine"]);
    assert_eq!(order(&shop.olga, &[&own]).await.problem(), "not_found");
    assert_eq!(order(&shop.olga, &[&shared, &shared]).await.problem(), "invalid_parameter");
    let other = id(&shop.keep(&shop.olga, json!({"name": "Other", "shared": true, "filter": open})).await.expect(201));
    assert_eq!(order(&shop.anna, &[&other, &shared]).await.problem(), "forbidden");
    order(&shop.olga, &[&other]).await.expect(200);
    assert_eq!(shop.names(&shop.anna).await, ["Other", "For all", "Second", "Mine"]);

    let log = shop.node.get("/v1/brand/audit?limit=2").by(&shop.olga).send().await.expect(200).body;
    let deeds = |entry: &Value| (entry["deed"].clone(), entry["about"].clone());
    assert_eq!(deeds(&log["entries"][0]), (json!("view_shared"), json!("Other")));
    shop.call(Method::DELETE, &shop.olga, &path(&other), &Value::Null).await.expect(204);
    // Who leaves takes along what was theirs.
    shop.node
        .request(Method::DELETE, &format!("/v1/brand/members/{}", shop.anna.account))
        .by(&shop.olga)
        .send()
        .await
        .expect(204);
    shop.node.invite(&shop.olga, "anna", "agent").await;
    let membership = format!("/v1/brands/{}/membership", shop.olga.brand());
    shop.node.request(Method::PUT, &membership).by(&shop.anna.clone().alone()).send().await.expect(204);
    assert_eq!(shop.names(&shop.anna).await, ["For all"]);
}

#[tokio::test]
async fn filters_that_cannot_be_are_refused_before_they_are_kept_or_counted() {
    let shop = Shop::open().await;
    let deep = json!({"all": [{"any": [{"all": [{"any": [{"all": [{"label": "a"}]}]}]}]}]});
    for (code, filter) in [
        ("invalid_parameter", deep),
        ("invalid_parameter", json!({"any": vec![json!({"label": "a"}); 31]})),
        ("invalid_parameter", json!({"status": []})),
        ("invalid_parameter", json!({"waiting_minutes": 0})),
        ("invalid_parameter", json!({"attribute": {"name": "unknown"}})),
        ("label_invalid", json!({"label": "two\nlines"})),
        ("malformed_request", json!({"label": "a", "status": ["open"]})),
        ("malformed_request", json!({"sql": "1 = 1"})),
        ("malformed_request", json!("open")),
    ] {
        let kept = shop.keep(&shop.anna, json!({"name": "Odd", "filter": filter})).await;
        assert_eq!(kept.problem(), code, "{filter}");
        let path = format!("{VIEWS}/count");
        let counted = shop.call(Method::POST, &shop.anna, &path, &json!({"filter": filter})).await;
        assert_eq!(counted.problem(), code, "{filter}");
    }
    let open = json!({"status": ["open"]});
    assert_eq!(shop.keep(&shop.anna, json!({"name": " ", "filter": open})).await.problem(), "text_invalid");
    for number in 0..50 {
        shop.keep(&shop.anna, json!({"name": format!("View {number}"), "filter": open})).await.expect(201);
    }
    let one_more = shop.keep(&shop.anna, json!({"name": "One more", "filter": open})).await;
    assert_eq!(one_more.problem(), "invalid_parameter");
    shop.keep(&shop.olga, json!({"name": "Another's", "filter": open})).await.expect(201);
}
