//! Campaigns that are sent on what contacts do.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;
use subrosa_proto::{CampaignId, SegmentId};
use subrosa_store::{campaign_follows, segment_contacts};

use super::scene::{HOUR, Sale, everyone};

const DAY: i64 = 86_400_000;

/// A campaign for everyone, sent on what they do.
pub(super) fn on(trigger: &Value) -> Value {
    let mut campaign = everyone("Still thinking?");
    campaign["schedule"] = json!({"when": trigger});
    campaign
}

impl Sale {
    /// A shop where it is never night, and nobody has had too much.
    pub(super) async fn awake(customers: usize) -> Self {
        let sale = Self::open(customers).await;
        let any = json!({"quiet_from": "00:00", "quiet_until": "00:00", "gap_hours": 0, "cap": 100, "cap_days": 1});
        sale.settle(&any).await;
        sale
    }

    pub(super) async fn did(&self, place: usize, id: &str, name: &str, at: i64) {
        let path = format!("/v1/brand/contacts/{}/events", self.conversations[place]);
        let event = json!({"id": id, "name": name, "at": at, "properties": {"price": 5}});
        self.call(Method::POST, &self.olga, &path, &json!({"events": [event]})).await.expect(200);
    }

    /// A campaign that was submitted, agreed to, and runs.
    pub(super) async fn runs(&self, campaign: &Value) -> String {
        let id = self.draft(campaign).await;
        let submitted = self.moved(&id, "submit").await.expect(200).body;
        assert_eq!(submitted["state"], "waiting", "to how many it goes nobody knows");
        let path = format!("/v1/brand/campaigns/{id}/approval");
        self.call(Method::POST, &self.adam, &path, &json!({})).await.expect(200);
        self.until(&id, |progress| progress["state"] == "running" && progress["is_planned"] == true).await;
        id
    }

