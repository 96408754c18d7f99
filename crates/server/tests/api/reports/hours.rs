//! The hours of the week, and the tickets behind each.

use serde_json::{Value, json};

use super::scene::{BEGIN, DAY, Desk, HOUR, MINUTE};

/// Two Sundays in Berlin; on the first the clocks go back from 3:00 to 2:00.
const DAYS: &str = "from=2026-10-25&to=2026-11-01";
/// Midnight of the first: 22:00 UTC of Saturday.
const SUNDAY: i64 = 1_792_879_200_000 - BEGIN;

/// What the list behind a figure in some hours has, by pages of two.
async fn listed(desk: &Desk, figure: &str, during: &str) -> Vec<Value> {
    let mut listed = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("/v1/reports/tickets?{DAYS}&figure={figure}{during}&limit=2{after}");
        let page = desk.get(&desk.olga, &path).await;
        listed.extend(page["tickets"].as_array().expect("tickets").iter().cloned());
        let Some(next) = page["next"].as_str() else { return listed };
        after = format!("&after={next}");
    }
}

fn count(week: &Value, day: usize, hour: usize) -> usize {
    usize::try_from(week[day][hour].as_i64().expect("a count")).expect("no less than none")
}

#[tokio::test]
async fn an_hour_of_the_week_has_the_tickets_that_it_counts() {
    let desk = Desk::open().await;
    desk.set_zone("Europe/Berlin").await;
    desk.at(SUNDAY - MINUTE);
    let conversation = desk.node.ask(&desk.ada, "before").await;
    // Every hour of the long day from midnight on, the midnight of Monday, and at two on the next Sunday.
    let long_day = (0..=25).map(|hour| SUNDAY + hour * HOUR);
    for at in long_day.chain([SUNDAY + 7 * DAY + 3 * HOUR]) {
        desk.at(at);
        desk.node.send(&desk.anna, &conversation, "an answer").await;
        desk.resolve(&desk.anna, &conversation).await;
        desk.node.send(&desk.ada, &conversation, "no").await;
    }
    let report = desk.report("2026-10-25", "2026-11-01").await;
    let hours = &report["ticket_hours"];
    assert_eq!(count(&hours["resolved"], 6, 1), 1);
    assert_eq!(count(&hours["resolved"], 6, 2), 3, "two o'clock came twice, and a week later once more");
    assert_eq!(count(&hours["resolved"], 0, 0), 1);
    let monday = listed(&desk, "resolved", "&weekday=monday&hour=0").await;
    assert_eq!(monday[0]["at"], json!(BEGIN + SUNDAY + 25 * HOUR));
    let at_two = listed(&desk, "resolved", "&weekday=sunday&hour=2").await;
    let times: Vec<i64> = at_two.iter().map(|one| one["at"].as_i64().expect("a moment") - BEGIN - SUNDAY).collect();
    assert_eq!(times, [7 * DAY + 3 * HOUR, 3 * HOUR, 2 * HOUR]);

    // Each cell has as many as it says, and all of them are the totals.
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    for (figure, total) in [("reopened", &report["totals"]["reopened"]), ("next_response", &json!(26))] {
        let mut all = 0;
        for (day, name) in names.iter().enumerate() {
            // An hour in which nothing happens is enough on the days on which nothing does.
            for hour in if day == 6 || day == 0 { 0..24 } else { 2..3 } {
                let told = count(&hours[figure], day, hour);
                let found = listed(&desk, figure, &format!("&weekday={name}&hour={hour}")).await.len();
                assert_eq!(found, told, "{figure} on {name} at {hour}");
                all += told;
            }
        }
        assert_eq!(&json!(all), total, "{figure}");
    }
    assert_eq!(report["totals"]["next_response"]["count"], json!(26));
    // A day of the week alone, and an hour alone.
    assert_eq!(listed(&desk, "resolved", "&weekday=sunday").await.len(), 26);
    assert_eq!(listed(&desk, "resolved", "&hour=0").await.len(), 2);
    assert_eq!(listed(&desk, "first_response", "&hour=0").await.len(), 1);
}
