//! Search: what a brand's members find, a moment after it was said, and that nobody else does.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;
use tokio::time::{Instant, sleep};

use crate::node::{Node, Person};
use crate::request::{Answer, message};

/// How long what was said may take to be found, on a busy machine.
const FOUND_WITHIN: Duration = Duration::from_secs(20);

/// A query as it stands in an address.
fn address(query: &str, more: &str) -> String {
    let escaped: String = query.bytes().map(|byte| format!("%{byte:02x}")).collect();
    format!("/v1/search?q={escaped}{more}")
}

async fn ask(node: &Node, by: &Person, query: &str, more: &str) -> Answer {
    node.get(&address(query, more)).by(by).send().await
}

/// What is found when all that happened can be.
async fn find(node: &Node, by: &Person, query: &str) -> Value {
    Engage::new(node.messaging.clone()).finish_search().await.expect("all can be found");
    ask(node, by, query, "").await.expect(200).body
}

/// What kind each text that was found is, and where it stands.
fn places(page: &Value) -> Vec<(&str, i64)> {
    let texts = page["texts"].as_array().expect("texts").iter();
    texts.map(|text| (text["kind"].as_str().expect("a kind"), text["seq"].as_i64().expect("a seq"))).collect()
}

/// The marked parts of a text that was found.
fn marked(text: &Value) -> Vec<String> {
    let snippet: Vec<char> = text["snippet"].as_str().expect("a snippet").chars().collect();
    let number = |mark: &Value, name: &str| usize::try_from(mark[name].as_u64().expect("a number")).expect("a place");
    let part = |mark: &Value| snippet[number(mark, "offset")..][..number(mark, "length")].iter().collect();
    text["marks"].as_array().expect("marks").iter().map(part).collect()
}

async fn note(node: &Node, by: &Person, conversation: &str, text: &str) {
    let path = format!("/v1/conversations/{conversation}/notes");
    node.post(&path).by(by).json(&message(text)).send().await.expect(201);
}

async fn change(node: &Node, by: &Person, conversation: &str, change: Value) {
    let path = format!("/v1/conversations/{conversation}/ticket");
    node.request(Method::PATCH, &path).by(by).json(&change).send().await.expect(200);
}

