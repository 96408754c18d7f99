//! Each who agreed gets it once, whoever sends it and whatever dies.

use std::time::Duration;

use serde_json::{Value, json};
use subrosa_engage::Engage;

use super::scene::{Sale, everyone};

#[tokio::test]
async fn whoever_agreed_gets_it_once_and_sees_why() {
    let sale = Sale::open(5).await;
    sale.consent(&sale.conversations[3], "withdrawn").await;
    let id = sale.draft(&everyone("Roses are in, {{customer}}.")).await;
    let before = sale.dry_run(&id).await;
    assert_eq!((&before["people"], &before["variants"], &before["later"]), (&json!(5), &json!([4]), &json!(0)));
    assert_eq!(before["skipped"], json!([{"why": "no_consent", "contacts": 1}]));
    assert_eq!(sale.counts().await, [0; 5], "nothing is sent by looking");

    sale.moved(&id, "submit").await.expect(200);
    let progress = sale.finished(&id).await;
    assert_eq!((&progress["sent"], &progress["planned"], &progress["failed"]), (&json!(4), &json!(0), &json!(0)));
    assert_eq!(Sale::skipped(&progress, "no_consent"), 1);
    assert_eq!(sale.counts().await, [1, 1, 1, 0, 1]);
    assert_eq!(sale.got(0).await[0].0, "Roses are in, customer0.");

    let path = format!("/v1/conversations/{}", sale.conversations[0]);
    let seen = sale.node.get(&path).by(&sale.customers[0]).send().await.expect(200).body;
    let newest = seen["events"].as_array().expect("events").last().expect("one").clone();
    let card = json!({"campaign": id, "topic": "offers", "label": "Offers"});
    assert_eq!((&newest["body"]["promotion"], &newest["body"]["automatic"]), (&card, &json!(true)));
    assert_eq!(newest["author"], json!(sale.olga.brand()));
    assert_eq!(seen["conversation"]["unread"], 1);
    // It is no work for anyone, and nobody's thread.
    let thread = sale.get(&path).await["conversation"]["thread"].clone();
    assert_eq!((&thread["ticket"]["status"], &thread["ticket"]["ordinal"]), (&json!("resolved"), &json!(1)));
    let campaign = sale.campaign(&id).await;
    assert_eq!(
        (&campaign["state"], &campaign["sent"], &campaign["people"]),
        (&json!("finished"), &json!(4), &json!(5))
    );
    // It is over.
    for what in ["submit", "pause", "resume", "cancel", "withdraw"] {
        let refused = sale.moved(&id, what).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("move")), "{what}");
    }
}

#[tokio::test]
async fn nobody_else_says_that_something_is_a_promotion() {
    let sale = Sale::open(1).await;
    let card = json!({"campaign": "cmp_0000000000001", "topic": "offers", "label": "Offers"});
    let message = json!({"client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": "Roses", "promotion": card}});
    let path = format!("/v1/conversations/{}/messages", sale.conversations[0]);
    for by in [&sale.anna, &sale.customers[0]] {
        assert_eq!(sale.node.post(&path).by(by).json(&message).send().await.problem(), "body_invalid");
    }
}

#[tokio::test]
async fn two_who_start_it_at_once_start_it_once() {
    let sale = Sale::open(6).await;
    let id = sale.draft(&everyone("Roses")).await;
    let (one, other) = tokio::join!(sale.moved(&id, "submit"), sale.moved(&id, "submit"));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert!(statuses[1] >= 400, "{statuses:?}");
    // And many workers at once.
    let (first, second, third) =
        tokio::join!(sale.engage.run_due_campaigns(), sale.engage.run_due_campaigns(), sale.finished(&id));
    first.and(second).expect("sends");
    assert_eq!(third["sent"], 6);
    assert_eq!(sale.counts().await, [1; 6]);
}

/// Workers die again and again, each in the middle of it, and another goes on.
#[tokio::test]
async fn a_worker_that_dies_leaves_the_rest_to_another_and_nobody_gets_it_twice() {
    let sale = Sale::open(150).await;
    let mut campaign = everyone("Roses");
    campaign["holdout_percent"] = json!(10);
    let id = sale.draft(&campaign).await;
    let before = sale.dry_run(&id).await;
    sale.moved(&id, "submit").await.expect(200);
    for turn in 0..12_u64 {
        let engage = Engage::new(sale.node.messaging.clone());
        let dying = tokio::spawn(async move { engage.run_due_campaigns().await });
        tokio::time::sleep(Duration::from_millis(turn * 3)).await;
        dying.abort();
        let _dead = dying.await;
        // What it had claimed is another's half a minute later.
        sale.forward(31);
    }
    let progress = sale.finished(&id).await;
    let counts = sale.counts().await;
    assert!(counts.iter().all(|count| *count <= 1), "{counts:?}");
    let got = counts.iter().sum::<usize>();
    assert_eq!((&progress["sent"], &progress["failed"]), (&json!(got), &json!(0)));
    assert_eq!(progress["sent"].as_u64().zip(progress["held_out"].as_u64()).map(|(sent, out)| sent + out), Some(150));
    assert_eq!((&before["variants"][0], &before["held_out"]), (&progress["sent"], &progress["held_out"]));
    assert_eq!(sale.campaign(&id).await["sent"], json!(got), "the counter is the truth");
}

