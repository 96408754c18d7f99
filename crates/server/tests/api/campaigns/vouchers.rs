//! A code of a pool for each who gets the message, none of them twice, and nothing without one.

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;

use super::scene::{Sale, everyone};
use crate::request::Answer;

const CODES: [&str; 6] = ["ROSE-1", "ROSE-2", "ROSE-3", "ROSE-4", "ROSE-5", "ROSE-6"];

impl Sale {
    /// A pool of Mark's with the first so many codes.
    pub(super) async fn pool(&self, codes: usize) -> String {
        let named = json!({"name": "Ten percent"});
        let made = self.call(Method::POST, &self.mark, "/v1/brand/vouchers", &named).await.expect(201).body;
        let id = made["id"].as_str().expect("an id").to_owned();
        if codes > 0 {
            self.add(&id, &json!({"codes": CODES[..codes]})).await.expect(200);
        }
        id
    }

    pub(super) async fn add(&self, pool: &str, codes: &Value) -> Answer {
        self.call(Method::POST, &self.mark, &format!("/v1/brand/vouchers/{pool}/codes"), codes).await
    }

    /// How many codes of the first pool are left, and how many were given.
    pub(super) async fn left(&self) -> (Value, Value) {
        let pools = self.get("/v1/brand/vouchers").await;
        (pools["pools"][0]["left"].clone(), pools["pools"][0]["given"].clone())
    }

    /// All that customers got, in order.
    pub(super) async fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        for place in 0..self.customers.len() {
            said.extend(self.got(place).await.into_iter().map(|(text, _)| text));
        }
        said.sort();
        said
    }
}

pub(super) fn with_codes(pool: &str) -> Value {
    let mut campaign = everyone("Yours: {{voucher}}");
    campaign["vouchers"] = json!(pool);
    campaign
}

#[tokio::test]
async fn each_gets_a_code_of_their_own() {
    let sale = Sale::open(4).await;
    sale.consent(&sale.conversations[3], "withdrawn").await;
    let pool = sale.pool(6).await;
    let id = sale.draft(&with_codes(&pool)).await;
    let run = sale.dry_run(&id).await;
    assert_eq!(run["vouchers"], json!({"needed": 3, "left": 6}));
    let wanted = json!({"conversation": sale.conversations[0]});
    let preview = format!("/v1/brand/campaigns/{id}/preview");
    let shown = sale.call(Method::POST, &sale.mark, &preview, &wanted).await.expect(200).body;
    assert_eq!((&shown["body"]["text"], &shown["missing"]), (&json!("Yours: SAMPLE-CODE"), &json!([])));
    let submitted = sale.moved(&id, "submit").await.expect(200).body;
    assert_eq!(submitted["vouchers_short"], Value::Null);
    sale.finished(&id).await;
    assert_eq!(sale.said().await, ["Yours: ROSE-1", "Yours: ROSE-2", "Yours: ROSE-3"]);
    assert_eq!(sale.left().await, (json!(3), json!(3)), "who gets nothing takes none");
}

#[tokio::test]
async fn those_held_out_and_texts_without_a_voucher_take_none() {
    let sale = Sale::open(12).await;
    let pool = sale.pool(6).await;
    let mut campaign = with_codes(&pool);
    campaign["holdout_percent"] = json!(50);
    campaign["variants"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"share": 3, "texts": [{"language": "en", "text": "Roses"}]}));
    let id = sale.sent(&campaign).await;
    let given = sale.said().await.into_iter().filter(|text| text.starts_with("Yours: ")).count();
    let report = sale.report(&id).await;
    assert_eq!(report["variants"][0]["people"], json!(given));
    assert_eq!(sale.left().await, (json!(6 - given), json!(given)));
}

