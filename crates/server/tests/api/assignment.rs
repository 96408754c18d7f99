//! Tickets that are given to members by themselves.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::Person;
use crate::teams::Scene;

const MINUTE: i64 = 60_000;

impl Scene {
    /// Tickets of no team are given by a rule from now on; Olga, the owner, is away.
    async fn by(&self, rule: &str) {
        self.away(&self.olga, true).await;
        let set = self.node.request(Method::PUT, "/v1/brand/assignment").by(&self.olga).json(&json!({"rule": rule}));
        assert_eq!(set.send().await.expect(200).body, json!({"rule": rule}));
    }

    /// A new customer writes; in which conversation.
    async fn customer(&self, name: &str) -> String {
        let customer = self.node.person(name).await;
        self.node.ask(&customer, "hello").await
    }

    async fn ticket(&self, conversation: &str) -> Value {
        let path = format!("/v1/conversations/{conversation}");
        self.node.get(&path).by(&self.olga).send().await.expect(200).body["conversation"]["thread"]["ticket"].clone()
    }

    /// Who holds it: `anna`, `ben`, or nobody.
    async fn holder(&self, conversation: &str) -> &'static str {
        let ticket = self.ticket(conversation).await;
        let is = |person: &Person| ticket["assignee"] == json!(person.account);
        if is(&self.anna) {
            "anna"
        } else if is(&self.ben) {
            "ben"
        } else {
            assert!(ticket["assignee"].is_null() && ticket["queued_at"].is_i64());
            "nobody"
        }
    }

    async fn holders(&self, conversations: &[String]) -> Vec<&'static str> {
        let mut holders = Vec::new();
        for conversation in conversations {
            holders.push(self.holder(conversation).await);
        }
        holders
    }

    async fn work(&self, person: &Person, work: &Value) {
        let path = format!("/v1/brand/members/{}", person.account);
        self.node.request(Method::PATCH, &path).by(&self.olga).json(work).send().await.expect(204);
    }

    async fn call(&self) {
        self.node.messaging.call_waiting_tickets().await.expect("calls");
    }

    async fn before(&self, conversation: &str) -> Value {
        let path = format!("/v1/conversations/{conversation}/queue");
        self.node.get(&path).by(&self.anna).send().await.expect(200).body["before"].clone()
    }
}

#[tokio::test]
async fn in_turn_to_those_who_are_there() {
    let scene = Scene::open().await;
    scene.by("round_robin").await;
    let first = scene.customer("cus1").await;
    assert_eq!(scene.holder(&first).await, "nobody", "nobody is at work yet");
    scene.away(&scene.anna, false).await;
    scene.call().await;
    assert_eq!(scene.holder(&first).await, "anna");
    scene.away(&scene.ben, false).await;
    let mut others = Vec::new();
    for name in ["cus2", "cus3", "cus4"] {
        others.push(scene.customer(name).await);
    }
    assert_eq!(scene.holders(&others).await, ["ben", "anna", "ben"]);
    let journal = scene.node.get(&format!("/v1/conversations/{}/journal", others[0])).by(&scene.anna).send().await;
    let told = journal.expect(200).body["entries"].as_array().expect("entries").clone();
    let given = told.iter().find(|entry| entry["what"]["kind"] == "assigned").expect("it is told");
    assert_eq!((&given["what"]["to"], &given["author"]), (&json!(scene.ben.account), &json!(scene.olga.brand())));

    // Who goes away keeps what they hold, and gets no more; who does not say so is gone ten minutes later.
    scene.away(&scene.anna, true).await;
    let more = vec![scene.customer("cus5").await, scene.customer("cus6").await];
    assert_eq!(scene.holders(&more).await, ["ben", "ben"]);
    assert_eq!(scene.holder(&first).await, "anna");
    scene.node.clock.set(scene.node.messaging.now().milliseconds() + 11 * MINUTE);
    assert_eq!(scene.holder(&scene.customer("cus7").await).await, "nobody");
}

#[tokio::test]
async fn nobody_gets_more_than_they_hold_at_most() {
    let scene = Scene::open().await;
    scene.by("least_load").await;
    scene.work(&scene.anna, &json!({"capacity": 2})).await;
    scene.away(&scene.anna, false).await;
    let mut all = Vec::new();
    for name in ["cus1", "cus2", "cus3", "cus4"] {
        all.push(scene.customer(name).await);
        scene.node.clock.set(scene.node.messaging.now().milliseconds() + 1_000);
    }
    assert_eq!(scene.holders(&all).await, ["anna", "anna", "nobody", "nobody"]);
    assert_eq!((scene.before(&all[2]).await, scene.before(&all[3]).await), (json!(0), json!(1)));
    assert!(scene.before(&all[0]).await.is_null());

    // What is resolved makes room for whoever has waited longest.
    scene.change(&scene.anna, &all[0], &json!({"status": "resolved"})).await.expect(200);
    scene.call().await;
    assert_eq!(scene.holders(&all[1..]).await, ["anna", "anna", "nobody"]);
    assert_eq!(scene.before(&all[3]).await, json!(0));
    // One who gives a ticket back does not get it again while another can take it.
    scene.away(&scene.ben, false).await;
    scene.call().await;
    assert_eq!(scene.holder(&all[3]).await, "ben");
    scene.change(&scene.anna, &all[2], &json!({"assignee": null})).await.expect(200);
    scene.call().await;
    assert_eq!(scene.holder(&all[2]).await, "ben");

    // What a member held who works here no more goes to the others.
    let path = format!("/v1/brand/members/{}", scene.ben.account);
    scene.node.request(Method::DELETE, &path).by(&scene.olga).send().await.expect(204);
    scene.work(&scene.anna, &json!({"capacity": null})).await;
    scene.call().await;
    assert_eq!(scene.holders(&all[1..]).await, ["anna", "anna", "anna"]);
}

