//! Two contacts that are one person: merged, shown together, and taken apart again.

use reqwest::Method;
use serde_json::{Value, json};

use crate::customers::{Shop, numbers, order};
use crate::request::Answer;

impl Shop {
    async fn merge(&self, conversation: &str, other: &Value) -> Answer {
        self.call(Method::POST, &self.anna, &format!("/v1/conversations/{conversation}/others"), other).await
    }

    async fn unmerge(&self, conversation: &str, other: &str) -> Answer {
        let path = format!("/v1/conversations/{conversation}/others/{other}");
        self.node.request(Method::DELETE, &path).by(&self.anna).send().await
    }

    async fn known_by(&self, conversation: &str, value: &str, proof: &str) {
        let identity = json!({"identities": [{"kind": "email", "value": value, "proof": proof}]});
        self.change(conversation, &identity).await.expect(200);
    }

    async fn kinds(&self, conversation: &str) -> Vec<String> {
        let path = format!("/v1/conversations/{conversation}/timeline");
        let page = self.node.get(&path).by(&self.anna).send().await.expect(200).body;
        let entries = page["entries"].as_array().expect("a list").iter();
        entries.map(|entry| entry["what"]["kind"].as_str().expect("a word").to_owned()).collect()
    }
}

#[tokio::test]
async fn merged_contacts_are_shown_together_and_taken_apart_as_they_were() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    shop.define("tier", "Tier", "text").await.expect(200);
    shop.change(grace, &json!({"attributes": {"tier": "gold"}})).await.expect(200);
    shop.known_by(ada, "ada@example.org", "verified").await;
    shop.known_by(grace, "grace@example.org", "verified").await;
    shop.tell(&[order(1, "ada@example.org"), order(2, "grace@example.org"), order(3, "ada@example.org")]).await;
    let before = [shop.contact(ada).await, shop.contact(grace).await];
    // An order that both have shown to be theirs is one order.
    let verification = json!({"number": "RW-1", "postcode": "10999"});
    let path = format!("/v1/conversations/{grace}/orders/verification");
    shop.call(Method::POST, &shop.anna, &path, &verification).await.expect(200);

    let merged = shop.merge(ada, &json!({"handle": "@Grace"})).await.expect(200).body;
    assert_eq!(numbers(&merged), ["#RW-3", "#RW-2", "#RW-1"]);
    assert_eq!((&merged["totals"][0]["orders"], &merged["totals"][0]["value"]), (&json!(3), &json!(14_970)));
    let other = &merged["others"][0];
    assert_eq!((&other["conversation"], &other["account"]["handle"]), (&json!(grace), &json!("grace")));
    assert_eq!(other["attributes"], json!([{"name": "tier", "label": "Tier", "kind": "text", "value": "gold"}]));
    assert_eq!(other["identities"][1]["value"], "grace@example.org");
    assert_eq!(merged["attributes"][0]["value"], Value::Null, "each keeps what is its own");
    assert_eq!(shop.contact(grace).await["others"][0]["conversation"], json!(ada));
    assert_eq!(shop.kinds(ada).await.iter().filter(|kind| *kind == "ticket").count(), 2);
    assert_eq!(shop.kinds(ada).await.iter().filter(|kind| *kind == "order_placed").count(), 3);
    let page =
        shop.node.get(&format!("/v1/conversations/{ada}/orders?limit=2")).by(&shop.anna).send().await.expect(200);
    assert_eq!(numbers(&page.body), ["#RW-3", "#RW-2"]);
    let next = page.body["next"].as_str().expect("another page").to_owned();
    let path = format!("/v1/conversations/{ada}/orders?limit=2&after={next}");
    assert_eq!(numbers(&shop.node.get(&path).by(&shop.anna).send().await.expect(200).body), ["#RW-1"]);
    // Again is nothing.
    shop.merge(grace, &json!({"conversation": ada})).await.expect(200);

    assert_eq!(shop.unmerge(ada, grace).await.expect(200).body, before[0]);
    let after = shop.contact(grace).await;
    assert_eq!(numbers(&after), ["#RW-2", "#RW-1"], "what was verified stays verified");
    assert_eq!((&after["others"], &after["attributes"]), (&Value::Null, &before[1]["attributes"]));
    assert_eq!(shop.unmerge(ada, grace).await.problem(), "not_found");
    let log = shop.node.get("/v1/brand/audit").by(&shop.olga).send().await.expect(200).body;
    let deeds: Vec<&Value> = log["entries"].as_array().expect("a list").iter().map(|entry| &entry["deed"]).collect();
    let count = |deed: &str| deeds.iter().filter(|one| **one == deed).count();
    assert_eq!((count("contacts_merged"), count("contacts_unmerged")), (1, 1));
}

