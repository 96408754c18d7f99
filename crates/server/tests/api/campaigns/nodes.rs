//! Campaigns that two nodes are at at once: what one has claimed is over for the other's clock, who takes it up while the first goes on with it.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;

use super::scene::Sale;
use super::triggered::on;
use super::vouchers::with_codes;
use crate::node::Node;

/// More than a claim lasts.
const CLAIM: Duration = Duration::from_secs(11);
/// How often it is over: while one group is sent.
const OFTEN: Duration = Duration::from_millis(4);
/// It takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(60);

impl Sale {
    /// Has both nodes at whatever is due, until these campaigns stand so. Meanwhile something else is done.
    async fn both(&self, other: &Node, meanwhile: impl Future<Output = ()>, ids: &[&str], is_so: fn(&Value) -> bool) {
        let passing = async {
            loop {
                tokio::time::sleep(OFTEN).await;
                self.node.clock.forward(CLAIM);
                other.clock.forward(CLAIM);
            }
        };
        let there = Engage::new(other.messaging.clone());
        let working = async |engage: &Engage| loop {
            engage.run_due_campaigns().await.expect("goes on");
            tokio::task::yield_now().await;
        };
        let watching = async {
            meanwhile.await;
            for id in ids {
                while !is_so(&self.progress(id).await) {
                    tokio::time::sleep(OFTEN).await;
                }
            }
        };
        let over = async {
            tokio::select! {
                () = watching => {}
                () = passing => {}
                () = working(&self.engage) => {}
                () = working(&there) => {}
            }
        };
        tokio::time::timeout(PATIENCE, over).await.expect("it comes to its end");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_follow_what_contacts_do_and_each_is_told_once() {
    const MANY: usize = 24;
    let sale = Sale::awake(MANY).await;
    let Some(other) = sale.node.beside().await else { return eprintln!("skipped: one data folder has one node") };
    let mut campaign = on(&json!({"event": "Viewed"}));
    campaign["holdout_percent"] = json!(0);
    let id = sale.runs(&campaign).await;
    other.clock.set(sale.now());
    // What each does is told to both, and some of it twice.
    let doing = async {
        for (place, conversation) in sale.conversations.iter().enumerate() {
            let path = format!("/v1/brand/contacts/{conversation}/events");
            let did = |name: &str| json!({"id": format!("{name}{place}"), "name": "Viewed", "at": sale.now()});
            let both = json!({"events": [did("a"), did("b")]});
            let here = sale.call(Method::POST, &sale.olga, &path, &both);
            let there = other.request(Method::POST, &path).by(&sale.olga).json(&both).send();
            let (here, there) = tokio::join!(here, there);
            here.expect(200);
            there.expect(200);
        }
    };
    sale.both(&other, doing, &[&id], |progress| progress["sent"] == MANY).await;
    assert_eq!(sale.counts().await, [1; MANY]);
    sale.moved(&id, "cancel").await.expect(200);
    let progress = sale.progress(&id).await;
    assert_eq!((&progress["planned"], &progress["skipped"], &progress["failed"]), (&json!(0), &json!([]), &json!(0)));
    assert_eq!(sale.campaign(&id).await["sent"], json!(MANY), "the counter is the truth");
    assert_eq!(sale.report(&id).await["variants"][0]["people"], json!(MANY));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_campaigns_of_both_give_each_code_of_a_pool_once() {
    const MANY: usize = 24;
    let sale = Sale::awake(MANY).await;
    let Some(other) = sale.node.beside().await else { return eprintln!("skipped: one data folder has one node") };
    let pool = sale.pool(0).await;
    // As many as it takes.
    let codes: BTreeSet<String> = (0..2 * MANY).map(|number| format!("ROSE-{number:02}")).collect();
    sale.add(&pool, &json!({"codes": codes})).await.expect(200);
    let ids = [sale.draft(&with_codes(&pool)).await, sale.draft(&with_codes(&pool)).await];
    for id in &ids {
        sale.moved(id, "submit").await.expect(200);
    }
    other.clock.set(sale.now());
    let [one, two] = &ids;
    sale.both(&other, async {}, &[one, two], |progress| progress["state"] == "finished").await;
    assert_eq!(sale.counts().await, [2; MANY], "each once by each");
    let given = sale.said().await;
    assert_eq!(given, codes.iter().map(|code| format!("Yours: {code}")).collect::<Vec<_>>());
    assert_eq!(sale.left().await, (json!(0), json!(2 * MANY)));
    for id in &ids {
        let progress = sale.progress(id).await;
        assert_eq!(
            (&progress["sent"], &progress["planned"], &progress["failed"]),
            (&json!(MANY), &json!(0), &json!(0))
        );
        assert_eq!(sale.campaign(id).await["sent"], json!(MANY), "the counter is the truth");
    }
}
