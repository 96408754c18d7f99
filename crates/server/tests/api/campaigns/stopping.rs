//! What ends a campaign: those who get it, those who send it, and itself.

use reqwest::Method;
use serde_json::{Value, json};

use super::scene::{HOUR, Sale, everyone};

impl Sale {
    async fn state_of_consent(&self, place: usize) -> Value {
        let path = format!("/v1/conversations/{}/preferences", self.conversations[place]);
        let topics = self.node.get(&path).by(&self.customers[place]).send().await.expect(200).body;
        topics["topics"][0]["is_on"].clone()
    }

    async fn words(&self, place: usize) -> Vec<String> {
        let path = format!("/v1/conversations/{}/events", self.conversations[place]);
        let page = self.node.get(&path).by(&self.customers[place]).send().await.expect(200).body;
        let events = page["events"].as_array().expect("events").iter();
        events.map(|event| event["body"]["text"].as_str().expect("a text").to_owned()).collect()
    }

    /// Half of the customers live where it is night.
    async fn half_asleep(&self, campaign: &Value) -> String {
        for place in (0..self.customers.len()).step_by(2) {
            self.know(place, &json!({"time_zone": "Asia/Tokyo"})).await;
        }
        let id = self.draft(campaign).await;
        self.moved(&id, "submit").await.expect(200);
        let half = self.customers.len() / 2;
        self.until(&id, |progress| progress["sent"] == half && progress["planned"] == half).await;
        id
    }
}

#[tokio::test]
async fn a_word_stops_it_and_is_answered_in_its_language() {
    let sale = Sale::open(3).await;
    let id = sale.sent(&everyone("Roses")).await;
    sale.node.send(&sale.customers[0], &sale.conversations[0], "Stop!").await;
    sale.node.send(&sale.customers[1], &sale.conversations[1], "abmelden").await;
    sale.node.send(&sale.customers[2], &sale.conversations[2], "Stop by on Sunday?").await;
    assert_eq!(
        [sale.state_of_consent(0).await, sale.state_of_consent(1).await, sale.state_of_consent(2).await],
        [json!(false), json!(false), json!(true)]
    );
    assert_eq!(sale.words(0).await.last().map(String::as_str), Some("All right: you get nothing more about “Offers”."));
    assert!(sale.words(1).await.last().is_some_and(|line| line.starts_with("In Ordnung")));
    // It is work for nobody; a question is.
    let ticket = async |place: usize| {
        let seen = sale.get(&format!("/v1/conversations/{}", sale.conversations[place])).await;
        seen["conversation"]["thread"]["ticket"]["status"].clone()
    };
    assert_eq!(
        [ticket(0).await, ticket(1).await, ticket(2).await],
        [json!("resolved"), json!("resolved"), json!("open")]
    );
    let consents = sale.get(&format!("/v1/conversations/{}/consents", sale.conversations[0])).await;
    let consent = &consents["topics"][0]["consent"];
    assert_eq!((&consent["state"], &consent["source"]), (&json!("withdrawn"), &json!("customer")));
    assert_eq!(sale.campaign(&id).await["opted_out"], 2);
    // What was looked at a minute ago is looked at again.
    sale.forward(61);
    let report = sale.report(&id).await;
    assert_eq!((&report["variants"][0]["opted_out"], &report["variants"][0]["replied"]), (&json!(2), &json!(1)));
    sale.resolve(&sale.conversations[2]).await;
    sale.forward(25 * HOUR);
    let next = sale.sent(&everyone("Tulips")).await;
    assert_eq!(Sale::skipped(&sale.progress(&next).await, "no_consent"), 2);
    assert_eq!(sale.counts().await, [1, 1, 2]);
}

#[tokio::test]
async fn a_word_to_people_is_theirs_to_hear() {
    let sale = Sale::open(2).await;
    // Nobody was ever told anything.
    sale.node.send(&sale.customers[0], &sale.conversations[0], "stop").await;
    assert_eq!(sale.state_of_consent(0).await, json!(true));
    sale.resolve(&sale.conversations[0]).await;
    sale.forward(25 * HOUR);
    sale.sent(&everyone("Roses")).await;
    // In the middle of a talk it is a word like others.
    sale.node.send(&sale.customers[1], &sale.conversations[1], "are they red?").await;
    sale.node.send(&sale.customers[1], &sale.conversations[1], "stop").await;
    assert_eq!(sale.state_of_consent(1).await, json!(true));
    assert_eq!(sale.words(1).await.last().map(String::as_str), Some("stop"));
}

