//! Campaigns that return.

use serde_json::{Value, json};

use super::scene::{HOUR, Sale, everyone};

fn daily(until: Option<&str>) -> Value {
    let mut campaign = everyone("Today's roses");
    campaign["schedule"] = json!({"every": {"each": "day", "time": "16:00"}});
    if let Some(until) = until {
        campaign["schedule"]["every"]["until"] = json!(until);
    }
    campaign
}

impl Sale {
    /// To the next time at which it is four o'clock.
    pub(super) fn to_four(&self) {
        let day = 86_400_000;
        let now = self.now();
        let four = now - now.rem_euclid(day) + 16 * 3_600_000;
        self.node.clock.set(if four > now { four } else { four + day });
    }

    pub(super) async fn returns(&self, campaign: &Value) -> String {
        let id = self.draft(campaign).await;
        assert_eq!(self.moved(&id, "submit").await.expect(200).body["state"], "scheduled");
        self.engage.run_due_campaigns().await.expect("nothing is due");
        assert_eq!(self.campaign(&id).await["state"], "scheduled");
        id
    }
}

#[tokio::test]
async fn each_time_is_for_whoever_is_there_then_and_counted_for_itself() {
    let mut sale = Sale::awake(2).await;
    let id = sale.returns(&daily(None)).await;
    sale.to_four();
    let progress = sale.until(&id, |progress| progress["sent"] == 2 && progress["occurs_at"].is_i64()).await;
    assert_eq!(progress["occurs_at"], json!(sale.now() + 86_400_000));
    assert_eq!(sale.got(0).await[0].1, sale.now());
    sale.arrive("late").await;
    sale.consent(&sale.conversations[0], "withdrawn").await;
    sale.to_four();
    let progress = sale.until(&id, |progress| progress["sent"] == 4 && progress["planned"] == 0).await;
    assert_eq!(sale.counts().await, [1, 2, 1]);
    let times: Vec<_> = progress["occurrences"]
        .as_array()
        .expect("times")
        .iter()
        .map(|one| (one["number"].clone(), one["sent"].clone(), one["skipped"].clone(), one["at"].clone()))
        .collect();
    let now = sale.now();
    let wanted = [(2, 2, 1, now), (1, 2, 0, now - 86_400_000)];
    assert_eq!(
        times,
        wanted.map(|(number, sent, skipped, at)| (json!(number), json!(sent), json!(skipped), json!(at)))
    );
    assert_eq!(sale.report(&id).await["variants"][0]["people"], 3, "people are counted once");
    // Caps hold over all times.
    sale.settle(&json!({"cap": 1, "cap_days": 7})).await;
    sale.to_four();
    let progress = sale.until(&id, |progress| Sale::skipped(progress, "capped") == 2).await;
    assert_eq!((&progress["sent"], &progress["state"]), (&json!(4), &json!("running")));
    sale.moved(&id, "cancel").await.expect(200);
    sale.to_four();
    sale.engage.run_due_campaigns().await.expect("measures");
    assert_eq!(sale.counts().await, [1, 2, 1]);
}

#[tokio::test]
async fn what_was_missed_is_made_up_within_a_day_and_it_ends_with_its_last_day() {
    let sale = Sale::awake(2).await;
    // 2027-03-27 12:00 UTC.
    sale.node.clock.set(1_806_148_800_000);
    let last = "2027-04-02";
    let id = sale.returns(&daily(Some(last))).await;
    sale.to_four();
    sale.until(&id, |progress| progress["sent"] == 2 && progress["occurs_at"].is_i64()).await;
    // Nobody is at it for three days, and then it is six.
    sale.forward(3 * 24 * HOUR + 2 * HOUR);
    let progress = sale.until(&id, |progress| progress["sent"] == 4 && progress["occurs_at"].is_i64()).await;
    assert_eq!(progress["occurrences"].as_array().map(Vec::len), Some(2), "of three, the last");
    assert_eq!(progress["occurrences"][0]["at"], json!(sale.now() - 2 * 3_600_000));
    // While it is paused nothing is missed for good but what is a day ago.
    sale.moved(&id, "pause").await.expect(200);
    sale.forward(24 * HOUR);
    sale.moved(&id, "resume").await.expect(200);
    sale.until(&id, |progress| progress["sent"] == 6 && progress["occurs_at"].is_i64()).await;
    sale.to_four();
    sale.until(&id, |progress| progress["sent"] == 8).await;
    assert_eq!(sale.campaign(&id).await["state"], "running");
    sale.to_four();
    sale.finished(&id).await;
    assert_eq!(sale.counts().await, [5, 5]);
    // There is none left for another of these.
    let refused = sale.draft(&daily(Some(last))).await;
    assert_eq!(sale.moved(&refused, "submit").await.problem(), "invalid_parameter");
}