    /// Waits until so many have moved in a segment; the node's own task may be at it.
    async fn finish_moves(&self, segment: &str, count: usize) {
        for _ in 0..1_000 {
            self.engage.finish_segments().await.expect("kept");
            let page = self.get(&format!("/v1/brand/segments/{segment}/moves")).await;
            if page["moves"].as_array().map(Vec::len) == Some(count) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("they have not moved");
    }

    async fn live(&self, text: &str) -> String {
        let made = json!({"name": "Live", "given": {"text": text}, "is_live": true});
        let made = self.call(Method::POST, &self.olga, "/v1/brand/segments", &made).await.expect(201).body;
        let id = made["id"].as_str().expect("an id").to_owned();
        for _ in 0..1_000 {
            self.engage.finish_segments().await.expect("kept");
            let all = self.get("/v1/brand/segments").await;
            if all["segments"].as_array().expect("a list").iter().any(|one| one["id"] == id && one["is_ready"] == true)
            {
                return id;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("it is not ready");
    }
}

fn sent(count: usize) -> impl Fn(&Value) -> bool {
    move |progress| progress["sent"] == count
}

fn planned(count: usize) -> impl Fn(&Value) -> bool {
    move |progress| progress["planned"] == count
}

#[tokio::test]
async fn who_does_it_is_told_once_some_time_later() {
    let sale = Sale::awake(4).await;
    sale.did(3, "early", "Viewed", sale.now()).await;
    let mut campaign =
        on(&json!({"event": "Viewed", "where": [{"name": "price", "is": {"more_than": 3}}], "after_minutes": 60}));
    campaign["holdout_percent"] = json!(0);
    sale.forward(1);
    let id = sale.runs(&campaign).await;
    sale.forward(1);
    for again in ["a", "a", "b"] {
        sale.did(0, again, "Viewed", sale.now()).await;
    }
    sale.did(1, "c", "Booked", sale.now()).await;
    sale.until(&id, planned(1)).await;
    assert_eq!(sale.counts().await, [0; 4]);
    sale.forward(HOUR - 1);
    sale.engage.run_due_campaigns().await.expect("nothing is due");
    assert_eq!(sale.counts().await, [0; 4]);
    sale.forward(1);
    let progress = sale.until(&id, sent(1)).await;
    assert_eq!((&progress["state"], &progress["planned"]), (&json!("running"), &json!(0)));
    assert_eq!(sale.counts().await, [1, 0, 0, 0], "who did it before it began did it for nothing");

    // What is told late counts for a day; who was told is not told again.
    sale.forward(3 * 24 * HOUR);
    sale.did(1, "d", "Viewed", sale.now() - DAY - 1_000).await;
    sale.did(2, "e", "Viewed", sale.now() - DAY + 60_000).await;
    sale.did(0, "f", "Viewed", sale.now()).await;
    sale.until(&id, sent(2)).await;
    assert_eq!(sale.counts().await, [1, 0, 1, 0]);
    let report = sale.report(&id).await;
    assert_eq!((&report["variants"][0]["people"], &report["is_final"]), (&json!(2), &json!(false)));
}

#[tokio::test]
async fn who_comes_into_a_segment_is_told_if_it_still_concerns_them() {
    let sale = Sale::awake(5).await;
    for place in 0..5 {
        sale.know(place, &json!({"tier": "new", "city": "Oslo"})).await;
    }
    sale.know(4, &json!({"tier": "gold"})).await;
    let segment = sale.live("attribute tier = \"gold\"").await;
    let mut campaign = on(&json!({"enters": segment, "after_minutes": 30}));
    campaign["audience"] = json!({"text": "not attribute city = \"Rome\""});
    campaign["goal"] = json!({"reached_by": {"event": "Booked"}, "days": 3});
    let id = sale.runs(&campaign).await;
    sale.forward(1);
    sale.did(3, "a", "Booked", sale.now()).await;
    sale.forward(1);
    for place in 0..4 {
        sale.know(place, &json!({"tier": "gold"})).await;
    }
    sale.engage.finish_segments().await.expect("kept");
    sale.until(&id, planned(4)).await;
    sale.forward(60);
    sale.did(1, "b", "Booked", sale.now()).await;
    sale.know(2, &json!({"city": "Rome"})).await;
    sale.forward(HOUR);
    let progress = sale.until(&id, planned(0)).await;
    assert_eq!(sale.counts().await, [1, 0, 0, 1, 0], "the goal that was reached before is none of it");
    assert_eq!((Sale::skipped(&progress, "goal_reached"), Sale::skipped(&progress, "left_audience")), (1, 1));
    // Without its segment it has nothing to follow.
    let path = format!("/v1/brand/segments/{segment}");
    sale.node.request(Method::DELETE, &path).by(&sale.olga).send().await.expect(204);
    sale.forward(HOUR);
    sale.until(&id, |progress| progress["state"] == "paused").await;
    assert_eq!(sale.campaign(&id).await["paused_by"], "audience_gone");
}

#[tokio::test]
async fn who_wrote_meanwhile_has_reached_the_goal() {
    let sale = Sale::awake(2).await;
    let mut campaign = on(&json!({"event": "Viewed", "after_minutes": 60}));
    campaign["goal"] = json!({"reached_by": "reply", "days": 3});
    let id = sale.runs(&campaign).await;
    sale.forward(1);
    sale.did(0, "a", "Viewed", sale.now()).await;
    sale.did(1, "b", "Viewed", sale.now()).await;
    sale.until(&id, planned(2)).await;
    sale.node.send(&sale.customers[1], &sale.conversations[1], "Do you have it in red?").await;
    sale.resolve(&sale.conversations[1]).await;
    sale.forward(HOUR);
    let progress = sale.until(&id, planned(0)).await;
    assert_eq!(Sale::skipped(&progress, "goal_reached"), 1);
    assert_eq!(sale.counts().await, [1, 0]);
}

#[tokio::test]
async fn it_is_paused_goes_on_and_is_ended() {
    let sale = Sale::awake(3).await;
    let id = sale.runs(&on(&json!({"event": "Viewed"}))).await;
    sale.moved(&id, "pause").await.expect(200);
    sale.forward(60);
    sale.did(0, "a", "Viewed", sale.now()).await;
    sale.engage.run_due_campaigns().await.expect("nothing is due");
    assert_eq!(sale.progress(&id).await["planned"], 0);
    sale.moved(&id, "resume").await.expect(200);
    sale.until(&id, sent(1)).await;
    sale.moved(&id, "pause").await.expect(200);
    // What happened longer than a day ago while it was paused is past.
    sale.did(1, "b", "Viewed", sale.now()).await;
    sale.forward(25 * HOUR);
    sale.did(2, "c", "Viewed", sale.now()).await;
    sale.moved(&id, "resume").await.expect(200);
    sale.until(&id, sent(2)).await;
    assert_eq!(sale.counts().await, [1, 0, 1]);
    sale.moved(&id, "cancel").await.expect(200);
    sale.did(1, "d", "Viewed", sale.now()).await;
    sale.engage.run_due_campaigns().await.expect("measures");
    let progress = sale.progress(&id).await;
    assert_eq!(
        (&progress["state"], &progress["sent"], &progress["planned"]),
        (&json!("cancelled"), &json!(2), &json!(0))
    );
}

/// Workers die again and again, between what they read, write down and send, and another goes on.
#[tokio::test]
async fn whoever_dies_each_is_told_once_for_each_time() {
    let sale = Sale::awake(40).await;
    let id = sale.runs(&on(&json!({"event": "Viewed", "again_after_days": 2}))).await;
    for round in 1..=2_usize {
        sale.forward(1);
        for place in 0..40 {
            sale.did(place, &format!("{round} {place}"), "Viewed", sale.now()).await;
        }
        for turn in 0..6_u64 {
            let engage = Engage::new(sale.node.messaging.clone());
            let dying = tokio::spawn(async move { engage.run_due_campaigns().await });
            tokio::time::sleep(Duration::from_millis(turn * 3)).await;
            dying.abort();
            let _dead = dying.await;
            // What it had claimed is another's half a minute later.
            sale.forward(31);
        }
        sale.until(&id, sent(40 * round)).await;
        assert_eq!(sale.counts().await, vec![round; 40]);
        // Sooner than that nobody is told again.
        sale.forward(24 * HOUR);
        sale.did(0, &format!("{round} soon"), "Viewed", sale.now()).await;
        sale.engage.run_due_campaigns().await.expect("nothing is due");
        sale.forward(24 * HOUR);
    }
    assert_eq!(sale.counts().await, vec![2; 40]);
    assert_eq!(sale.campaign(&id).await["sent"], 80);
    assert_eq!(sale.report(&id).await["variants"][0]["people"], 40, "people are counted once");
}

/// Whoever is further behind than changes are kept looks at everyone of whom it was told within a day.
#[tokio::test]
async fn who_is_far_behind_looks_at_all_of_a_day() {
    let sale = Sale::awake(3).await;
    let id = sale.runs(&on(&json!({"event": "Viewed"}))).await;
    let campaign: CampaignId = id.parse().expect("an id");
    sale.forward(1);
    sale.moved(&id, "pause").await.expect(200);
    sale.did(0, "a", "Viewed", sale.now()).await;
    let db = sale.node.messaging.db();
    db.write(async move |tx| campaign_follows::begin(tx, campaign, None, -5).await).await.expect("written");
    sale.did(2, "b", "Viewed", sale.now()).await;
    sale.moved(&id, "resume").await.expect(200);
    sale.until(&id, sent(2)).await;
    assert_eq!(sale.counts().await, [1, 0, 1]);
    sale.did(1, "c", "Viewed", sale.now()).await;
    sale.until(&id, sent(3)).await;
    assert_eq!(sale.counts().await, [1; 3], "and goes on from there");
}

/// Moves that are kept no longer are passed over, and those behind them are not.
#[tokio::test]
async fn what_is_forgotten_of_a_segment_holds_nothing_up() {
    let sale = Sale::awake(2).await;
    for place in 0..2 {
        sale.know(place, &json!({"tier": "new"})).await;
    }
    let segment = sale.live("attribute tier = \"gold\"").await;
    let id = sale.runs(&on(&json!({"enters": segment}))).await;
    sale.moved(&id, "pause").await.expect(200);
    let gold = async |place| {
        sale.know(place, &json!({"tier": "gold"})).await;
        sale.engage.finish_segments().await.expect("kept");
    };
    gold(0).await;
    sale.finish_moves(&segment, 1).await;
    let which: SegmentId = segment.parse().expect("an id");
    let db = sale.node.messaging.db();
    db.write(async move |tx| segment_contacts::forget(tx, which, 1_000).await).await.expect("forgotten");
    sale.moved(&id, "resume").await.expect(200);
    sale.engage.run_due_campaigns().await.expect("it comes to an end");
    gold(1).await;
    sale.until(&id, sent(1)).await;
    assert_eq!(sale.counts().await, [0, 1]);
}

#[tokio::test]
async fn what_can_not_be_followed_is_refused() {
    let sale = Sale::awake(1).await;
    let asked = json!({"name": "Asked", "given": {"text": "everyone"}});
    let asked = sale.call(Method::POST, &sale.olga, "/v1/brand/segments", &asked).await.expect(201).body;
    for trigger in [
        json!({"enters": asked["id"]}),
        json!({"enters": "seg_0000000000001"}),
        json!({"event": "Viewed", "where": [{"name": "a..b", "is": {"known": true}}]}),
        json!({"event": "Viewed", "after_minutes": 43_201}),
        json!({}),
    ] {
        let refused = sale.call(Method::POST, &sale.mark, "/v1/brand/campaigns", &on(&trigger)).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("schedule")), "{trigger}");
    }
    // Where nobody else may agree, nobody has to.
    let id = sale.draft(&on(&json!({"event": "Viewed"}))).await;
    assert_eq!(sale.dry_run(&id).await["needs_approval"], true);
    let path = format!("/v1/brand/members/{}", sale.adam.account);
    sale.node.request(Method::DELETE, &path).by(&sale.olga).send().await.expect(204);
    let own = sale.call(Method::POST, &sale.olga, "/v1/brand/campaigns", &on(&json!({"event": "Viewed"}))).await;
    let own = own.expect(201).body["id"].as_str().expect("an id").to_owned();
    let moves = format!("/v1/brand/campaigns/{own}/moves");
    let submitted = sale.call(Method::POST, &sale.olga, &moves, &json!({"move": "submit"})).await.expect(200).body;
    assert_eq!(submitted["state"], "scheduled");
}
