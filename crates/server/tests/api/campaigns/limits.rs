//! How often somebody is told: caps of a brand, what people want of all brands, and never into a talk.

use reqwest::Method;
use serde_json::json;

use super::scene::{HOUR, Sale, everyone};

#[tokio::test]
async fn a_brand_tells_nobody_more_often_than_it_says() {
    let sale = Sale::open(2).await;
    sale.sent(&everyone("one")).await;
    sale.sent(&everyone("two")).await;
    let third = sale.sent(&everyone("three")).await;
    assert_eq!(Sale::skipped(&sale.progress(&third).await, "capped"), 2);
    assert_eq!(sale.counts().await, [2, 2]);
    sale.forward(7 * 24 * HOUR + 60);
    sale.sent(&everyone("four")).await;
    assert_eq!(sale.counts().await, [3, 3], "there is room again");
    let third = sale.progress(&third).await;
    assert_eq!((&third["sent"], &third["state"]), (&json!(0), &json!("finished")), "what was skipped stays so");
}

#[tokio::test]
async fn people_say_how_many_they_want_of_all_brands() {
    let sale = Sale::open(3).await;
    let path = "/v1/me/promotions";
    let own = sale.node.get(path).by(&sale.customers[0]).send().await.expect(200).body;
    assert_eq!(own, json!({"per_week": 7}));
    for (place, per_week) in [(0, 0), (1, 1)] {
        let wanted = json!({"per_week": per_week});
        let set = sale.call(Method::PUT, &sale.customers[place], path, &wanted).await.expect(200).body;
        assert_eq!(set, wanted);
    }
    let refused = sale.call(Method::PUT, &sale.customers[0], path, &json!({"per_week": 101})).await;
    assert_eq!(refused.problem(), "invalid_parameter");
    assert_eq!(sale.node.get(path).by(&sale.olga).send().await.problem(), "forbidden", "a brand wants none");
    let first = sale.sent(&everyone("one")).await;
    assert_eq!(Sale::skipped(&sale.progress(&first).await, "budget"), 1);
    let second = sale.sent(&everyone("two")).await;
    assert_eq!(Sale::skipped(&sale.progress(&second).await, "budget"), 2);
    assert_eq!(sale.counts().await, [0, 1, 2]);
}

#[tokio::test]
async fn people_say_how_often_a_brand_may_write_and_in_which_language() {
    let sale = Sale::open(3).await;
    sale.know(0, &json!({"language": "fr"})).await;
    let path = |place: usize| format!("/v1/conversations/{}/preferences", sale.conversations[place]);
    let own = sale.node.get(&path(0)).by(&sale.customers[0]).send().await.expect(200).body;
    assert_eq!((&own["frequency"], &own["language"]), (&json!("any"), &json!(null)));
    let weekly = json!({"frequency": "weekly", "language": "DE"});
    let set = sale.call(Method::PUT, &sale.customers[0], &path(0), &weekly).await.expect(200).body;
    assert_eq!((&set["frequency"], &set["language"], &set["topics"]), (&json!("weekly"), &json!("de"), &own["topics"]));
    let monthly = json!({"frequency": "monthly"});
    sale.call(Method::PUT, &sale.customers[1], &path(1), &monthly).await.expect(200);
    let wrong = sale.call(Method::PUT, &sale.customers[1], &path(1), &json!({"language": "english"})).await;
    assert_eq!(wrong.problem(), "invalid_parameter");
    assert_eq!(
        sale.call(Method::PUT, &sale.customers[1], &path(0), &monthly).await.problem(),
        "not_found",
        "another's"
    );
    assert_eq!(sale.call(Method::PUT, &sale.anna, &path(0), &monthly).await.problem(), "forbidden", "a brand's");

    let mut campaign = everyone("Roses");
    campaign["variants"][0]["texts"] = json!([{"language": "en", "text": "Roses"}, {"language": "de", "text": "Rosen"}, {"language": "fr", "text": "Des roses"}]);
    sale.sent(&campaign).await;
    assert_eq!(sale.got(0).await[0].0, "Rosen", "what they chose goes before what the brand knows");
    assert_eq!(sale.counts().await, [1, 1, 1]);
    let second = sale.sent(&everyone("Tulips")).await;
    assert_eq!(Sale::skipped(&sale.progress(&second).await, "budget"), 2);
    sale.forward(7 * 24 * HOUR + 60);
    let third = sale.draft(&everyone("Lilies")).await;
    assert_eq!(sale.dry_run(&third).await["skipped"], json!([{"why": "budget", "contacts": 1}]));
    sale.moved(&third, "submit").await.expect(200);
    sale.finished(&third).await;
    assert_eq!(sale.counts().await, [2, 1, 3]);
}