#[tokio::test]
async fn one_person_with_two_contacts_gets_it_once_and_who_is_gone_gets_nothing() {
    let sale = Sale::open(4).await;
    let path = format!("/v1/conversations/{}/others", sale.conversations[0]);
    let merged = sale.call(reqwest::Method::POST, &sale.anna, &path, &json!({"handle": "customer1"})).await;
    merged.expect(200);
    let operator = subrosa_access::Actor::Operator;
    sale.node.messaging.set_disabled(&operator, "customer2", true).await.expect("disabled");
    let id = sale.draft(&everyone("Roses")).await;
    let before = sale.dry_run(&id).await;
    assert_eq!(before["variants"], json!([2]));
    sale.moved(&id, "submit").await.expect(200);
    // Whose other contact is told in the same moment is asked about in the next.
    sale.until(&id, |progress| progress["sent"] == 2).await;
    sale.forward(2);
    let progress = sale.finished(&id).await;
    assert_eq!((progress["sent"].as_u64(), Sale::skipped(&progress, "same_person")), (Some(2), 1));
    assert_eq!(Sale::skipped(&progress, "customer_gone"), 1);
    assert_eq!(before["skipped"], progress["skipped"]);
    assert_eq!(sale.got(0).await.len() + sale.got(1).await.len(), 1);
    assert_eq!(sale.got(3).await.len(), 1);
}

/// A promotion that waits in its row is sent by another node, and by one alone.
#[tokio::test]
async fn two_nodes_send_each_message_once() {
    let sale = Sale::open(70).await;
    let Some(other) = sale.node.beside().await else { return eprintln!("skipped: one data folder has one node") };
    other.clock.set(sale.now());
    let id = sale.draft(&everyone("Roses")).await;
    sale.moved(&id, "submit").await.expect(200);
    let there = Engage::new(other.messaging.clone());
    let (here, there, progress) =
        tokio::join!(sale.engage.run_due_campaigns(), there.run_due_campaigns(), sale.finished(&id));
    here.and(there).expect("send");
    assert_eq!(progress["sent"], 70);
    assert_eq!(sale.counts().await, vec![1; 70]);
}

#[tokio::test]
async fn only_drafts_are_changed_and_removed() {
    let sale = Sale::open(1).await;
    let id = sale.draft(&everyone("Roses")).await;
    let path = format!("/v1/brand/campaigns/{id}");
    let mut wanted = everyone("Tulips");
    wanted["schedule"] = json!({"at": sale.now() + 3_600_000});
    let changed = sale.call(reqwest::Method::PUT, &sale.mark, &path, &wanted).await.expect(200).body;
    assert_eq!(changed["variants"][0]["texts"][0]["text"], "Tulips");
    let scheduled = sale.moved(&id, "submit").await.expect(200).body;
    assert_eq!(scheduled["state"], "scheduled");
    let refused = sale.call(reqwest::Method::PUT, &sale.mark, &path, &wanted).await;
    assert_eq!(refused.problem(), "invalid_parameter");
    let refused = sale.node.request(reqwest::Method::DELETE, &path).by(&sale.mark).send().await;
    assert_eq!(refused.problem(), "invalid_parameter");
    sale.moved(&id, "withdraw").await.expect(200);
    sale.forward(2 * super::scene::HOUR);
    sale.engage.run_due_campaigns().await.expect("nothing");
    assert_eq!(sale.counts().await, [0], "what was taken back is not sent");
    sale.node.request(reqwest::Method::DELETE, &path).by(&sale.mark).send().await.expect(204);
    assert_eq!(sale.node.get(&path).by(&sale.mark).send().await.problem(), "not_found");
    let listed = sale.get("/v1/brand/campaigns").await;
    assert_eq!(listed["campaigns"].as_array().map(Vec::len), Some(0));
    let _: &Value = &listed;
}