#[tokio::test]
async fn a_dry_pool_pauses_it_and_more_codes_let_it_go_on() {
    let sale = Sale::open(5).await;
    let pool = sale.pool(2).await;
    let id = sale.draft(&with_codes(&pool)).await;
    assert_eq!(sale.dry_run(&id).await["vouchers"], json!({"needed": 5, "left": 2}));
    let submitted = sale.moved(&id, "submit").await.expect(200).body;
    assert_eq!(submitted["vouchers_short"], 3, "it says so, and goes");
    let progress = sale.until(&id, |progress| progress["state"] == "paused").await;
    assert_eq!((&progress["sent"], &progress["planned"]), (&json!(2), &json!(3)));
    assert_eq!(sale.campaign(&id).await["paused_by"], "vouchers_gone");
    assert_eq!(sale.said().await, ["Yours: ROSE-1", "Yours: ROSE-2"], "nobody gets an empty blank");
    // Going on without codes comes to the same.
    sale.moved(&id, "resume").await.expect(200);
    sale.forward(2);
    sale.until(&id, |progress| progress["state"] == "paused").await;
    assert_eq!(sale.said().await.len(), 2);
    sale.add(&pool, &json!({"csv": "code\r\nROSE-3\r\nROSE-4\r\nROSE-5\r\n"})).await.expect(200);
    sale.moved(&id, "resume").await.expect(200);
    sale.forward(2);
    sale.finished(&id).await;
    assert_eq!(sale.said().await, CODES[..5].iter().map(|code| format!("Yours: {code}")).collect::<Vec<_>>());
    assert_eq!(sale.left().await, (json!(0), json!(5)));
}

#[tokio::test]
async fn each_time_it_is_another_code_and_what_is_taken_back_stays_given() {
    let sale = Sale::awake(1).await;
    let pool = sale.pool(6).await;
    let mut campaign = with_codes(&pool);
    campaign["schedule"] = json!({"every": {"each": "day", "time": "16:00"}});
    let id = sale.returns(&campaign).await;
    for count in [1, 2] {
        sale.to_four();
        sale.until(&id, |progress| progress["sent"] == count && progress["planned"] == 0).await;
    }
    assert_eq!(sale.said().await, ["Yours: ROSE-1", "Yours: ROSE-2"]);
    sale.moved(&id, "cancel").await.expect(200);
    assert_eq!(sale.recalled(&id).await["recalled"], 2);
    assert_eq!(sale.left().await, (json!(4), json!(2)), "who saw it announced may know it");
    let lines = sale.csv(&sale.mark, &id, "deliveries").await;
    for (line, (number, code)) in lines[1..].iter().zip([(1, "ROSE-1"), (2, "ROSE-2")]) {
        assert!(line.contains(&format!("\",{number},,1,\"recalled\",,20")), "{line}");
        assert!(line.ends_with(&format!(",\"{code}\"")), "{line}");
    }
    assert_eq!(lines.len(), 3);
}

#[tokio::test]
async fn of_one_that_is_sent_on_what_they_do_nobody_says_how_many_it_takes() {
    let sale = Sale::awake(3).await;
    let pool = sale.pool(1).await;
    let mut campaign = with_codes(&pool);
    campaign["schedule"] = json!({"when": {"event": "Viewed"}});
    let id = sale.draft(&campaign).await;
    assert_eq!(sale.dry_run(&id).await["vouchers"], Value::Null);
    let submitted = sale.moved(&id, "submit").await.expect(200).body;
    assert_eq!((&submitted["state"], &submitted["vouchers_short"]), (&json!("waiting"), &Value::Null));
    let path = format!("/v1/brand/campaigns/{id}/approval");
    sale.call(Method::POST, &sale.adam, &path, &json!({})).await.expect(200);
    sale.until(&id, |progress| progress["state"] == "running" && progress["is_planned"] == true).await;
    sale.forward(1);
    for place in [0, 1] {
        sale.did(place, &format!("seen{place}"), "Viewed", sale.now()).await;
    }
    let progress = sale.until(&id, |progress| progress["state"] == "paused").await;
    assert_eq!((&progress["sent"], &progress["planned"]), (&json!(1), &json!(1)));
    assert_eq!(sale.campaign(&id).await["paused_by"], "vouchers_gone");
    sale.add(&pool, &json!({"codes": ["ROSE-2", "ROSE-3"]})).await.expect(200);
    sale.moved(&id, "resume").await.expect(200);
    sale.forward(2);
    let progress = sale.until(&id, |progress| progress["sent"] == 2).await;
    assert_eq!((&progress["state"], &progress["planned"]), (&json!("running"), &json!(0)));
    assert_eq!(sale.said().await, ["Yours: ROSE-1", "Yours: ROSE-2"]);
    assert_eq!(sale.left().await, (json!(1), json!(2)), "who did nothing has none");
}

