//! The tickets behind the figures: as many as they say.

use serde_json::{Value, json};

use super::scene::{Desk, HOUR, MINUTE};

const DAYS: &str = "from=2026-09-21&to=2026-09-21";

#[tokio::test]
async fn as_many_stand_behind_a_figure_as_it_says() {
    let desk = Desk::open().await;
    let first = desk.node.ask(&desk.ada, "hello").await;
    let second = desk.node.ask(&desk.carl, "hello").await;
    for round in 1..4 {
        desk.at(round * HOUR);
        desk.node.send(&desk.anna, &first, "an answer").await;
        desk.change(&desk.anna, &first, json!({"status": "resolved", "add_labels": ["refund"]})).await;
        desk.at(round * HOUR + MINUTE);
        desk.node.send(&desk.ada, &first, "no").await;
    }
    desk.node.send(&desk.ben, &second, "an answer").await;
    desk.resolve(&desk.ben, &second).await;
    let report = desk.first_day().await;
    let totals = &report["totals"];
    let figures = [
        ("opened", &totals["opened"], 2),
        ("reopened", &totals["reopened"], 3),
        ("resolved", &totals["resolved"], 4),
        ("first_response", &totals["first_response"]["count"], 2),
        ("next_response", &totals["next_response"]["count"], 2),
    ];
    for (figure, told, expected) in figures {
        let mut listed: Vec<Value> = Vec::new();
        let mut after = String::new();
        loop {
            let path = format!("/v1/reports/tickets?{DAYS}&figure={figure}&limit=1{after}");
            let page = desk.get(&desk.olga, &path).await;
            listed.extend(page["tickets"].as_array().expect("tickets").iter().cloned());
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!((told, listed.len()), (&json!(expected), expected), "{figure}");
        let times: Vec<i64> = listed.iter().map(|one| one["at"].as_i64().expect("a moment")).collect();
        assert!(times.is_sorted_by(|one, other| one >= other), "the newest first");
        let is_time = !matches!(figure, "opened" | "reopened");
        assert!(listed.iter().all(|one| one["took"].is_i64() == is_time));
    }
    let resolved = desk.get(&desk.olga, &format!("/v1/reports/tickets?{DAYS}&figure=resolved")).await;
    let newest = &resolved["tickets"][0];
    assert_eq!((&newest["took"], &newest["member"]), (&json!(3 * HOUR + MINUTE), &json!(desk.ben.account)));
    assert_eq!((&newest["customer"]["handle"], &newest["conversation"]), (&json!("carl"), &json!(second)));
    assert_eq!(newest["ticket"]["ordinal"], json!(2));
    let count = async |query: &str| {
        desk.get(&desk.olga, &format!("/v1/reports/tickets?{DAYS}&{query}")).await["tickets"].as_array().map(Vec::len)
    };
    assert_eq!(count("figure=resolved&label=refund").await, Some(3));
    assert_eq!(count(&format!("figure=resolved&member={}", desk.ben.account)).await, Some(1));
    assert_eq!(count(&format!("figure=next_response&member={}", desk.anna.account)).await, Some(2));
    assert_eq!(count(&format!("figure=opened&member={}", desk.anna.account)).await, Some(0));
}

#[tokio::test]
async fn an_agent_does_not_see_whose_work_it_was() {
    let desk = Desk::open().await;
    let conversation = desk.node.ask(&desk.ada, "hello").await;
    desk.node.send(&desk.anna, &conversation, "an answer").await;
    let path = format!("/v1/reports/tickets?{DAYS}&figure=first_response");
    let seen = desk.get(&desk.ben, &path).await;
    assert_eq!(seen["tickets"].as_array().map(Vec::len), Some(1));
    assert_eq!(seen["tickets"][0]["member"], Value::Null);
    let of_another = desk.node.get(&format!("{path}&member={}", desk.anna.account)).by(&desk.ben).send().await;
    assert_eq!(of_another.problem(), "forbidden");
    assert_eq!(
        desk.get(&desk.anna, &format!("{path}&member={}", desk.anna.account)).await["tickets"].as_array().map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn what_can_not_be_listed_is_refused_by_name() {
    let desk = Desk::open().await;
    let wrong = [
        ("figure=opened&label=refund", "invalid_parameter", "label"),
        ("figure=resolved&label=%20", "label_invalid", "label"),
        ("figure=resolved&limit=101", "invalid_parameter", "limit"),
        ("figure=resolved&after=7", "invalid_parameter", "after"),
        ("figure=resolved&hour=24", "invalid_parameter", "hour"),
    ];
    for (query, code, field) in wrong {
        let answer = desk.node.get(&format!("/v1/reports/tickets?{DAYS}&{query}")).by(&desk.olga).send().await;
        assert_eq!((answer.problem(), &answer.body["field"]), (code, &json!(field)), "{query}");
    }
}