#[tokio::test]
async fn a_team_has_a_rule_of_its_own_and_labels_have_their_experts() {
    let scene = Scene::open().await;
    scene.away(&scene.anna, false).await;
    scene.away(&scene.ben, false).await;
    scene.work(&scene.ben, &json!({"skills": ["spanish", " returns "]})).await;
    assert_eq!(scene.member(&scene.ben).await["skills"], json!(["returns", "spanish"]));
    let both = [scene.anna.account, scene.ben.account];
    let team = json!({"name": "Returns", "key": "returns", "members": both, "assignment": "by_skill"});
    let made = scene.node.post("/v1/brand/teams").by(&scene.olga).json(&team).send().await.expect(201);
    let team = made.body["id"].clone();
    assert_eq!(made.body["assignment"], "by_skill");

    let conversation = scene.customer("cus1").await;
    assert_eq!(scene.holder(&conversation).await, "nobody", "tickets of no team are given by hand");
    let to_team = json!({"team": team, "add_labels": ["spanish"]});
    scene.change(&scene.anna, &conversation, &to_team).await.expect(200);
    scene.call().await;
    assert_eq!(scene.holder(&conversation).await, "ben");
    let other = scene.customer("cus2").await;
    scene.change(&scene.ben, &other, &json!({"team": team})).await.expect(200);
    scene.call().await;
    assert_eq!(scene.holder(&other).await, "anna", "she holds fewer");

    let set = scene.node.request(Method::PUT, "/v1/brand/assignment").by(&scene.anna).json(&json!({"rule": "by_hand"}));
    assert_eq!(set.send().await.problem(), "forbidden");
    let path = format!("/v1/brand/members/{}", scene.ben.account);
    let wrong = scene.node.request(Method::PATCH, &path).by(&scene.olga).json(&json!({"skills": ["a\nb"]}));
    assert_eq!(wrong.send().await.problem(), "label_invalid");
}

#[tokio::test]
async fn what_a_bot_hands_over_goes_to_the_team_that_its_flow_names() {
    let scene = Scene::open().await;
    scene.by("round_robin").await;
    scene.away(&scene.anna, false).await;
    scene.away(&scene.ben, false).await;
    let team = scene.team("Returns", &[&scene.ben]).await;
    let bot = scene.node.post("/v1/brand/bots").by(&scene.olga).json(&json!({"name": "First help"})).send().await;
    let bot = bot.expect(201).body["account"]["id"].as_str().expect("an id").to_owned();
    let source = r#"{"v": 1, "name": "Shop", "language": "en", "start": "hello", "triggers": {"always": true}, "nodes": {
        "hello": {"say": {"text": "A moment.", "then": "over"}}, "over": {"hand_over": {"team": "returns"}}}}"#;
    let path = format!("/v1/brand/bots/{bot}/versions");
    scene.node.post(&path).by(&scene.olga).json(&json!({"source": source})).send().await.expect(201);
    let conversation = scene.customer("cus1").await;
    let deadline = Instant::now() + Duration::from_secs(20);
    while scene.ticket(&conversation).await["team"].is_null() {
        assert!(Instant::now() < deadline, "the bot hands over");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Whose turn it was meanwhile does not matter: while the bot was at it, it was nobody's.
    let ticket = scene.ticket(&conversation).await;
    assert_eq!((&ticket["team"], &ticket["assignee"]), (&json!(team), &json!(scene.ben.account)));
    let journal = scene.node.get(&format!("/v1/conversations/{conversation}/journal")).by(&scene.anna).send().await;
    let told = journal.expect(200).body["entries"].as_array().expect("entries").clone();
    let holders: Vec<_> = told.iter().filter(|entry| entry["what"]["kind"] == "assigned").collect();
    let given: Vec<_> = holders.iter().map(|entry| entry["what"]["to"].clone()).collect();
    assert_eq!(given, [json!(bot), Value::Null, json!(scene.ben.account)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_count_no_free_place_twice() {
    let scene = Scene::open().await;
    let Some(other) = scene.node.beside().await else { return eprintln!("skipped: one data folder has one node") };
    scene.by("round_robin").await;
    for person in [&scene.anna, &scene.ben] {
        scene.work(person, &json!({"capacity": 4})).await;
        scene.away(person, false).await;
    }
    let mut customers = Vec::new();
    for number in 0..12 {
        let customer = scene.node.person(&format!("customer{number}")).await;
        let begun = scene.node.post("/v1/conversations").by(&customer).json(&json!({"handle": "shop"})).send().await;
        customers.push((customer, begun.expect(201).body["conversation"]["id"].as_str().expect("an id").to_owned()));
    }
    let (one, two) = (&scene.node, &other);
    let sends = customers.iter().enumerate().map(|(place, (customer, conversation))| async move {
        let node = if place % 2 == 0 { one } else { two };
        node.send(customer, conversation, "hello").await;
    });
    futures_util::future::join_all(sends).await;
    let calls = [one, two].map(|node| async { node.messaging.call_waiting_tickets().await.expect("calls") });
    futures_util::future::join_all(calls).await;
    scene.call().await;
    let conversations: Vec<String> = customers.into_iter().map(|(_, conversation)| conversation).collect();
    let holders = scene.holders(&conversations).await;
    let count = |who| holders.iter().filter(|holder| **holder == who).count();
    assert_eq!((count("anna"), count("ben"), count("nobody")), (4, 4, 4), "{holders:?}");
}