#[tokio::test]
async fn two_campaigns_and_many_workers_never_give_one_twice() {
    let sale = Sale::open(3).await;
    let pool = sale.pool(6).await;
    let (first, second) = (sale.draft(&with_codes(&pool)).await, sale.draft(&with_codes(&pool)).await);
    let (one, other) = tokio::join!(sale.moved(&first, "submit"), sale.moved(&second, "submit"));
    one.expect(200);
    other.expect(200);
    let others = [Engage::new(sale.node.messaging.clone()), Engage::new(sale.node.messaging.clone())];
    for _ in 0..400 {
        let (a, b, c) =
            tokio::join!(sale.engage.run_due_campaigns(), others[0].run_due_campaigns(), others[1].run_due_campaigns());
        for done in [a, b, c] {
            done.expect("sends");
        }
        if sale.progress(&first).await["state"] == "finished" && sale.progress(&second).await["state"] == "finished" {
            break;
        }
        // Who gets two at once gets the second a moment later.
        sale.forward(1);
    }
    assert_eq!(sale.said().await, CODES.map(|code| format!("Yours: {code}")));
    assert_eq!(sale.left().await, (json!(0), json!(6)));
}

#[tokio::test]
async fn codes_go_in_all_or_none_and_what_is_wrong_is_named() {
    let sale = Sale::open(1).await;
    let pool = sale.pool(2).await;
    for (codes, named) in [
        (json!({"codes": ["ROSE-9", "ROSE-1"]}), "2: `ROSE-1` is in the pool, or was"),
        (json!({"codes": ["NEW-1", "NEW-1"]}), "2: `NEW-1` stands there twice"),
        (json!({"csv": "note;code\nx;NEW-1\ny;NEW 2\n"}), "3: `NEW 2` is not 1 to 60 characters without spaces"),
        (json!({"codes": [""]}), "1: `` is not"),
        (json!({"codes": []}), "1 to 10000 codes"),
        (json!({}), "one of these"),
    ] {
        let refused = sale.add(&pool, &codes).await;
        assert_eq!(refused.problem(), "invalid_parameter", "{codes}");
        let detail = refused.body["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(named), "{detail}");
    }
    assert_eq!(sale.left().await, (json!(2), json!(0)), "nothing half done");
    // Only whoever may write campaigns does, and only to pools of the brand.
    let path = format!("/v1/brand/vouchers/{pool}/codes");
    assert_eq!(sale.call(Method::POST, &sale.anna, &path, &json!({"codes": ["A"]})).await.problem(), "forbidden");
    assert_eq!(sale.add("vch_0000000000001", &json!({"codes": ["A"]})).await.problem(), "not_found");
    let foreign = with_codes("vch_0000000000001");
    let refused = sale.call(Method::POST, &sale.mark, "/v1/brand/campaigns", &foreign).await;
    assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("vouchers")));

    // A pool that a campaign is to give of stays, also without codes; and that campaign can't be sent.
    let id = sale.draft(&with_codes(&pool)).await;
    let cleared = sale.call(Method::DELETE, &sale.mark, &path, &json!({})).await.expect(200).body;
    assert_eq!((&cleared["left"], &cleared["given"]), (&json!(0), &json!(0)));
    let remove = format!("/v1/brand/vouchers/{pool}");
    assert_eq!(sale.call(Method::DELETE, &sale.mark, &remove, &json!({})).await.problem(), "invalid_parameter");
    let refused = sale.moved(&id, "submit").await;
    assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("vouchers")));
    sale.call(Method::DELETE, &sale.mark, &format!("/v1/brand/campaigns/{id}"), &json!({})).await.expect(204);
    sale.call(Method::DELETE, &sale.mark, &remove, &json!({})).await.expect(204);
    assert_eq!(sale.get("/v1/brand/vouchers").await["pools"], json!([]));
}
