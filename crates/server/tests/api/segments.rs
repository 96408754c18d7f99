//! Segments: of whom rules hold, found in all contacts at once and looked at one by one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::customers::Shop;
use crate::node::Person;
use crate::request::Answer;

const DAY: i64 = 86_400_000;

impl Shop {
    async fn rule(&self, by: &Person, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, by, &format!("/v1/brand/segments{path}"), body).await
    }

    /// How many a rule holds of, as its text says it.
    async fn holds_of(&self, text: &str) -> u64 {
        let counted = self.rule(&self.olga, "/count", &json!({"text": text})).await.expect(200).body;
        counted["contacts"].as_u64().expect("a number")
    }

    async fn segment(&self, name: &str, text: &str) -> Answer {
        self.rule(&self.olga, "", &json!({"name": name, "given": {"text": text}})).await
    }
}

/// A shop whose customers did all kinds of things.
async fn busy() -> (Shop, Vec<String>) {
    let shop = Shop::open().await;
    let now = shop.node.messaging.now().milliseconds();
    for (name, kind) in [("tier", "text"), ("visits", "number"), ("born", "date"), ("vip", "yes_no")] {
        shop.define(name, name, kind).await.expect(200);
    }
    for topic in ["offers", "news"] {
        let of = json!({"label": topic, "description": "Twice a month."});
        shop.call(Method::PUT, &shop.olga, &format!("/v1/brand/topics/{topic}"), &of).await.expect(200);
    }
    let mut conversations: Vec<String> = shop.conversations.to_vec();
    for handle in ["hedy", "joan", "mary", "rosa", "vera"] {
        let person = shop.node.person(handle).await;
        conversations.push(shop.node.ask(&person, "hello").await);
    }
    let long = "x".repeat(250);
    let known = [
        json!({"tier": "gold", "visits": 3, "born": "1990-09-25", "vip": true}),
        json!({"tier": "Gold", "visits": 12.5, "vip": false}),
        json!({"tier": "silver", "born": "2001-01-31"}),
        json!({"tier": format!("{long}1"), "visits": 0}),
        json!({"tier": format!("{long}2"), "born": "1990-09-19"}),
        json!({"visits": 3}),
        json!({}),
    ];
    let mut orders = Vec::new();
    for (place, (conversation, attributes)) in conversations.iter().zip(&known).enumerate() {
        let email = format!("customer{place}@example.org");
        let change =
            json!({"attributes": attributes, "identities": [{"kind": "email", "value": email, "proof": "verified"}]});
        shop.change(conversation, &change).await.expect(200);
        let at = format!("/v1/conversations/{conversation}/consents");
        for (topic, state) in [("offers", "granted"), ("news", if place % 2 == 0 { "granted" } else { "withdrawn" })] {
            if place % 3 != 2 {
                let given =
                    json!({"topic": topic, "state": state, "source": "member", "at": now - DAY, "text": "Yes."});
                shop.call(Method::POST, &shop.anna, &at, &given).await.expect(201);
            }
        }
        let place = i64::try_from(place).expect("a few");
        let events: Vec<Value> = (0..place * 2)
            .map(|number| {
                json!({"id": format!("{place}-{number}"), "name": if number % 3 == 0 { "Booked" } else { "Viewed" },
                    "at": now - number * 9 * DAY - place * 1_000,
                    "properties": {"category": if number % 2 == 0 { "Bowls" } else { "cups" },
                        "price": number * 10, "products": [{"sku": format!("S-{number}")}, {"sku": "S-9"}]}})
            })
            .collect();
        if !events.is_empty() {
            let path = format!("/v1/brand/contacts/{conversation}/events");
            shop.call(Method::POST, &shop.olga, &path, &json!({"events": events})).await.expect(200);
        }
        for number in 0..(place * 5) % 4 {
            let (cancelled, refunds) = (number == 2, number == 1 && place % 2 == 0);
            orders.push(json!({"reference": format!("{place}-{number}"), "number": format!("N-{place}-{number}"),
                "placed_at": now - number * 120 * DAY - place * DAY, "updated_at": now,
                "status": if cancelled { "cancelled" } else { "completed" },
                "payment": if refunds { "partially_refunded" } else if place == 3 { "pending" } else { "paid" },
                "currency": if place == 5 { "JPY" } else { "EUR" }, "total": 1_000 * (number + place),
                "items": [
                    {"sku": format!("B-{number}"), "name": "Blue Bowl", "category": "Bowls", "quantity": 1, "price": 500},
                    {"sku": "C-1", "name": "Straße cup", "category": if number == 0 { "Cups" } else { "bowls" }, "quantity": 1, "price": 500}
                ],
                "refunds": if refunds { json!([{"at": now, "amount": 400}]) } else { json!([]) },
                "customer": {"email": email}}));
        }
    }
    shop.tell(&orders).await;
    (shop, conversations)
}

