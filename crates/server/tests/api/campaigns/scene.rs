//! A shop with customers who wrote once, long ago, and agreed to hear of its offers.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;

use crate::node::{Node, Person};
use crate::request::Answer;

pub(super) const HOUR: u64 = 60 * 60;

/// Olga owns the shop, Adam helps her, Mark writes campaigns and Anna answers.
pub(super) struct Sale {
    pub(super) node: Node,
    pub(super) olga: Person,
    pub(super) adam: Person,
    pub(super) mark: Person,
    pub(super) anna: Person,
    pub(super) customers: Vec<Person>,
    /// Of each customer.
    pub(super) conversations: Vec<String>,
    pub(super) engage: Engage,
}

/// A campaign for everyone, of one variant, without a holdout.
pub(super) fn everyone(text: &str) -> Value {
    json!({"name": "Spring", "audience": {"text": "everyone"}, "topic": "offers", "fallback": "en", "holdout_percent": 0,
        "variants": [{"share": 1, "texts": [{"language": "en", "text": text}]}]})
}

impl Sale {
    /// With so many customers, a day later; it is the afternoon.
    pub(super) async fn open(customers: usize) -> Self {
        let node = Node::start().await;
        let olga = node.shop(&node.person("olga").await).await;
        let adam = node.member(&olga, "adam", "admin").await;
        let mark = node.member(&olga, "mark", "marketer").await;
        let anna = node.member(&olga, "anna", "agent").await;
        let engage = Engage::new(node.messaging.clone());
        let mut sale = Self { node, olga, adam, mark, anna, customers: Vec::new(), conversations: Vec::new(), engage };
        let topic = json!({"label": "Offers", "description": "Twice a month."});
        sale.call(Method::PUT, &sale.olga, "/v1/brand/topics/offers", &topic).await.expect(200);
        for number in 0..customers {
            sale.arrive(&format!("customer{number}")).await;
        }
        sale.forward(25 * HOUR);
        sale
    }

    /// One more customer.
    pub(super) async fn arrive(&mut self, handle: &str) -> String {
        let person = self.node.person(handle).await;
        let conversation = self.node.ask(&person, "hello").await;
        self.resolve(&conversation).await;
        self.consent(&conversation, "granted").await;
        self.customers.push(person);
        self.conversations.push(conversation.clone());
        conversation
    }

    pub(super) fn forward(&self, seconds: u64) {
        self.node.clock.forward(Duration::from_secs(seconds));
    }

    pub(super) fn now(&self) -> i64 {
        self.node.messaging.now().milliseconds()
    }

    pub(super) async fn call(&self, method: Method, by: &Person, path: &str, body: &Value) -> Answer {
        self.node.request(method, path).by(by).json(body).send().await
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        self.node.get(path).by(&self.olga).send().await.expect(200).body
    }

    pub(super) async fn resolve(&self, conversation: &str) {
        let path = format!("/v1/conversations/{conversation}/ticket");
        self.call(Method::PATCH, &self.anna, &path, &json!({"status": "resolved"})).await.expect(200);
    }

    pub(super) async fn consent(&self, conversation: &str, state: &str) {
        let path = format!("/v1/conversations/{conversation}/consents");
        let said =
            json!({"topic": "offers", "state": state, "source": "member", "at": self.now(), "text": "Yes, please."});
        self.call(Method::POST, &self.anna, &path, &said).await.expect(201);
    }

    /// Says what is known of a customer.
    pub(super) async fn know(&self, place: usize, attributes: &Value) {
        for name in attributes.as_object().expect("attributes").keys() {
            let path = format!("/v1/brand/attributes/{name}");
            self.call(Method::PUT, &self.olga, &path, &json!({"label": name, "kind": "text"})).await.expect(200);
        }
        let path = format!("/v1/conversations/{}/contact", self.conversations[place]);
        self.call(Method::PATCH, &self.anna, &path, &json!({"attributes": attributes})).await.expect(200);
    }

    /// Changes what holds for all campaigns.
    pub(super) async fn settle(&self, change: &Value) {
        let mut settings = self.get("/v1/brand/campaigns/settings").await;
        for (name, value) in change.as_object().expect("settings") {
            settings[name] = value.clone();
        }
        self.call(Method::PUT, &self.olga, "/v1/brand/campaigns/settings", &settings).await.expect(200);
    }

    /// A draft of Mark's.
    pub(super) async fn draft(&self, campaign: &Value) -> String {
        let made = self.call(Method::POST, &self.mark, "/v1/brand/campaigns", campaign).await.expect(201).body;
        assert_eq!(made["state"], "draft");
        made["id"].as_str().expect("an id").to_owned()
    }

    pub(super) async fn moved(&self, id: &str, what: &str) -> Answer {
        let path = format!("/v1/brand/campaigns/{id}/moves");
        self.call(Method::POST, &self.mark, &path, &json!({"move": what})).await
    }

    pub(super) async fn campaign(&self, id: &str) -> Value {
        self.get(&format!("/v1/brand/campaigns/{id}")).await
    }

    pub(super) async fn progress(&self, id: &str) -> Value {
        self.get(&format!("/v1/brand/campaigns/{id}/progress")).await
    }

    pub(super) async fn report(&self, id: &str) -> Value {
        self.get(&format!("/v1/brand/campaigns/{id}/report")).await
    }

    pub(super) async fn dry_run(&self, id: &str) -> Value {
        let path = format!("/v1/brand/campaigns/{id}/dry-run");
        self.call(Method::POST, &self.mark, &path, &json!({})).await.expect(200).body
    }

    /// Has everything done that is due, until a campaign stands so.
    pub(super) async fn until(&self, id: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..2_000 {
            self.engage.run_due_campaigns().await.expect("sends");
            let progress = self.progress(id).await;
            if is_so(&progress) {
                return progress;
            }
            // The node's own worker may be at it.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("it does not come so far: {}", self.progress(id).await);
    }

    pub(super) async fn finished(&self, id: &str) -> Value {
        self.until(id, |progress| progress["state"] == "finished").await
    }

    /// A campaign from its draft to its end.
    pub(super) async fn sent(&self, campaign: &Value) -> String {
        let id = self.draft(campaign).await;
        self.moved(&id, "submit").await.expect(200);
        self.finished(&id).await;
        id
    }

    /// The promotions that a customer got: what they say, and when.
    pub(super) async fn got(&self, place: usize) -> Vec<(String, i64)> {
        let path = format!("/v1/conversations/{}/events", self.conversations[place]);
        let page = self.node.get(&path).by(&self.customers[place]).send().await.expect(200).body;
        let events = page["events"].as_array().expect("events").iter();
        let promotions = events.filter(|event| !event["body"]["promotion"].is_null());
        promotions
            .map(|event| {
                (event["body"]["text"].as_str().expect("a text").to_owned(), event["at"].as_i64().expect("a moment"))
            })
            .collect()
    }

    /// How many promotions each customer got.
    pub(super) async fn counts(&self) -> Vec<usize> {
        let mut counts = Vec::new();
        for place in 0..self.customers.len() {
            counts.push(self.got(place).await.len());
        }
        counts
    }

    /// How many were skipped for a reason.
    pub(super) fn skipped(progress: &Value, why: &str) -> u64 {
        let skipped = progress["skipped"].as_array().expect("a list").iter();
        skipped.filter(|one| one["why"] == why).filter_map(|one| one["contacts"].as_u64()).sum()
    }
}
