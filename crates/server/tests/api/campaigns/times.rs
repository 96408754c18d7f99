//! When somebody is told: by the clocks where they are, and not at night.

use serde_json::json;

use super::scene::{HOUR, Sale, everyone};

/// 2027-03-27 12:00 UTC, the day before clocks are set forward in Europe.
const SPRING: i64 = 1_806_148_800_000;

#[tokio::test]
async fn a_time_that_clocks_leave_out_is_the_next_that_they_show() {
    let sale = Sale::open(3).await;
    sale.know(0, &json!({"time_zone": "Europe/Berlin"})).await;
    sale.know(1, &json!({"time_zone": "America/New_York"})).await;
    sale.settle(&json!({"quiet_from": "00:00", "quiet_until": "00:00"})).await;
    sale.node.clock.set(SPRING);
    let mut campaign = everyone("Good morning");
    campaign["schedule"] = json!({"local": {"date": "2027-03-28", "time": "02:30"}});
    let id = sale.draft(&campaign).await;
    sale.moved(&id, "submit").await.expect(200);
    // It begins for those whose clocks are first; of these there are none.
    sale.forward(60 * 60);
    sale.until(&id, |progress| progress["planned"] == 3).await;
    assert_eq!(sale.counts().await, [0, 0, 0]);
    let berlin = SPRING + 13 * 3_600_000;
    sale.node.clock.set(berlin - 1_000);
    sale.engage.run_due_campaigns().await.expect("nothing is due");
    assert_eq!(sale.counts().await, [0, 0, 0]);
    sale.node.clock.set(berlin);
    sale.until(&id, |progress| progress["sent"] == 1).await;
    assert_eq!(sale.got(0).await[0].1, berlin, "03:00 there, as 02:30 is left out");
    // Where the brand is, clocks show UTC.
    sale.node.clock.set(SPRING + 14 * 3_600_000 + 1_800_000);
    sale.until(&id, |progress| progress["sent"] == 2).await;
    sale.node.clock.set(SPRING + 18 * 3_600_000 + 1_800_000);
    sale.finished(&id).await;
    assert_eq!(sale.counts().await, [1, 1, 1]);
    assert_eq!(sale.got(1).await[0].1, SPRING + 18 * 3_600_000 + 1_800_000);
}

#[tokio::test]
async fn nobody_is_told_at_night() {
    let sale = Sale::open(2).await;
    sale.know(0, &json!({"time_zone": "Asia/Tokyo"})).await;
    // 15:13 UTC, past midnight in Tokyo.
    let id = sale.draft(&everyone("Roses")).await;
    sale.moved(&id, "submit").await.expect(200);
    let progress = sale.until(&id, |progress| progress["sent"] == 1).await;
    assert_eq!(sale.counts().await, [0, 1]);
    let next = progress["next_at"].as_i64().expect("a moment");
    // 09:00 in Tokyo is midnight in UTC.
    assert_eq!(next.rem_euclid(86_400_000), 0);
    sale.node.clock.set(next - 1_000);
    sale.engage.run_due_campaigns().await.expect("nothing is due");
    assert_eq!(sale.counts().await, [0, 1]);
    sale.node.clock.set(next);
    sale.finished(&id).await;
    assert_eq!(sale.counts().await, [1, 1]);
    assert_eq!(sale.got(0).await[0].1, next);
}

#[tokio::test]
async fn a_campaign_begins_at_its_moment() {
    let sale = Sale::open(1).await;
    let mut campaign = everyone("Roses");
    let at = sale.now() + 2 * 3_600_000;
    campaign["schedule"] = json!({"at": at});
    let id = sale.draft(&campaign).await;
    assert_eq!(sale.moved(&id, "submit").await.expect(200).body["state"], "scheduled");
    sale.forward(2 * HOUR - 1);
    sale.engage.run_due_campaigns().await.expect("nothing is due");
    assert_eq!(sale.campaign(&id).await["state"], "scheduled");
    // Whoever withdraws before it begins gets nothing.
    sale.forward(1);
    sale.finished(&id).await;
    assert_eq!(sale.got(0).await[0].1, at);
}