#[tokio::test]
async fn who_may_be_the_same_is_suggested() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    shop.known_by(ada, "ada@example.org", "claimed").await;
    shop.known_by(grace, "ada@example.org", "claimed").await;
    assert_eq!(shop.contact(ada).await["likely"], Value::Null, "what anyone can claim says nothing");
    shop.known_by(ada, "ada@example.org", "verified").await;
    let likely = shop.contact(ada).await["likely"].take();
    assert_eq!((&likely[0]["conversation"], &likely[0]["value"]), (&json!(grace), &json!("ada@example.org")));
    assert_eq!(shop.contact(grace).await["likely"][0]["account"]["handle"], "ada");
    let merged = shop.merge(grace, &json!({"conversation": ada})).await.expect(200).body;
    assert_eq!(merged["likely"], Value::Null);
}

#[tokio::test]
async fn only_customers_of_the_same_brand_are_merged() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    let talk = shop.node.conversation(&shop.ada, &shop.node.device("grace").await, &["hello"]).await;
    let otto = shop.node.person("otto").await;
    let made = json!({"handle": "other", "display_name": "Another"});
    let made = shop.node.post("/v1/brands").by(&otto).json(&made).send().await.expect(201);
    let otto = otto.acting_for(made.body["account"]["id"].as_str().expect("an id").parse().expect("an id"));
    let begun = shop.node.post("/v1/conversations").by(&shop.ada).json(&json!({"handle": "other"})).send().await;
    let theirs = begun.expect(201).body["conversation"]["id"].as_str().expect("an id").to_owned();
    for (other, code) in [
        (json!({"conversation": theirs}), "not_found"),
        (json!({"conversation": talk}), "not_found"),
        (json!({"handle": "nobody"}), "not_found"),
        (json!({"handle": "olga"}), "not_found"),
        (json!({"conversation": ada}), "invalid_parameter"),
        (json!({}), "invalid_parameter"),
        (json!({"conversation": grace, "handle": "grace"}), "invalid_parameter"),
    ] {
        assert_eq!(shop.merge(ada, &other).await.problem(), code, "{other}");
    }
    let path = format!("/v1/conversations/{theirs}/others");
    let refused = shop.call(Method::POST, &otto, &path, &json!({"conversation": grace})).await;
    assert_eq!(refused.problem(), "not_found");
    // Three are one person, and one of them leaves.
    let mut others = Vec::new();
    for handle in ["hedy", "ida"] {
        let person = shop.node.person(handle).await;
        others.push(shop.node.ask(&person, "hello").await);
    }
    shop.merge(ada, &json!({"conversation": grace})).await.expect(200);
    shop.merge(&others[0], &json!({"conversation": others[1]})).await.expect(200);
    let all = shop.merge(grace, &json!({"conversation": others[0]})).await.expect(200).body;
    assert_eq!(all["others"].as_array().map(Vec::len), Some(3));
    let left = shop.unmerge(ada, &others[1]).await.expect(200).body;
    assert_eq!(left["others"].as_array().map(Vec::len), Some(2));
    assert_eq!(shop.contact(&others[1]).await["others"], Value::Null);
}
