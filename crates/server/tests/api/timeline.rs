//! The customer's timeline: everything in one list, whatever order it came in.

use reqwest::Method;
use serde_json::{Value, json};

use crate::customers::{Shop, order};

impl Shop {
    async fn page(&self, conversation: &str, query: &str) -> Value {
        let path = format!("/v1/conversations/{conversation}/timeline{query}");
        self.node.get(&path).by(&self.anna).send().await.expect(200).body
    }
}

fn kinds(page: &Value) -> Vec<&str> {
    let entries = page["entries"].as_array().expect("a list").iter();
    entries.map(|entry| entry["what"]["kind"].as_str().expect("a word")).collect()
}

/// Ada, with something of each kind, much of it at one moment.
async fn shop_with_a_past() -> Shop {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    let identity = json!({"identities": [{"kind": "email", "value": "ada@example.org", "proof": "verified"}]});
    shop.change(ada, &identity).await.expect(200);
    let moment = 1_780_000_000_000_i64;
    let mut changed = order(1, "ada@example.org");
    (changed["placed_at"], changed["updated_at"]) = (json!(moment - 5), json!(moment));
    let mut placed = order(2, "ada@example.org");
    placed["placed_at"] = json!(moment);
    shop.tell(&[changed, placed, order(3, "someone@example.org")]).await;
    let topic = json!({"label": "Offers"});
    shop.call(Method::PUT, &shop.olga, "/v1/brand/topics/offers", &topic).await.expect(200);
    let consent =
        json!({"topic": "offers", "state": "granted", "source": "import", "at": moment, "text": "Yes, at the till."});
    shop.call(Method::POST, &shop.anna, &format!("/v1/conversations/{ada}/consents"), &consent).await.expect(201);
    let events: Vec<Value> =
        (0..3).map(|number| json!({"id": number.to_string(), "name": "Page seen", "at": moment})).collect();
    let path = format!("/v1/brand/contacts/{ada}/events");
    shop.call(Method::POST, &shop.olga, &path, &json!({"events": events})).await.expect(200);
    shop
}

#[tokio::test]
async fn everything_stands_in_one_list() {
    let shop = shop_with_a_past().await;
    let [ada, grace] = &shop.conversations;
    let page = shop.page(ada, "").await;
    let all = ["ticket", "event", "event", "event", "consent", "order_changed", "order_placed", "order_placed"];
    assert_eq!(kinds(&page), all);
    assert_eq!((&page["next"], &page["entries"][0]["conversation"]), (&Value::Null, &json!(ada)));
    assert_eq!(page["entries"][4]["what"]["consent"]["recorded_by"]["handle"], "anna");
    assert!(!page.to_string().contains("10999"), "by whom an order was placed is not told");
    assert_eq!(kinds(&shop.page(grace, "").await), ["ticket"]);
    for (kind, wanted) in
        [("tickets", &all[..1]), ("events", &all[1..4]), ("consents", &all[4..5]), ("orders", &all[5..])]
    {
        assert_eq!(kinds(&shop.page(ada, &format!("?kind={kind}")).await), wanted);
    }
}

#[tokio::test]
async fn pages_of_any_size_make_the_same_list() {
    let shop = shop_with_a_past().await;
    let [ada, _] = &shop.conversations;
    let whole = shop.page(ada, "?limit=50").await["entries"].take();
    for limit in 1..=4 {
        let (mut read, mut query) = (Vec::new(), format!("?limit={limit}"));
        loop {
            let mut page = shop.page(ada, &query).await;
            read.append(page["entries"].as_array_mut().expect("a list"));
            let Some(next) = page["next"].as_str() else { break };
            query = format!("?limit={limit}&after={next}");
        }
        assert_eq!(Value::from(read), whole, "{limit} at a time");
    }
    for wrong in ["limit=0", "limit=51", "after=1", "after=1.6.1", "kind=letters", "colour=red"] {
        let path = format!("/v1/conversations/{ada}/timeline?{wrong}");
        assert_eq!(shop.node.get(&path).by(&shop.anna).send().await.problem(), "invalid_parameter", "{wrong}");
    }
}
