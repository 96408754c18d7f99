//! What is counted, and what is not.

use serde_json::{Value, json};

use super::scene::{DAY, Desk, HOUR, MINUTE};

fn counts(totals: &Value, names: [&str; 3]) -> [i64; 3] {
    names.map(|name| totals[name].as_i64().expect("a count"))
}

#[tokio::test]
async fn messages_are_those_that_the_other_side_reads() {
    let desk = Desk::open().await;
    let conversation = desk.node.ask(&desk.ada, "hello").await;
    desk.node.send(&desk.ada, &conversation, "is anyone there?").await;
    desk.node.send(&desk.anna, &conversation, "yes").await;
    let note = json!({"client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": "a note is no message"}});
    desk.node
        .post(&format!("/v1/conversations/{conversation}/notes"))
        .by(&desk.ben)
        .json(&note)
        .send()
        .await
        .expect(201);
    // What people write to each other is no one's report.
    desk.node.conversation(&desk.ada, &desk.carl, &["psst"]).await;
    let totals = &desk.first_day().await["totals"];
    assert_eq!((&totals["received"], &totals["sent"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn opened_reopened_and_resolved_count_each_time() {
    let desk = Desk::open().await;
    let names = ["opened", "reopened", "resolved"];
    let conversation = desk.node.ask(&desk.ada, "first").await;
    desk.node.ask(&desk.carl, "second").await;
    assert_eq!(counts(&desk.first_day().await["totals"], names), [2, 0, 0]);
    desk.resolve(&desk.anna, &conversation).await;
    desk.resolve(&desk.anna, &conversation).await;
    assert_eq!(counts(&desk.first_day().await["totals"], names), [2, 0, 1], "it was resolved already");
    // The customer, and then a member, open it again.
    desk.node.send(&desk.ada, &conversation, "not yet").await;
    desk.resolve(&desk.ben, &conversation).await;
    desk.change(&desk.ben, &conversation, json!({"status": "pending"})).await;
    assert_eq!(counts(&desk.first_day().await["totals"], names), [2, 2, 2]);
    // Pending and back is no reopening.
    desk.node.send(&desk.ada, &conversation, "here").await;
    assert_eq!(counts(&desk.first_day().await["totals"], names), [2, 2, 2]);
    // What a customer writes long after is another ticket.
    desk.resolve(&desk.ben, &conversation).await;
    desk.at(8 * DAY);
    desk.node.send(&desk.ada, &conversation, "something else").await;
    assert_eq!(counts(&desk.report("2026-09-21", "2026-10-01").await["totals"], names), [3, 2, 3]);
}

#[tokio::test]
async fn backlog_is_what_is_not_resolved_at_the_end() {
    let desk = Desk::open().await;
    let first = desk.node.ask(&desk.ada, "first").await;
    desk.node.ask(&desk.carl, "second").await;
    desk.at(DAY);
    desk.resolve(&desk.anna, &first).await;
    desk.at(3 * DAY);
    desk.node.send(&desk.ada, &first, "not yet").await;
    let report = desk.report("2026-09-20", "2026-09-25").await;
    let backlog: Vec<_> = report["days"].as_array().expect("days").iter().map(|day| day["backlog"].clone()).collect();
    assert_eq!(json!(backlog), json!([0, 2, 1, 1, 2, 2]));
    assert_eq!(report["totals"]["backlog"], json!(2));
    let later = desk.report("2026-09-22", "2026-09-23").await;
    assert_eq!((&later["before"]["backlog"], &later["totals"]["backlog"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn first_response_is_the_wait_that_the_first_answer_ended() {
    let desk = Desk::open().await;
    let conversation = desk.node.ask(&desk.ada, "hello").await;
    desk.at(2 * MINUTE);
    desk.node.send(&desk.ada, &conversation, "hello?").await;
    desk.at(10 * MINUTE);
    desk.node.send(&desk.anna, &conversation, "good morning").await;
    desk.node.send(&desk.anna, &conversation, "how can I help?").await;
    // Another one, resolved without an answer, answered after it was opened again.
    let other = desk.node.ask(&desk.carl, "spam").await;
    desk.resolve(&desk.ben, &other).await;
    desk.at(HOUR);
    desk.node.send(&desk.carl, &other, "it is not").await;
    desk.at(HOUR + 30 * MINUTE);
    desk.node.send(&desk.ben, &other, "sorry").await;
    let first = &desk.first_day().await["totals"]["first_response"];
    assert_eq!((&first["count"], &first["mean"]), (&json!(2), &json!(20 * MINUTE)));
    // Ten minutes and half an hour, in bins of 1.6 %.
    let near = |name: &str, seconds: i64| (first[name].as_i64().expect("seconds") - seconds).abs() * 64 <= seconds;
    assert!(near("p50", 600) && near("p90", 1_800) && near("p99", 1_800), "{first}");
    let spread: Vec<_> = first["spread"].as_array().expect("steps").iter().map(|step| step["count"].clone()).collect();
    assert_eq!(json!(spread), json!([0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]));
}

#[tokio::test]
async fn next_response_is_every_later_wait_that_an_answer_ended() {
    let desk = Desk::open().await;
    let conversation = desk.node.ask(&desk.ada, "hello").await;
    desk.node.send(&desk.anna, &conversation, "good morning").await;
    assert_eq!(desk.first_day().await["totals"]["next_response"], json!({"count": 0}));
    desk.at(MINUTE);
    desk.node.send(&desk.ada, &conversation, "a question").await;
    desk.at(4 * MINUTE);
    desk.node.send(&desk.ada, &conversation, "and another").await;
    desk.at(6 * MINUTE);
    desk.node.send(&desk.ben, &conversation, "two answers").await;
    desk.node.send(&desk.ben, &conversation, "here is the second").await;
    let next = &desk.first_day().await["totals"]["next_response"];
    assert_eq!((&next["count"], &next["mean"]), (&json!(1), &json!(5 * MINUTE)));
}

#[tokio::test]
async fn resolution_is_the_time_from_opening() {
    let desk = Desk::open().await;
    let conversation = desk.node.ask(&desk.ada, "hello").await;
    desk.at(HOUR);
    desk.resolve(&desk.anna, &conversation).await;
    desk.node.send(&desk.ada, &conversation, "no").await;
    desk.at(3 * HOUR);
    desk.resolve(&desk.anna, &conversation).await;
    let resolution = &desk.first_day().await["totals"]["resolution"];
    assert_eq!((&resolution["count"], &resolution["mean"]), (&json!(2), &json!(2 * HOUR)), "an hour, and three");
}

#[tokio::test]
async fn members_have_what_they_did_and_an_agent_sees_their_own() {
    let desk = Desk::open().await;
    let conversation = desk.node.ask(&desk.ada, "hello").await;
    desk.at(MINUTE);
    desk.node.send(&desk.anna, &conversation, "good morning").await;
    desk.node.send(&desk.ada, &conversation, "where is it?").await;
    desk.at(3 * MINUTE);
    desk.node.send(&desk.ben, &conversation, "on its way").await;
    desk.node.send(&desk.ben, &conversation, "by Friday").await;
    desk.at(5 * MINUTE);
    desk.node.send(&desk.ada, &conversation, "thanks").await;
    desk.resolve(&desk.anna, &conversation).await;
    desk.node.send(&desk.ada, &conversation, "one more thing").await;
    let path = "/v1/reports/members?from=2026-09-21&to=2026-09-21";
    let members = desk.get(&desk.olga, path).await["members"].clone();
    let by = |handle: &str| {
        let found = members.as_array().expect("members").iter().find(|member| member["account"]["handle"] == handle);
        let mut figures = found.expect("is there").clone();
        figures.as_object_mut().expect("figures").remove("account");
        // Nobody was asked; surveys have tests of their own.
        let satisfaction = figures.as_object_mut().expect("figures").remove("satisfaction");
        assert_eq!(satisfaction, Some(json!({"asked": 0, "scores": [0, 0, 0, 0, 0]})));
        figures
    };
    assert_eq!(
        by("anna"),
        json!({"open": 0, "sent": 1, "first_responses": 1, "first_response": MINUTE, "next_responses": 0, "resolved": 1,
               "resolution": 5 * MINUTE})
    );
    assert_eq!(
        by("ben"),
        json!({"open": 1, "sent": 2, "first_responses": 0, "next_responses": 1, "next_response": 2 * MINUTE, "resolved": 0})
    );
    assert_eq!(by("olga")["sent"], json!(0), "who did nothing is there, too");
    let own = desk.get(&desk.ben, path).await;
    assert_eq!(own["members"].as_array().map(Vec::len), Some(1));
    assert_eq!(own["members"][0]["account"]["handle"], "ben");

    // Whoever leaves did what they did.
    let anna = &desk.anna.account;
    desk.node
        .request(reqwest::Method::DELETE, &format!("/v1/brand/members/{anna}"))
        .by(&desk.olga)
        .send()
        .await
        .expect(204);
    assert_eq!(desk.get(&desk.olga, path).await["members"], members);
}

#[tokio::test]
async fn channels_add_up_to_all_of_it() {
    let desk = Desk::open().await;
    let conversation = desk.node.ask(&desk.ada, "hello").await;
    desk.at(MINUTE);
    desk.node.send(&desk.anna, &conversation, "good morning").await;
    desk.resolve(&desk.anna, &conversation).await;
    let report = desk.first_day().await;
    assert_eq!(
        report["channels"],
        json!([{"channel": "subrosa", "received": 1, "sent": 1, "opened": 1, "reopened": 0, "resolved": 1,
                "first_response": MINUTE, "resolution": MINUTE}])
    );
    for figure in ["opened", "resolved", "first_response"] {
        let path = format!("/v1/reports/tickets?from=2026-09-21&to=2026-09-21&figure={figure}&channel=subrosa");
        assert_eq!(desk.get(&desk.olga, &path).await["tickets"].as_array().map(Vec::len), Some(1), "{figure}");
    }
    let unknown = desk.node.get("/v1/reports/tickets?from=2026-09-21&to=2026-09-21&figure=opened&channel=pigeon");
    assert_eq!(unknown.by(&desk.olga).send().await.problem(), "invalid_parameter");
}

#[tokio::test]
async fn labels_count_what_a_ticket_had_when_it_was_resolved() {
    let desk = Desk::open().await;
    let first = desk.node.ask(&desk.ada, "hello").await;
    let second = desk.node.ask(&desk.carl, "hello").await;
    desk.change(&desk.anna, &first, json!({"add_labels": ["delivery", "wrong"]})).await;
    desk.at(HOUR);
    let done = json!({"status": "resolved", "remove_labels": ["wrong"], "add_labels": ["refund"]});
    desk.change(&desk.anna, &first, done).await;
    desk.change(&desk.anna, &first, json!({"add_labels": ["too late"]})).await;
    desk.change(&desk.anna, &second, json!({"status": "resolved", "add_labels": ["refund"]})).await;
    let labels = desk.get(&desk.olga, "/v1/reports/labels?from=2026-09-21&to=2026-09-21").await;
    assert_eq!(
        labels,
        json!({"labels": [
            {"label": "refund", "resolved": 2, "before": 0, "resolution": HOUR},
            {"label": "delivery", "resolved": 1, "before": 0, "resolution": HOUR},
        ]})
    );
    let after = desk.get(&desk.olga, "/v1/reports/labels?from=2026-09-22&to=2026-09-22").await;
    assert_eq!(after["labels"][0], json!({"label": "refund", "resolved": 0, "before": 2}));
}
