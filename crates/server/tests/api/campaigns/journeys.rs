//! Journeys: what comes after a campaign's message, to whom, and when no more does.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;

use super::links::{click, token};
use super::scene::{HOUR, Sale, everyone};

const DAY: u64 = 24 * HOUR;

/// After two days a reminder to those who have not read it, a day later a last word to those who opened no link of that.
const FLOW: &str = "\
v: 1
name: Reminders
language: en
start: pause
nodes:
  pause: { wait: { for: 2d, then: look } }
  look:
    condition:
      if: { compare: { value: campaign.seen, is: equal, to: true } }
      then: over
      otherwise: remind
  remind: { promote: { message: reminder, then: rest } }
  rest: { wait: { for: 1d, then: ask } }
  ask:
    condition:
      if: { compare: { value: campaign.clicked, is: equal, to: true } }
      then: over
      otherwise: word
  word: { promote: { message: last, then: over } }
  over: { end: {} }
";

/// A reminder to all, after so long.
fn after(time: &str) -> String {
    format!(
        "{{\"v\": 1, \"name\": \"One\", \"language\": \"en\", \"start\": \"pause\", \"nodes\": {{
            \"pause\": {{\"wait\": {{\"for\": \"{time}\", \"then\": \"remind\"}}}},
            \"remind\": {{\"promote\": {{\"message\": \"reminder\", \"then\": \"over\"}}}},
            \"over\": {{\"end\": {{}}}}}}}}"
    )
}

fn message(name: &str, text: &str) -> Value {
    json!({"name": name, "texts": [{"language": "en", "text": text}]})
}

/// A campaign for everyone with a journey of these messages.
fn with(flow: &str, messages: &[Value]) -> Value {
    let mut campaign = everyone("Roses");
    campaign["goal"] = json!({"reached_by": {"event": "Booked"}, "days": 7});
    campaign["journey"] = json!({"flow": flow, "messages": messages});
    campaign
}

fn reminders() -> Value {
    with(FLOW, &[message("reminder", "Roses, {{customer}}?"), message("last", "The last roses")])
}

/// Whether so many are under way, came to the end, and reached the goal.
fn on_journey(under_way: u64, ended: u64, reached_goal: u64) -> impl Fn(&Value) -> bool {
    let wanted = json!({"under_way": under_way, "ended": ended, "reached_goal": reached_goal});
    move |progress| progress["journey"] == wanted && progress["planned"] == 0
}

impl Sale {
    async fn sets_out(&self, campaign: &Value) -> String {
        let id = self.draft(campaign).await;
        self.moved(&id, "submit").await.expect(200);
        let people = self.customers.len() as u64;
        self.until(&id, |progress| progress["sent"] == people && on_journey(people, 0, 0)(progress)).await;
        id
    }

