//! What was sent is taken back from whoever has not read it.

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;

use super::scene::{HOUR, Sale, everyone};

impl Sale {
    pub(super) async fn read_to(&self, place: usize, seq: i64) {
        let path = format!("/v1/conversations/{}/read", self.conversations[place]);
        self.call(Method::PUT, &self.customers[place], &path, &json!({"seq": seq})).await.expect(204);
    }

    /// A conversation as its customer has it.
    async fn held(&self, place: usize) -> Value {
        let path = format!("/v1/conversations/{}", self.conversations[place]);
        self.node.get(&path).by(&self.customers[place]).send().await.expect(200).body
    }

    pub(super) async fn recalled(&self, id: &str) -> Value {
        self.moved(id, "recall").await.expect(200);
        self.until(id, |progress| progress["is_recalling"] == false).await
    }
}

#[tokio::test]
async fn who_has_not_read_it_loses_it_and_who_has_keeps_it() {
    let sale = Sale::open(4).await;
    let id = sale.sent(&everyone("Blue roses, wrongly priced")).await;
    sale.engage.finish_search().await.expect("all can be found");
    assert!(sale.get("/v1/search?q=wrongly").await.to_string().contains(&sale.conversations[2]));
    sale.forward(HOUR);
    sale.read_to(0, 2).await;
    // Somebody writes without having looked.
    sale.node.send(&sale.customers[1], &sale.conversations[1], "Hello?").await;
    let before = sale.held(1).await["conversation"].clone();
    assert_eq!((&before["unread"], &before["head"], &before["recalled"]), (&json!(1), &json!(3), &Value::Null));
    let progress = sale.recalled(&id).await;
    assert_eq!(
        [&progress["sent"], &progress["recalled"], &progress["state"]],
        [&json!(1), &json!(3), &json!("finished")]
    );
    assert_eq!(sale.got(0).await[0].0, "Blue roses, wrongly priced");
    for place in 1..4 {
        let held = sale.held(place).await;
        let conversation = &held["conversation"];
        assert_eq!((&conversation["unread"], &conversation["recalled"]), (&json!(0), &json!([2])), "{place}");
        let event = &held["events"][1];
        assert_eq!((&event["seq"], &event["body"]), (&json!(2), &json!({"v": 1, "text": ""})));
        let team = sale.get(&format!("/v1/conversations/{}", sale.conversations[place])).await;
        assert_eq!((&team["events"][1]["body"], &team["conversation"]["recalled"]), (&event["body"], &json!([2])));
    }
    assert_eq!(sale.held(0).await["conversation"]["recalled"], Value::Null);
    assert_eq!(sale.campaign(&id).await["sent"], 1);
    // What comes later counts, and reading it counts what is there.
    sale.node.send(&sale.anna, &sale.conversations[1], "Hello!").await;
    assert_eq!(sale.held(1).await["conversation"]["unread"], 1);
    sale.read_to(1, 4).await;
    assert_eq!(sale.held(1).await["conversation"]["unread"], 0);

    let report = sale.report(&id).await;
    assert_eq!((&report["recalled"], &report["variants"][0]["people"]), (&json!(3), &json!(1)));
    sale.engage.finish_search().await.expect("all can be found");
    let found = sale.get("/v1/search?q=wrongly").await.to_string();
    assert!(found.contains(&sale.conversations[0]) && !found.contains(&sale.conversations[2]), "{found}");
    let audit = sale.get("/v1/brand/audit").await;
    assert!(audit["entries"].as_array().expect("entries").iter().any(|entry| entry["deed"] == "campaign_recalled"));
    // Once more finds nothing to do.
    assert_eq!(sale.recalled(&id).await["recalled"], 3);
}

#[tokio::test]
async fn only_what_rests_is_taken_back_and_what_is_opened_is_read() {
    let sale = Sale::open(3).await;
    let draft = sale.draft(&everyone("Roses")).await;
    let refused = sale.moved(&draft, "recall").await;
    assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("move")));
    sale.moved(&draft, "submit").await.expect(200);
    sale.moved(&draft, "cancel").await.expect(200);

    let id = sale.sent(&everyone("Roses: https://shop.example/roses")).await;
    sale.forward(HOUR);
    let text = sale.got(2).await[0].0.clone();
    let path = text.split_once("dm.example.com").expect("a short link").1;
    let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    assert_eq!(sale.node.get(path).header("user-agent", browser).send().await.status, 302);
    let path = format!("/v1/brand/campaigns/{id}/moves");
    let by_an_agent = sale.call(Method::POST, &sale.anna, &path, &json!({"move": "recall"})).await;
    assert_eq!(by_an_agent.problem(), "forbidden");
    assert_eq!(sale.recalled(&id).await["recalled"], 2);
    assert_eq!(sale.got(2).await[0].0, text);
    // Nothing is said of what it did: who read it at once is not like those held out.
    let report = sale.report(&id).await;
    assert_eq!((&report["conversion"], &report["variants"][0]["clicked"]), (&Value::Null, &json!(1)));
}

#[tokio::test]
async fn whoever_goes_on_from_another_takes_each_back_once() {
    let sale = Sale::open(40).await;
    let id = sale.sent(&everyone("Roses")).await;
    sale.forward(HOUR);
    for place in (0..40).step_by(2) {
        sale.read_to(place, 2).await;
    }
    sale.moved(&id, "recall").await.expect(200);
    let other = Engage::new(sale.node.messaging.clone());
    let (here, there) = tokio::join!(sale.engage.run_due_campaigns(), other.run_due_campaigns());
    here.expect("takes back");
    there.expect("takes back");
    let progress = sale.until(&id, |progress| progress["is_recalling"] == false).await;
    assert_eq!((&progress["sent"], &progress["recalled"]), (&json!(20), &json!(20)));
    assert_eq!(sale.campaign(&id).await["sent"], 20);
    for place in 0..40 {
        let conversation = sale.held(place).await["conversation"].clone();
        let wanted = if place % 2 == 0 { Value::Null } else { json!([2]) };
        assert_eq!((&conversation["recalled"], &conversation["unread"]), (&wanted, &json!(0)), "{place}");
    }
}

#[tokio::test]
async fn what_is_paused_goes_on_once_it_is_taken_back() {
    let sale = Sale::open(4).await;
    for place in [1, 3] {
        sale.know(place, &json!({"time_zone": "Asia/Tokyo"})).await;
    }
    let id = sale.draft(&everyone("Roses")).await;
    sale.moved(&id, "submit").await.expect(200);
    sale.until(&id, |progress| progress["sent"] == 2 && progress["planned"] == 2).await;
    assert_eq!(sale.moved(&id, "recall").await.problem(), "invalid_parameter", "it runs");
    sale.moved(&id, "pause").await.expect(200);
    let progress = sale.recalled(&id).await;
    assert_eq!(
        [&progress["state"], &progress["recalled"], &progress["planned"]],
        [&json!("paused"), &json!(2), &json!(2)]
    );
    sale.moved(&id, "resume").await.expect(200);
    sale.forward(12 * HOUR);
    let progress = sale.finished(&id).await;
    assert_eq!((&progress["sent"], &progress["recalled"]), (&json!(2), &json!(2)));
    assert_eq!(sale.counts().await, [0, 1, 0, 1]);
}