/// Rules at random, of what there is to ask about.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    fn test(&mut self) -> String {
        self.one(&[
            r#"= "gold""#,
            "= 3",
            "= yes",
            r#"in ("gold", "silver", 12.5)"#,
            r#"contains "X""#,
            r#"begins with "sil""#,
            "> 2",
            "<= 3",
            r#">= "1990-09-20""#,
            r#"< "2000-01-01""#,
            "is known",
            "is unknown",
            "in last 3650 days",
            "returns in 5 days",
            r#"= "cups""#,
            r#"= "S-9""#,
            "< 40",
        ])
        .to_owned()
    }

    fn range(&mut self) -> String {
        self.one(&["= 0", ">= 1", "<= 2", ">= 3", "1 to 4", "= 2"]).to_owned()
    }

    fn window(&mut self) -> String {
        self.one(&["", "", "in last 30 days", "in last 300 days", "from 2026-01-01 to 2026-08-31"]).to_owned()
    }

    fn when(&mut self) -> String {
        let whens = [
            "in last 20 days",
            "over 20 days ago",
            "before 2026-09-01",
            "since 2026-09-01",
            "over 200 days ago",
            "since 2027-01-01",
        ];
        self.one(&whens).to_owned()
    }

    fn condition(&mut self) -> String {
        match self.roll(9) {
            0 | 1 => {
                format!("attribute {} {}", self.one(&["tier", "visits", "born", "vip", "unheard_of"]), self.test())
            }
            2 => format!("consent {}", self.one(&["offers", "news", "nothing"])),
            3 => {
                let (name, range, window) = (self.one(&["Viewed", "Booked", "Never"]), self.range(), self.window());
                format!(r#"event "{name}" times {range} {window}"#)
            }
            4 => {
                let property = self.one(&["category", "price", "products.sku", "products", "nothing"]);
                let (name, window, test) = (self.one(&["Viewed", "Booked"]), self.window(), self.test());
                format!(r#"event "{name}" {window} where "{property}" {test}"#)
            }
            5 => {
                let which = self.one(&["first", "last"]);
                format!(r#"{which} event "{}" {}"#, self.one(&["Viewed", "Booked", "Never"]), self.when())
            }
            6 => {
                let figure = self.one(&[
                    "count",
                    "spent EUR",
                    "average EUR",
                    "largest EUR",
                    "refunded EUR",
                    "spent JPY",
                    "count JPY",
                ]);
                let range = if figure.starts_with("count") {
                    self.range()
                } else {
                    self.one(&["= 0.00", ">= 10.00", "<= 30.00", "10.00 to 60.00", "= 4.00"])
                        .replace(".00", if figure.ends_with("JPY") { "" } else { ".00" })
                };
                let things = self.one(&[
                    "",
                    r#"with category ("BOWLS")"#,
                    r#"with sku ("B-1", "c-1")"#,
                    r#"with name "STRASSE""#,
                    r#"with name "bowl""#,
                ]);
                format!("orders {figure} {range} {} {things}", self.window())
            }
            7 => format!("{} order {}", self.one(&["first", "last"]), self.when()),
            _ => format!(
                "standing {} {}",
                self.one(&["recency", "frequency", "money"]),
                self.one(&[">= 3", "<= 2", "= 5", "1 to 4"])
            ),
        }
    }

    fn rule(&mut self, depth: usize) -> String {
        match self.roll(if depth == 0 { 1 } else { 4 }) {
            0 => self.condition(),
            1 => format!("({} and {})", self.rule(depth - 1), self.rule(depth - 1)),
            2 => format!("({} or {})", self.rule(depth - 1), self.rule(depth - 1)),
            _ => format!("not {}", self.rule(depth - 1)),
        }
    }
}

#[tokio::test]
async fn all_at_once_and_one_by_one_agree() {
    let (shop, conversations) = busy().await;
    let (mut dice, mut seen) = (Dice(41), std::collections::BTreeSet::new());
    // A sample of ten is all of seven.
    for turn in 0..150 {
        let text = dice.rule(if turn % 2 == 0 { 0 } else { 3 });
        let counted = shop.rule(&shop.olga, "/count", &json!({"text": text})).await.expect(200).body;
        assert_eq!(counted["of"], conversations.len(), "{text}");
        let sample = counted["sample"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
        let sample: Vec<&str> = sample.map(|one| one["conversation"].as_str().expect("an id")).collect();
        let conditions = counted["conditions"].as_array().expect("a list");
        let mut held = vec![0; conditions.len()];
        for conversation in &conversations {
            let asked = json!({"conversation": conversation, "given": {"rule": counted["rule"]}});
            let explained = shop.rule(&shop.olga, "/explanation", &asked).await.expect(200).body;
            let is_in = sample.contains(&conversation.as_str());
            assert_eq!(explained["is_in"], is_in, "{text}: {conversation}\n{explained}");
            for (count, condition) in held.iter_mut().zip(explained["conditions"].as_array().expect("a list")) {
                *count += u64::from(condition["holds"] == true);
            }
        }
        let told: Vec<u64> = conditions.iter().map(|one| one["contacts"].as_u64().expect("a number")).collect();
        assert_eq!(told, held, "{text}");
        seen.insert(sample.len());
    }
    assert!(seen.len() >= 6, "the rules tell contacts apart: {seen:?}");
}

#[tokio::test]
async fn a_segment_is_kept_found_in_others_and_removed() {
    let (shop, _) = busy().await;
    let gold = shop.segment(" Gold ", r#"attribute tier = "gold""#).await.expect(201).body;
    assert_eq!((&gold["name"], &gold["text"]), (&json!("Gold"), &json!(r#"attribute tier = "gold""#)));
    let id = gold["id"].as_str().expect("an id");
    assert_eq!(shop.holds_of(&format!("segment {id}")).await, 2);
    let other = shop.segment("Not gold", &format!("not segment {id}")).await.expect(201).body;
    let other_id = other["id"].as_str().expect("an id");
    assert_eq!(shop.holds_of(&format!("segment {other_id} and attribute tier is known")).await, 3);

    let path = format!("/v1/brand/segments/{id}");
    let change = |text: String| json!({"name": "Gold", "given": {"text": text}});
    let refused = shop.call(Method::PUT, &shop.olga, &path, &change(format!("segment {other_id}"))).await;
    assert_eq!(refused.problem(), "invalid_parameter", "each would be in the other");
    let refused = shop.node.request(Method::DELETE, &path).by(&shop.olga).send().await;
    assert_eq!(refused.problem(), "invalid_parameter");
    assert!(refused.body["detail"].as_str().is_some_and(|detail| detail.contains("Not gold")));
    shop.call(Method::PUT, &shop.olga, &path, &change("attribute vip = yes".to_owned())).await.expect(200);
    assert_eq!(shop.holds_of(&format!("segment {other_id}")).await, 6, "it follows");

    let listed = shop.node.get("/v1/brand/segments").by(&shop.olga).send().await.expect(200).body;
    assert_eq!(listed["segments"].as_array().expect("a list").len(), 2);
    for id in [other_id, id] {
        shop.node.request(Method::DELETE, &format!("/v1/brand/segments/{id}")).by(&shop.olga).send().await.expect(204);
    }
    let gone = shop.node.request(Method::DELETE, &path).by(&shop.olga).send().await;
    assert_eq!(gone.problem(), "not_found");
    assert_eq!(
        shop.rule(&shop.olga, "/count", &json!({"text": format!("segment {id}")})).await.problem(),
        "invalid_parameter"
    );
}

#[tokio::test]
async fn segments_stand_in_one_another_so_deep_and_no_deeper() {
    let shop = Shop::open().await;
    let mut rule = "everyone".to_owned();
    for depth in 0..6 {
        let made = shop.segment(&format!("Depth {depth}"), &rule).await.expect(201).body;
        rule = format!("segment {}", made["id"].as_str().expect("an id"));
        if depth < 5 {
            assert_eq!(shop.holds_of(&rule).await, 2, "{depth}");
        }
    }
    assert_eq!(shop.segment("Too deep", &rule).await.problem(), "invalid_parameter");
}

#[tokio::test]
async fn wrong_rules_are_told_and_few_people_are_not() {
    let shop = Shop::open().await;
    let deep = format!("{}everyone", "not ".repeat(20));
    let many = vec!["consent offers"; 201].join(" and ");
    let values: Vec<Value> = (0..1_001).map(|number| json!(number)).collect();
    for given in [
        json!({}),
        json!({"text": "everyone", "rule": {"all": []}}),
        json!({"text": "attribute tier ="}),
        json!({"text": deep}),
        json!({"text": many}),
        json!({"text": format!("everyone{}", " ".repeat(20_000))}),
        json!({"rule": {"attribute": {"name": "tier", "is": {"one_of": values}}}}),
        json!({"rule": {"orders": {"figure": "spent", "is": {"at_least": 1}}}}),
        json!({"text": "segment seg_0000000000001"}),
    ] {
        let refused = shop.rule(&shop.olga, "/count", &given).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("given")), "{given}");
    }
    let odd = json!({"rule": {"regex": ".*"}});
    assert_eq!(shop.rule(&shop.olga, "/count", &odd).await.problem(), "malformed_request");
    // An analyst sees figures and no people; two are too few to be a figure.
    let mark = shop.node.member(&shop.olga, "mark", "marketer").await;
    let anya = shop.node.member(&shop.olga, "anya", "analyst").await;
    let everyone = json!({"text": "everyone"});
    assert_eq!(shop.rule(&mark, "/count", &everyone).await.expect(200).body["contacts"], 2);
    let counted = shop.rule(&anya, "/count", &everyone).await.expect(200).body;
    assert_eq!((&counted["contacts"], &counted["sample"], &counted["of"]), (&Value::Null, &Value::Null, &json!(2)));
    let asked = json!({"conversation": shop.conversations[0], "given": everyone});
    assert_eq!(shop.rule(&anya, "/explanation", &asked).await.problem(), "forbidden");
    assert_eq!(shop.rule(&mark, "/explanation", &asked).await.expect(200).body["is_in"], true);
    let save = json!({"name": "All", "given": everyone});
    assert_eq!(shop.rule(&anya, "", &save).await.problem(), "forbidden");
    assert_eq!(shop.rule(&shop.anna, "", &save).await.problem(), "forbidden", "an agent");
    shop.rule(&mark, "", &save).await.expect(201);
    assert_eq!(shop.rule(&shop.ada, "/count", &everyone).await.problem(), "forbidden");
}

#[tokio::test]
async fn what_is_told_of_visitors_counts_nobody() {
    let shop = Shop::open().await;
    let source = json!({"name": "Shop"});
    let key = shop.call(Method::POST, &shop.olga, "/v1/brand/sources", &source).await.expect(201).body;
    let key = key["write_key"].as_str().expect("a key");
    let seen = json!({"userId": "u-1", "event": "Seen", "messageId": "m-1"});
    let basic = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("{key}:"));
    let request = shop.node.post("/v1/track").header("authorization", &format!("Basic {basic}"));
    request.json(&seen).send().await.expect(200);
    assert_eq!(shop.holds_of(r#"event "Seen""#).await, 0);
    let verified = json!({"identities": [{"kind": "external_id", "value": "u-1", "proof": "verified"}]});
    shop.change(&shop.conversations[0], &verified).await.expect(200);
    assert_eq!(shop.holds_of(r#"event "Seen""#).await, 1);
}