    /// Has everything done that is due, until everyone has so many promotions.
    async fn until_all_have(&self, promotions: usize) {
        for _ in 0..2_000 {
            self.engage.run_due_campaigns().await.expect("sends");
            if self.counts().await.iter().all(|count| *count == promotions) {
                return;
            }
            // The node's own worker may be at it.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("it does not come so far: {:?}", self.counts().await);
    }

    /// Has everything done that is due, until a message of the journey was told or skipped once.
    async fn until_counted(&self, id: &str, message: usize, what: &str) {
        for _ in 0..2_000 {
            self.engage.run_due_campaigns().await.expect("sends");
            let report = self.report(id).await;
            if report["journey"]["messages"][message][what] == 1 {
                return;
            }
            // The node's own worker may be at it.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("it does not come so far: {}", self.report(id).await);
    }
}

#[tokio::test]
async fn who_has_not_read_it_is_reminded_and_nobody_else() {
    let sale = Sale::awake(4).await;
    let id = sale.draft(&reminders()).await;
    assert_eq!(sale.dry_run(&id).await["journey_messages"], 2);
    sale.moved(&id, "submit").await.expect(200);
    let progress = sale.until(&id, |progress| progress["sent"] == 4 && on_journey(4, 0, 0)(progress)).await;
    assert_eq!(progress["state"], "running", "it is not finished while somebody is under way");
    sale.forward(HOUR);
    sale.read_to(0, 2).await;
    sale.did(2, "b", "Booked", sale.now()).await;
    sale.consent(&sale.conversations[3], "withdrawn").await;
    sale.forward(2 * DAY - HOUR - 1);
    sale.engage.run_due_campaigns().await.expect("nothing is due");
    assert_eq!(sale.counts().await, [1; 4]);
    sale.forward(1);
    let progress = sale.until(&id, on_journey(1, 2, 1)).await;
    assert_eq!((&progress["sent"], &progress["skipped"]), (&json!(4), &json!([])), "of its own message");
    assert_eq!(sale.counts().await, [1, 2, 1, 1]);
    assert_eq!(sale.got(1).await[1], ("Roses, customer1?".to_owned(), sale.now()));
    sale.forward(DAY);
    let progress = sale.finished(&id).await;
    assert!(on_journey(0, 3, 1)(&progress), "{progress}");
    assert_eq!(sale.counts().await, [1, 3, 1, 1]);
    assert_eq!(sale.got(1).await[2].0, "The last roses");
    assert_eq!(sale.campaign(&id).await["sent"], 4, "people, not messages");

    // An order or whatever is the goal counts for the first message, though another came between.
    sale.did(1, "c", "Booked", sale.now()).await;
    sale.read_to(1, 3).await;
    sale.forward(61);
    let report = sale.report(&id).await;
    let own = &report["variants"][0];
    assert_eq!((&own["people"], &own["seen"], &own["converted"]), (&json!(4), &json!(2), &json!(2)));
    let none = json!(0);
    let figures = |name: &str, told: u64, seen: u64, skipped: u64| json!({"name": name, "told": told, "seen": seen, "clicked": none, "replied": none, "skipped": skipped, "recalled": none});
    let wanted = json!([figures("reminder", 1, 1, 1), figures("last", 1, 0, 0)]);
    assert_eq!(report["journey"]["messages"], wanted);
    assert_eq!(report["journey"]["progress"], json!({"under_way": 0, "ended": 3, "reached_goal": 1}));
    // Each message has its line where deliveries are taken out.
    let lines = sale.csv(&sale.mark, &id, "deliveries").await;
    assert!(lines[0].contains(",occurrence,message,variant,"), "{}", lines[0]);
    let of = |name: &str| lines.iter().filter(|line| line.contains(&format!(",\"{name}\","))).count();
    assert_eq!((of("reminder"), of("last"), lines.len()), (2, 1, 8));
}

#[tokio::test]
async fn a_pause_holds_it_and_a_cancelled_one_goes_no_further() {
    let sale = Sale::awake(2).await;
    let one = with(&after("1d"), &[message("reminder", "Roses?")]);
    let id = sale.sets_out(&one).await;
    sale.moved(&id, "pause").await.expect(200);
    sale.forward(3 * DAY);
    sale.engage.run_due_campaigns().await.expect("nothing is done");
    assert_eq!(sale.counts().await, [1, 1]);
    assert_eq!(sale.progress(&id).await["journey"]["under_way"], 2);
    sale.moved(&id, "resume").await.expect(200);
    assert!(on_journey(0, 2, 0)(&sale.finished(&id).await));
    assert_eq!(sale.counts().await, [2, 2]);

    let id = sale.sets_out(&one).await;
    assert_eq!(sale.counts().await, [3, 3]);
    sale.moved(&id, "cancel").await.expect(200);
    sale.forward(3 * DAY);
    sale.engage.run_due_campaigns().await.expect("measures");
    assert_eq!(sale.counts().await, [3, 3]);
    assert!(on_journey(0, 2, 0)(&sale.progress(&id).await));
}

#[tokio::test]
async fn links_count_for_their_message_and_all_of_it_is_taken_back() {
    let sale = Sale::awake(3).await;
    let mut campaign = with(&after("1h"), &[message("reminder", "Still: https://shop.example/roses")]);
    campaign["variants"][0]["texts"][0]["text"] = json!("Look: https://shop.example/roses");
    let id = sale.sets_out(&campaign).await;
    sale.forward(HOUR);
    sale.finished(&id).await;
    sale.forward(HOUR);
    let (first, second) = (sale.got(0).await, sale.got(1).await);
    // Somebody opens the first after the second has come.
    click(&sale.node, &token(&first[0].0)).await;
    click(&sale.node, &token(&second[1].0)).await;
    let report = sale.report(&id).await;
    let link = json!({"url": "https://shop.example/roses", "people": 1});
    let mut later = link.clone();
    later["message"] = json!("reminder");
    assert_eq!(report["links"], json!([link, later]));
    assert_eq!(report["variants"][0]["clicked"], 1);
    assert_eq!(report["journey"]["messages"][0]["clicked"], 1);

    // What nobody opened is taken back, whichever message it is.
    let progress = sale.recalled(&id).await;
    assert_eq!((&progress["recalled"], &progress["sent"]), (&json!(2), &json!(1)));
    let report = sale.report(&id).await;
    assert_eq!(
        (&report["journey"]["messages"][0]["told"], &report["journey"]["messages"][0]["recalled"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(sale.counts().await, [1, 1, 0]);
}

#[tokio::test]
async fn whose_message_is_taken_back_hears_no_more() {
    let sale = Sale::awake(2).await;
    let id = sale.sets_out(&with(&after("1d"), &[message("reminder", "Roses?")])).await;
    sale.forward(HOUR);
    sale.read_to(0, 2).await;
    sale.moved(&id, "pause").await.expect(200);
    sale.recalled(&id).await;
    sale.moved(&id, "resume").await.expect(200);
    sale.forward(DAY);
    sale.finished(&id).await;
    assert_eq!(sale.counts().await, [2, 0]);
}

/// Regression: a message that waited for the night's end came though what it follows was gone, and the rest of the journey after it.
#[tokio::test]
async fn what_waits_to_follow_does_not_come_once_the_first_is_taken_back() {
    let sale = Sale::awake(1).await;
    let id = sale.sets_out(&with(&after("1h"), &[message("reminder", "Roses?")])).await;
    sale.settle(&json!({"quiet_from": "00:00", "quiet_until": "23:59"})).await;
    sale.forward(HOUR);
    sale.until(&id, |progress| progress["next_at"].as_i64().is_some_and(|at| at > sale.now())).await;
    sale.moved(&id, "pause").await.expect(200);
    sale.recalled(&id).await;
    sale.settle(&json!({"quiet_until": "00:00"})).await;
    sale.moved(&id, "resume").await.expect(200);
    sale.forward(DAY);
    assert!(on_journey(0, 1, 0)(&sale.finished(&id).await));
    assert_eq!(sale.counts().await, [0]);
}

/// Regression: they stayed on it, step by step, without a message.
#[tokio::test]
async fn who_comes_onto_the_list_leaves_it() {
    let sale = Sale::awake(1).await;
    let flow = after("1h").replace("\"then\": \"over\"", "\"then\": \"over\", \"skipped\": \"pause\"");
    let id = sale.sets_out(&with(&flow, &[message("reminder", "Roses?")])).await;
    let whom = json!({"conversation": sale.conversations[0]});
    sale.call(Method::POST, &sale.mark, "/v1/brand/suppressions", &whom).await.expect(201);
    sale.forward(HOUR);
    assert!(on_journey(0, 1, 0)(&sale.finished(&id).await));
    assert_eq!(sale.counts().await, [1]);
}

/// Regression: once it had gone on after a pause, nothing made it pause by itself, as only those counted who got its own message.
#[tokio::test]
async fn it_pauses_by_itself_after_it_went_on_again() {
    let sale = Sale::awake(3).await;
    sale.settle(&json!({"opt_out_after": 2, "opt_out_percent": 10})).await;
    let flow = "\
v: 1
name: Two
language: en
start: rest
nodes:
  rest: { wait: { for: 1h, then: one } }
  one: { promote: { message: a, then: pause } }
  pause: { wait: { for: 1d, then: two } }
  two: { promote: { message: b, then: over } }
  over: { end: {} }
";
    let id = sale.sets_out(&with(flow, &[message("a", "A"), message("b", "B")])).await;
    sale.moved(&id, "pause").await.expect(200);
    sale.moved(&id, "resume").await.expect(200);
    sale.forward(HOUR);
    sale.until(&id, |progress| progress["journey"]["under_way"] == 3 && progress["planned"] == 0).await;
    sale.until_all_have(2).await;
    sale.node.send(&sale.customers[0], &sale.conversations[0], "stop").await;
    sale.forward(DAY);
    sale.until(&id, |progress| progress["state"] == "paused").await;
    assert_eq!(sale.campaign(&id).await["paused_by"], "opt_outs");
    assert_eq!(sale.counts().await, [2; 3], "nobody gets the second");
}

#[tokio::test]
async fn an_answer_ends_it_and_so_does_a_word_that_stops_it() {
    let sale = Sale::awake(3).await;
    let mut campaign = with(&after("1d"), &[message("reminder", "Roses?")]);
    campaign["goal"] = json!({"reached_by": "reply", "days": 7});
    let id = sale.sets_out(&campaign).await;
    sale.forward(HOUR);
    sale.node.send(&sale.customers[0], &sale.conversations[0], "yes!").await;
    sale.node.send(&sale.customers[1], &sale.conversations[1], "stop").await;
    sale.forward(DAY);
    assert!(on_journey(0, 2, 1)(&sale.finished(&id).await));
    assert_eq!(sale.counts().await, [1, 1, 2]);
    let report = sale.report(&id).await;
    assert_eq!((&report["variants"][0]["opted_out"], &report["variants"][0]["converted"]), (&json!(1), &json!(1)));
    assert_eq!(report["journey"]["messages"][0]["replied"], 0);
}

#[tokio::test]
async fn its_messages_count_for_caps_and_who_has_had_enough_goes_on_without_them() {
    let sale = Sale::awake(1).await;
    sale.settle(&json!({"cap": 2, "cap_days": 7})).await;
    let flow = "\
v: 1
name: Three
language: en
start: one
nodes:
  one: { promote: { message: a, then: pause } }
  pause: { wait: { for: 1d, then: two } }
  two: { promote: { message: b, then: over, skipped: later } }
  later: { wait: { for: 7d, then: three } }
  three: { promote: { message: c, then: over } }
  over: { end: {} }
";
    let all = [message("a", "A"), message("b", "B"), message("c", "C")];
    let id = sale.draft(&with(flow, &all)).await;
    sale.moved(&id, "submit").await.expect(200);
    // The first comes at once.
    sale.until_counted(&id, 0, "told").await;
    assert_eq!(sale.counts().await, [2]);
    sale.forward(DAY);
    sale.until_counted(&id, 1, "skipped").await;
    assert_eq!(sale.counts().await, [2], "two in seven days");
    sale.forward(7 * DAY);
    sale.finished(&id).await;
    let texts: Vec<String> = sale.got(0).await.into_iter().map(|(text, _)| text).collect();
    assert_eq!(texts, ["Roses", "A", "C"]);
    assert_eq!(sale.report(&id).await["journey"]["messages"][1]["skipped"], 1);
}

#[tokio::test]
async fn who_is_on_it_is_not_taken_in_again_until_it_is_over() {
    let sale = Sale::awake(1).await;
    let mut campaign = with(&after("3d"), &[message("reminder", "Roses?")]);
    campaign["schedule"] = json!({"when": {"event": "Viewed", "again_after_days": 1}});
    let id = sale.runs(&campaign).await;
    sale.forward(1);
    sale.did(0, "a", "Viewed", sale.now()).await;
    sale.until(&id, |progress| progress["sent"] == 1 && on_journey(1, 0, 0)(progress)).await;
    sale.forward(2 * DAY);
    sale.did(0, "b", "Viewed", sale.now()).await;
    sale.until(&id, on_journey(1, 0, 0)).await;
    assert_eq!(sale.counts().await, [1]);
    sale.forward(DAY);
    sale.until(&id, on_journey(0, 1, 0)).await;
    assert_eq!(sale.counts().await, [2]);
    sale.forward(DAY);
    sale.did(0, "c", "Viewed", sale.now()).await;
    sale.until(&id, |progress| progress["sent"] == 2 && on_journey(1, 1, 0)(progress)).await;
    assert_eq!(sale.counts().await, [3]);
    assert_eq!(sale.report(&id).await["variants"][0]["people"], 1);
}

#[tokio::test]
async fn its_messages_are_shown_and_tried_by_their_names() {
    let sale = Sale::awake(1).await;
    let id = sale.draft(&reminders()).await;
    let path = format!("/v1/brand/campaigns/{id}/preview");
    let wanted = |name: &str| json!({"conversation": sale.conversations[0], "message": name});
    let shown = sale.call(Method::POST, &sale.olga, &path, &wanted("reminder")).await.expect(200).body;
    assert_eq!(shown["body"]["text"], "Roses, customer0?");
    assert_eq!(sale.call(Method::POST, &sale.olga, &path, &wanted("gone")).await.problem(), "invalid_parameter");
    let path = format!("/v1/brand/campaigns/{id}/test");
    let tested = sale.call(Method::POST, &sale.mark, &path, &json!({"message": "last"})).await.expect(200).body;
    assert_eq!(tested["sent"].as_array().map(Vec::len).zip(tested["unreached"].as_array().map(Vec::len)), Some((0, 1)));
    assert_eq!(
        sale.call(Method::POST, &sale.mark, &path, &json!({"message": "gone"})).await.problem(),
        "invalid_parameter"
    );
}

#[tokio::test]
async fn what_can_be_no_journey_is_refused_with_what_is_wrong() {
    let sale = Sale::awake(1).await;
    let refused = async |change: &dyn Fn(&mut Value)| {
        let mut campaign = reminders();
        change(&mut campaign);
        let answer = sale.call(Method::POST, &sale.mark, "/v1/brand/campaigns", &campaign).await;
        (answer.problem().to_owned(), answer.body["detail"].as_str().unwrap_or_default().to_owned())
    };
    let (code, detail) = refused(&|campaign| campaign["journey"]["messages"] = json!([message("last", "Last")])).await;
    assert_eq!(code, "flow_invalid");
    assert_eq!(detail, "line 12: error[unknown-message] remind.message: the campaign has no message `reminder`");
    let talks = FLOW.replace("promote: { message: reminder, then: rest }", "say: { text: Hi, then: rest }");
    let (code, detail) = refused(&|campaign| campaign["journey"]["flow"] = json!(talks)).await;
    assert!(code == "flow_invalid" && detail.contains("not-in-journeys"), "{code} {detail}");
    assert_eq!(refused(&|campaign| campaign["journey"]["flow"] = json!("v: [")).await.0, "flow_invalid");
    let (code, detail) = refused(&|campaign| {
        campaign["schedule"] = json!({"every": {"each": "day", "time": "16:00"}});
    })
    .await;
    assert!(code == "invalid_parameter" && detail.contains("returns"), "{code} {detail}");
    let codes = json!("Yours: {{voucher}}");
    let (code, detail) =
        refused(&|campaign| campaign["journey"]["messages"][0]["texts"][0]["text"] = codes.clone()).await;
    assert!(code == "invalid_parameter" && detail.contains("vouchers"), "{code} {detail}");
}

/// Steps that one node has begun another takes on, each once.
#[tokio::test]
async fn two_nodes_take_each_step_once() {
    let sale = Sale::awake(40).await;
    let Some(other) = sale.node.beside().await else { return eprintln!("skipped: one data folder has one node") };
    other.clock.set(sale.now());
    let id = sale.sets_out(&with(&after("1d"), &[message("reminder", "Roses?")])).await;
    sale.forward(DAY);
    other.clock.set(sale.now());
    let there = Engage::new(other.messaging.clone());
    let (here, there, progress) =
        tokio::join!(sale.engage.run_due_campaigns(), there.run_due_campaigns(), sale.finished(&id));
    here.and(there).expect("send");
    assert!(on_journey(0, 40, 0)(&progress), "{progress}");
    assert_eq!(sale.counts().await, vec![2; 40]);
    assert_eq!(sale.report(&id).await["journey"]["messages"][0]["told"], 40);
}