#[tokio::test]
async fn who_opts_out_in_the_middle_of_it_gets_nothing_and_it_is_counted_once() {
    let sale = Sale::open(4).await;
    let id = sale.half_asleep(&everyone("Roses")).await;
    let off = json!({"is_on": false});
    for place in [1, 2] {
        let path = format!("/v1/conversations/{}/preferences/offers", sale.conversations[place]);
        sale.call(Method::PUT, &sale.customers[place], &path, &off).await.expect(200);
    }
    sale.node.send(&sale.customers[1], &sale.conversations[1], "STOP").await;
    assert_eq!(sale.campaign(&id).await["opted_out"], 1, "who had got it, once");
    sale.settle(&json!({"opt_out_percent": 0})).await;
    sale.forward(12 * HOUR);
    let progress = sale.finished(&id).await;
    assert_eq!((progress["sent"].as_u64(), Sale::skipped(&progress, "no_consent")), (Some(3), 1));
    assert_eq!(sale.counts().await, [1, 1, 0, 1]);
}

#[tokio::test]
async fn a_campaign_that_few_want_stops_by_itself() {
    let sale = Sale::open(6).await;
    sale.settle(&json!({"opt_out_after": 3, "opt_out_percent": 20})).await;
    let id = sale.half_asleep(&everyone("Roses")).await;
    sale.node.send(&sale.customers[1], &sale.conversations[1], "STOP").await;
    sale.forward(12 * HOUR);
    let progress = sale.until(&id, |progress| progress["state"] == "paused").await;
    assert_eq!((&progress["sent"], &progress["planned"]), (&json!(3), &json!(3)));
    assert_eq!(sale.campaign(&id).await["paused_by"], "opt_outs");
    // Whoever looked at it may have it go on.
    sale.moved(&id, "resume").await.expect(200);
    sale.finished(&id).await;
    assert_eq!(sale.counts().await, [1; 6]);
}

#[tokio::test]
async fn a_campaign_is_paused_goes_on_and_is_ended() {
    let sale = Sale::open(4).await;
    let id = sale.half_asleep(&everyone("Roses")).await;
    let paused = sale.moved(&id, "pause").await.expect(200).body;
    assert_eq!((&paused["state"], &paused["paused_by"]), (&json!("paused"), &json!("member")));
    sale.forward(12 * HOUR);
    sale.engage.run_due_campaigns().await.expect("nothing is due");
    assert_eq!(sale.counts().await, [0, 1, 0, 1]);
    assert_eq!(sale.moved(&id, "pause").await.problem(), "invalid_parameter");
    sale.moved(&id, "resume").await.expect(200);
    sale.finished(&id).await;
    assert_eq!(sale.counts().await, [1; 4]);

    sale.forward(8 * 24 * HOUR - 12 * HOUR);
    let next = sale.half_asleep(&everyone("Tulips")).await;
    let ended = sale.moved(&next, "cancel").await.expect(200).body;
    assert_eq!(ended["state"], "cancelled");
    sale.forward(12 * HOUR);
    sale.engage.run_due_campaigns().await.expect("measures");
    assert_eq!(sale.counts().await, [1, 2, 1, 2]);
    let progress = sale.progress(&next).await;
    assert_eq!(
        (&progress["sent"], &progress["planned"], &progress["state"]),
        (&json!(2), &json!(2), &json!("cancelled"))
    );
    assert_eq!(sale.moved(&next, "resume").await.problem(), "invalid_parameter");
}

#[tokio::test]
async fn without_its_topic_nothing_is_sent() {
    let sale = Sale::open(4).await;
    let id = sale.half_asleep(&everyone("Roses")).await;
    let archived = json!({"label": "Offers", "description": "", "is_archived": true});
    sale.call(Method::PUT, &sale.olga, "/v1/brand/topics/offers", &archived).await.expect(200);
    sale.forward(12 * HOUR);
    sale.until(&id, |progress| progress["state"] == "paused").await;
    assert_eq!(sale.campaign(&id).await["paused_by"], "audience_gone");
    assert_eq!(sale.counts().await, [0, 1, 0, 1]);
}
