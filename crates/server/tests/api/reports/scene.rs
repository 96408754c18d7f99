//! A shop whose work is counted: Ada and Carl write to it, Anna and Ben answer, Olga owns it and reads the reports.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};

/// When every scene begins: Monday, 2026-09-21, 14:13:20 UTC.
pub(super) const BEGIN: i64 = 1_790_000_000_000;
pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

pub(super) struct Desk {
    pub(super) node: Node,
    pub(super) ada: Person,
    pub(super) carl: Person,
    pub(super) anna: Person,
    pub(super) ben: Person,
    pub(super) olga: Person,
}

impl Desk {
    pub(super) async fn open() -> Self {
        let node = Node::start().await;
        let (ada, carl) = (node.person("ada").await, node.person("carl").await);
        let olga = node.shop(&node.person("olga").await).await;
        let anna = node.member(&olga, "anna", "agent").await;
        let ben = node.member(&olga, "ben", "agent").await;
        Self { node, ada, carl, anna, ben, olga }
    }

    /// So many milliseconds after the beginning.
    pub(super) fn at(&self, after: i64) {
        self.node.clock.set(BEGIN + after);
    }

    pub(super) async fn change(&self, by: &Person, conversation: &str, change: Value) {
        let path = format!("/v1/conversations/{conversation}/ticket");
        self.node.request(Method::PATCH, &path).by(by).json(&change).send().await.expect(200);
    }

    pub(super) async fn resolve(&self, by: &Person, conversation: &str) {
        self.change(by, conversation, json!({"status": "resolved"})).await;
    }

    pub(super) async fn get(&self, by: &Person, path: &str) -> Value {
        self.node.get(path).by(by).send().await.expect(200).body
    }

    /// The report of some days, as the owner sees it.
    pub(super) async fn report(&self, from: &str, to: &str) -> Value {
        self.get(&self.olga, &format!("/v1/reports?from={from}&to={to}")).await
    }

    /// The report of the first day.
    pub(super) async fn first_day(&self) -> Value {
        self.report("2026-09-21", "2026-09-21").await
    }

    pub(super) async fn set_zone(&self, zone: &str) {
        let hours = json!({"zone": zone});
        self.node.request(Method::PUT, "/v1/brand/hours").by(&self.olga).json(&hours).send().await.expect(200);
    }
}
