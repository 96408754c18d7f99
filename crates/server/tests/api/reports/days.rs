//! Days by the brand's clocks, and which ranges there are.

use serde_json::json;

use super::scene::{BEGIN, DAY, Desk, HOUR, MINUTE};

#[tokio::test]
async fn a_day_is_one_by_the_clocks_of_the_brand() {
    let desk = Desk::open().await;
    // 18:14:59 and 18:15 in UTC: a second before midnight in Kathmandu, and midnight.
    let midnight = BEGIN - BEGIN.rem_euclid(DAY) + 18 * HOUR + 15 * MINUTE;
    desk.at(midnight - 1_000 - BEGIN);
    let conversation = desk.node.ask(&desk.ada, "still Monday").await;
    desk.at(midnight - BEGIN);
    desk.node.send(&desk.ada, &conversation, "Tuesday").await;
    desk.node.send(&desk.ada, &conversation, "Tuesday, too").await;
    let received = async || {
        let report = desk.report("2026-09-21", "2026-09-22").await;
        let days = report["days"].as_array().expect("days").clone();
        (days[0]["received"].clone(), days[1]["received"].clone(), report["hours"].clone())
    };
    let (monday, tuesday, hours) = received().await;
    assert_eq!((monday, tuesday), (json!(3), json!(0)), "in UTC it is all one evening");
    assert_eq!(hours[0][18], json!(3));
    desk.set_zone("Asia/Kathmandu").await;
    let (monday, tuesday, hours) = received().await;
    assert_eq!((monday, tuesday), (json!(1), json!(2)));
    assert_eq!((&hours[0][23], &hours[1][0]), (&json!(1), &json!(2)));
    let all: i64 = hours
        .as_array()
        .expect("days")
        .iter()
        .flat_map(|day| day.as_array().expect("hours"))
        .map(|count| count.as_i64().expect("a count"))
        .sum();
    assert_eq!(all, 3);
}

#[tokio::test]
async fn a_day_on_which_clocks_are_set_has_all_of_its_hours() {
    let desk = Desk::open().await;
    desk.set_zone("Europe/Berlin").await;
    // Sunday, 2026-10-25: at 3:00 the clocks go back to 2:00. From 22:00 UTC of Saturday to 23:00 UTC of Sunday.
    let start = 1_792_879_200_000 - BEGIN;
    desk.at(start);
    let conversation = desk.node.ask(&desk.ada, "just after midnight").await;
    for hour in 1..25 {
        desk.at(start + hour * HOUR);
        desk.node.send(&desk.ada, &conversation, "every hour").await;
    }
    desk.at(start + 25 * HOUR);
    desk.node.send(&desk.ada, &conversation, "Monday").await;
    let report = desk.report("2026-10-25", "2026-10-26").await;
    assert_eq!((&report["days"][0]["received"], &report["days"][1]["received"]), (&json!(25), &json!(1)));
    assert_eq!(report["hours"][6][2], json!(2), "two o'clock came twice");
}

#[tokio::test]
async fn the_range_before_has_as_many_days() {
    let desk = Desk::open().await;
    for day in 0..6 {
        desk.at(day * DAY);
        let conversation = desk.node.ask(&desk.ada, "hello").await;
        for _ in 0..day {
            desk.node.send(&desk.ada, &conversation, "again").await;
        }
    }
    // Days have 1, 2, 3… messages.
    let report = desk.report("2026-09-24", "2026-09-26").await;
    assert_eq!((&report["totals"]["received"], &report["before"]["received"]), (&json!(4 + 5 + 6), &json!(1 + 2 + 3)));
    assert_eq!(report["days"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        (&report["from"], &report["to"], &report["zone"]),
        (&json!("2026-09-24"), &json!("2026-09-26"), &json!("UTC"))
    );
    assert_eq!(report["is_complete"], json!(true));
    // A range that takes the days' sums together says the same.
    let long = desk.report("2026-01-01", "2026-12-31").await;
    assert_eq!(long["totals"]["received"], json!(21));
    assert_eq!(long["totals"]["opened"], json!(1));
}

#[tokio::test]
async fn ranges_are_refused_by_name() {
    let desk = Desk::open().await;
    let wrong = [
        ("2026-9-1", "2026-09-02", "from"),
        ("2026-09-01", "2026-02-30", "to"),
        ("2026-09-02", "2026-09-01", "to"),
        ("2025-09-01", "2026-09-02", "to"),
        ("1969-12-31", "1970-01-01", "from"),
    ];
    for path in ["/v1/reports", "/v1/reports/members", "/v1/reports/labels"] {
        for (from, to, field) in wrong {
            let answer = desk.node.get(&format!("{path}?from={from}&to={to}")).by(&desk.olga).send().await;
            assert_eq!((answer.problem(), &answer.body["field"]), ("invalid_parameter", &json!(field)), "{from} {to}");
        }
    }
    desk.report("2025-09-02", "2026-09-02").await;
}