#[tokio::test]
async fn what_was_said_is_found_a_moment_later_without_anyone_asking_for_it() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let olga = node.shop(&node.person("olga").await).await;
    node.ask(&ada, "Where is my Teapot?").await;
    let begun = Instant::now();
    loop {
        let page = ask(&node, &olga, "teap", "").await.expect(200).body;
        if places(&page) == [("message", 1)] {
            assert_eq!(marked(&page["texts"][0]), ["Teapot"]);
            return;
        }
        assert!(begun.elapsed() < FOUND_WITHIN, "{page}");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn messages_notes_customers_tickets_and_labels() {
    let node = Node::start().await;
    let (ada, ben) = (node.person("ada").await, node.person("ben").await);
    let olga = node.shop(&node.person("olga").await).await;
    let anna = node.member(&olga, "anna", "agent").await;
    let first = node.ask(&ada, "My parcel has not arrived, and the voucher is gone").await;
    node.send(&anna, &first, "Your parcel is on its way").await;
    note(&node, &anna, &first, "the parcel was lost once before").await;
    change(&node, &anna, &first, json!({"add_labels": ["Very late"], "status": "pending"})).await;
    let second = node.ask(&ben, "A parcel came, but it is not mine").await;

    let all = find(&node, &olga, "parcel ").await;
    assert_eq!(places(&all), [("message", 1), ("note", places(&all)[1].1), ("message", 2), ("message", 1)]);
    assert_eq!(all["texts"][0]["conversation"], json!(second));
    assert_eq!(all["texts"][1]["place"], 2);
    assert_eq!(all["texts"][1]["author"], json!(anna.account));
    assert_eq!(all["texts"][2]["author"], json!(olga.brand()));
    assert_eq!(all["conversations"].as_array().map(Vec::len), Some(2));
    assert_eq!(all["next"], Value::Null);

    for (query, expected) in [
        ("\"parcel has not\"", vec![("message", 1)]),
        ("\"not has parcel\"", vec![]),
        ("parcel voucher ", vec![("message", 1)]),
        ("parcel from:customer ", vec![("message", 1), ("message", 1)]),
        ("parcel from:agent ", vec![("message", 2)]),
        ("lost in:notes", vec![("note", places(&all)[1].1)]),
        ("parcel is:open", vec![("message", 1)]),
        ("from:agent is:pending", vec![("message", 2)]),
        ("parcel label:\"very late\" from:customer", vec![("message", 1)]),
        ("parcel label:unknown", vec![]),
        ("parcel assignee:anna from:agent", vec![("message", 2)]),
        ("parcel assignee:me", vec![]),
        ("parcel assignee:nobody", vec![("message", 1)]),
        ("parcel #2", vec![("message", 1)]),
        ("parcel before:2000-01-01", vec![]),
        ("parcel after:2100-01-01", vec![]),
        ("voucher parc", vec![("message", 1)]),
        ("vouch parcel", vec![]),
    ] {
        assert_eq!(places(&find(&node, &olga, query).await), expected, "{query}");
    }
    let mine = ask(&node, &anna, "parcel assignee:me from:agent", "").await.expect(200).body;
    assert_eq!(places(&mine), [("message", 2)]);

    let numbered = find(&node, &olga, "#2").await;
    assert_eq!(numbered["tickets"][0]["ticket"]["ordinal"], 2);
    assert_eq!(numbered["tickets"][0]["conversation"]["peer"]["handle"], "ben");
    assert_eq!(find(&node, &olga, "2").await["tickets"][0]["ticket"]["ordinal"], 2);
    assert_eq!(find(&node, &olga, "be").await["customers"], json!([second]));
    assert_eq!(find(&node, &olga, "late").await["labels"], json!(["Very late"]));
    assert_eq!(find(&node, &olga, "late is:open").await["labels"], json!([]));
}

#[tokio::test]
async fn pages_follow_each_other_and_the_best_come_first() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let olga = node.shop(&node.person("olga").await).await;
    let conversation = node.ask(&ada, "refund voucher").await;
    for number in 2..=25 {
        node.send(&ada, &conversation, &format!("number {number}: a refund would be fine, and so would be a voucher"))
            .await;
    }
    assert_eq!(places(&find(&node, &olga, "refund voucher ").await).len(), 20);
    let (mut after, mut seen) = (String::new(), Vec::new());
    loop {
        let page = ask(&node, &olga, "refund voucher ", &format!("&limit=10{after}")).await.expect(200).body;
        seen.extend(places(&page).into_iter().map(|(_, seq)| seq));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert!(seen.iter().rev().copied().eq(1..=25), "{seen:?}");
    let best = ask(&node, &olga, "refund voucher ", "&order=best").await.expect(200).body;
    assert_eq!((places(&best)[0], &best["next"]), (("message", 1), &Value::Null));
    // With a filter of tickets, too.
    let open = ask(&node, &olga, "refund is:open", "&limit=24").await.expect(200).body;
    assert_eq!((places(&open).len(), open["next"].is_string()), (24, true));
}

#[tokio::test]
async fn a_query_that_cannot_be_read_says_where() {
    let node = Node::start().await;
    let olga = node.shop(&node.person("olga").await).await;
    for (query, more, field) in
        [("refund is:lost", "", "q"), ("", "", "q"), ("refund", "&limit=51", "limit"), ("refund", "&after=x", "after")]
    {
        let code = if field == "q" { "text_invalid" } else { "invalid_parameter" };
        let refused = ask(&node, &olga, query, more).await;
        assert_eq!((refused.problem(), &refused.body["field"]), (code, &json!(field)), "{query} {more}");
    }
    let refused = ask(&node, &olga, "refund is:lost", "").await.body;
    assert_eq!(refused["detail"], "at character 8: is: takes open, pending, snoozed or resolved");
}

#[tokio::test]
async fn nobody_finds_what_is_not_theirs() {
    let node = Node::start().await;
    let (ada, ben) = (node.person("ada").await, node.person("ben").await);
    let olga = node.shop(&node.person("olga").await).await;
    let other = json!({"handle": "bakery", "display_name": "The Bakery"});
    let mallory = node.person("mallory").await;
    let other = node.post("/v1/brands").by(&mallory).json(&other).send().await.expect(201);
    let bakery =
        mallory.clone().acting_for(other.body["account"]["id"].as_str().expect("an id").parse().expect("an id"));
    let conversation = node.ask(&ada, "a secret for the shop").await;
    note(&node, &olga, &conversation, "a secret of the shop").await;
    // Between people: no one's to find, not even by the two.
    let private = json!({"handle": "ben"});
    let private = node.post("/v1/conversations").by(&ada).json(&private).send().await.expect(201);
    let private = private.body["conversation"]["id"].as_str().expect("an id").to_owned();
    node.send(&ada, &private, "a secret between us").await;

    let found = find(&node, &olga, "secret").await;
    assert_eq!(places(&found).len(), 2);
    assert!(found["texts"].as_array().expect("texts").iter().all(|text| text["conversation"] == json!(conversation)));
    for query in ["secret", "secret in:notes", "ada", "#1", "from:customer"] {
        let page = find(&node, &bakery, query).await;
        assert_eq!(
            (&page["texts"], &page["customers"], &page["tickets"], &page["conversations"]),
            (&json!([]), &json!([]), &json!([]), &json!([])),
            "{query}"
        );
    }
    for person in [&ada, &ben] {
        assert_eq!(ask(&node, person, "secret", "").await.expect(403).body["code"], "forbidden");
    }
    let outsider = mallory.acting_for(olga.brand());
    assert_eq!(ask(&node, &outsider, "secret", "").await.status, 403);
    assert_eq!(node.get(&address("secret", "")).send().await.status, 401);
}

#[tokio::test]
async fn a_customer_is_found_by_a_new_name_and_no_more_by_the_old() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let olga = node.shop(&node.person("olga").await).await;
    let conversation = node.ask(&ada, "hello").await;
    assert_eq!(find(&node, &olga, "ada").await["customers"], json!([conversation]));
    let named = json!({"display_name": "Zoë Müller-Lüdenscheidt"});
    node.request(Method::PATCH, "/v1/me").by(&ada).json(&named).send().await.expect(200);
    node.messaging.finish_jobs().await.expect("jobs");
    assert_eq!(find(&node, &olga, "zoe ludensch").await["customers"], json!([conversation]));
    assert_eq!(find(&node, &olga, "zoe ada").await["customers"], json!([conversation]), "the handle is the same");
}

#[tokio::test]
async fn all_is_found_again_when_it_is_made_anew() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let olga = node.shop(&node.person("olga").await).await;
    let conversation = node.ask(&ada, "needle 1").await;
    for number in 2..=30 {
        node.send(&ada, &conversation, &format!("needle {number}")).await;
    }
    note(&node, &olga, &conversation, "needle").await;
    let before = find(&node, &olga, "needle ").await;
    node.messaging.db().write(async |tx| subrosa_store::search::outdate(tx).await).await.expect("writes");
    let after = find(&node, &olga, "needle ").await;
    assert_eq!(before, after);
    assert_eq!(places(&after).len(), 20);
}
