//! Campaigns that return.

use reqwest::Method;
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

/// Clocks ahead of all others, the brand's own, and some behind nearly all: where it is one day, it is the day before elsewhere.
const PLACES: [&str; 3] = ["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"];

#[tokio::test]
async fn by_their_own_clocks_each_is_told_once_of_each_time_on_both_sides_of_the_date_line() {
    let sale = Sale::awake(3).await;
    for (place, zone) in PLACES.into_iter().enumerate() {
        sale.know(place, &json!({"time_zone": zone})).await;
    }
    // A Saturday, 2027-03-27 12:00 UTC.
    let saturday = 1_806_148_800_000;
    sale.node.clock.set(saturday);
    let mut campaign = everyone("Today's roses");
    campaign["schedule"] = json!({"every": {"each": "day", "time": "10:00", "local": true, "until": "2027-03-29"}});
    let id = sale.draft(&campaign).await;
    assert_eq!(sale.campaign(&id).await["schedule"], campaign["schedule"]);
    // Each has their own next ten o'clock, by a day of the same name.
    let foreseen = sale.dry_run(&id).await;
    let hour = 3_600_000;
    let sunday_at_ten = saturday + 22 * hour;
    let until = |one: &Value| (one["would"]["why"].clone(), one["would"]["until"].clone());
    let waits: Vec<_> = foreseen["contacts"].as_array().expect("contacts").iter().map(until).collect();
    let of_sunday = [-14, 0, 11].map(|hours| sunday_at_ten + hours * hour);
    assert_eq!(waits, of_sunday.map(|at| (json!("scheduled"), json!(at))));
    sale.moved(&id, "submit").await.expect(200);
    sale.engage.run_due_campaigns().await.expect("nothing is due");
    assert_eq!(sale.campaign(&id).await["state"], "scheduled");

    // It is Sunday where the day begins; the next time is a day later.
    sale.node.clock.set(of_sunday[0]);
    let progress = sale.until(&id, |progress| progress["sent"] == 1 && progress["occurs_at"].is_i64()).await;
    assert_eq!((&progress["planned"], &progress["occurs_at"]), (&json!(2), &json!(of_sunday[0] + 24 * hour)));
    assert_eq!(sale.counts().await, [1, 0, 0]);
    sale.node.clock.set(of_sunday[1] - 1_000);
    sale.engage.run_due_campaigns().await.expect("nothing is due");
    assert_eq!(sale.counts().await, [1, 0, 0]);
    sale.node.clock.set(of_sunday[1]);
    sale.until(&id, |progress| progress["sent"] == 2).await;
    // On Monday for one it is still Sunday for another, who has their Sunday's an hour later.
    sale.node.clock.set(of_sunday[0] + 24 * hour);
    let progress = sale.until(&id, |progress| progress["sent"] == 3).await;
    let planned = progress["occurrences"].as_array().expect("times").iter();
    assert_eq!(planned.map(|one| one["planned"].clone()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(sale.counts().await, [2, 1, 0]);
    sale.node.clock.set(of_sunday[2]);
    sale.until(&id, |progress| progress["sent"] == 4).await;
    // What was missed meanwhile is told at once.
    let late = of_sunday[2] + 24 * hour;
    sale.node.clock.set(late);
    sale.finished(&id).await;
    assert_eq!(sale.counts().await, [2, 2, 2]);
    let when = |got: Vec<(String, i64)>| got.into_iter().map(|(_, at)| at).collect::<Vec<_>>();
    assert_eq!(when(sale.got(0).await), [of_sunday[0], of_sunday[0] + 24 * hour]);
    assert_eq!(when(sale.got(1).await), [of_sunday[1], late]);
    assert_eq!(when(sale.got(2).await), [of_sunday[2], late]);
}

#[tokio::test]
async fn who_is_one_person_by_two_clocks_is_told_once_of_each_time() {
    let sale = Sale::awake(2).await;
    sale.know(0, &json!({"time_zone": "Asia/Tokyo"})).await;
    sale.know(1, &json!({"time_zone": "America/New_York"})).await;
    // Both are one person.
    let path = format!("/v1/conversations/{}/others", sale.conversations[0]);
    sale.call(Method::POST, &sale.anna, &path, &json!({"handle": "customer1"})).await.expect(200);
    sale.node.clock.set(1_806_148_800_000);
    let mut campaign = everyone("Today's roses");
    campaign["schedule"] = json!({"every": {"each": "day", "time": "10:00", "local": true, "until": "2027-03-29"}});
    let id = sale.draft(&campaign).await;
    sale.moved(&id, "submit").await.expect(200);
    for _ in 0..60 {
        sale.forward(HOUR);
        sale.engage.run_due_campaigns().await.expect("sends");
    }
    let progress = sale.finished(&id).await;
    assert_eq!((&progress["sent"], Sale::skipped(&progress, "same_person")), (&json!(2), 2));
    assert_eq!(sale.counts().await, [2, 0]);
}