#[tokio::test]
async fn nothing_is_said_into_an_open_ticket_or_a_live_talk() {
    let sale = Sale::open(3).await;
    // One has a question that nobody has answered, one has just been helped.
    sale.node.send(&sale.customers[0], &sale.conversations[0], "where is my parcel?").await;
    sale.node.send(&sale.customers[1], &sale.conversations[1], "thanks!").await;
    sale.resolve(&sale.conversations[1]).await;
    let id = sale.draft(&everyone("Roses")).await;
    let before = sale.dry_run(&id).await;
    let contacts = before["contacts"].as_array().expect("contacts").clone();
    let would = |place: usize| {
        let of = |one: &&serde_json::Value| one["conversation"] == json!(sale.conversations[place]);
        contacts.iter().find(of).expect("a contact")["would"].clone()
    };
    assert_eq!((&would(0)["why"], &would(0)["kind"]), (&json!("ticket_open"), &json!("wait")));
    assert_eq!((&would(1)["why"], &would(1)["until"]), (&json!("live_conversation"), &json!(sale.now() + 86_400_000)));
    assert_eq!(would(2), json!({"kind": "send", "variant": 1}));
    sale.moved(&id, "submit").await.expect(200);
    let progress = sale.until(&id, |progress| progress["sent"] == 1).await;
    assert_eq!((&progress["planned"], &progress["state"]), (&json!(2), &json!("running")));
    // A day later the one who was helped gets it; the open question still goes before.
    sale.forward(24 * HOUR);
    let progress = sale.until(&id, |progress| progress["sent"] == 2).await;
    assert_eq!(progress["planned"], 1);
    assert_eq!(sale.counts().await, [0, 1, 1]);
    // And after three days it is too late for it.
    sale.forward(49 * HOUR);
    let progress = sale.finished(&id).await;
    assert_eq!(Sale::skipped(&progress, "ticket_open"), 1);
    assert_eq!(sale.counts().await, [0, 1, 1]);
}

#[tokio::test]
async fn what_holds_for_all_campaigns_is_checked() {
    let sale = Sale::open(0).await;
    let path = "/v1/brand/campaigns/settings";
    let settings = sale.get(path).await;
    assert_eq!(
        (&settings["cap"], &settings["quiet_from"], &settings["approval_above"]),
        (&json!(2), &json!("21:00"), &json!(500))
    );
    for (field, value) in
        [("cap", json!(0)), ("cap_days", json!(31)), ("quiet_from", json!("9")), ("gap_hours", json!(200))]
    {
        let mut wrong = settings.clone();
        wrong[field] = value;
        let refused = sale.call(Method::PUT, &sale.olga, path, &wrong).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!(field)));
    }
    assert_eq!(sale.call(Method::PUT, &sale.mark, path, &settings).await.problem(), "forbidden");
}

#[tokio::test]
async fn promotions_of_all_brands_count_together() {
    let sale = Sale::open(2).await;
    let wanted = json!({"per_week": 1});
    sale.call(Method::PUT, &sale.customers[0], "/v1/me/promotions", &wanted).await.expect(200);
    let other = json!({"handle": "other", "display_name": "Another"});
    let other = sale.call(Method::POST, &sale.olga.clone().alone(), "/v1/brands", &other).await.expect(201).body;
    let boss = sale.olga.clone().acting_for(other["account"]["id"].as_str().expect("an id").parse().expect("an id"));
    let topic = json!({"label": "News"});
    sale.call(Method::PUT, &boss, "/v1/brand/topics/offers", &topic).await.expect(200);
    for customer in &sale.customers {
        let begun = sale.call(Method::POST, customer, "/v1/conversations", &json!({"handle": "other"})).await;
        let conversation = begun.expect(201).body["conversation"]["id"].as_str().expect("an id").to_owned();
        let path = format!("/v1/conversations/{conversation}/consents");
        let said = json!({"topic": "offers", "state": "granted", "source": "member", "at": sale.now(), "text": "Yes."});
        sale.call(Method::POST, &boss, &path, &said).await.expect(201);
    }
    sale.sent(&everyone("Roses")).await;
    let made = sale.call(Method::POST, &boss, "/v1/brand/campaigns", &everyone("News")).await.expect(201).body;
    let path = format!("/v1/brand/campaigns/{}", made["id"].as_str().expect("an id"));
    sale.call(Method::POST, &boss, &format!("{path}/moves"), &json!({"move": "submit"})).await.expect(200);
    for _ in 0..2_000 {
        sale.engage.run_due_campaigns().await.expect("sends");
        let progress = sale.node.get(&format!("{path}/progress")).by(&boss).send().await.expect(200).body;
        if progress["state"] == "finished" {
            assert_eq!((progress["sent"].as_u64(), Sale::skipped(&progress, "budget")), (Some(1), 1));
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("it does not finish");
}
