//! Segments that keep their contacts: live ones and lists.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;
use subrosa_store::segment_contacts;

use crate::customers::Shop;
use crate::request::Answer;

const DAY: i64 = 86_400_000;

impl Shop {
    async fn live(&self, text: &str) -> String {
        let made = json!({"name": "Live", "given": {"text": text}, "is_live": true});
        let made = self.call(Method::POST, &self.olga, "/v1/brand/segments", &made).await.expect(201).body;
        made["id"].as_str().expect("an id").to_owned()
    }

    async fn of_segment(&self, segment: &str, what: &str) -> Answer {
        self.node.get(&format!("/v1/brand/segments/{segment}/{what}")).by(&self.olga).send().await
    }

    async fn kept(&self, segment: &str) -> Value {
        let all = self.node.get("/v1/brand/segments").by(&self.olga).send().await.expect(200).body;
        let all = all["segments"].as_array().expect("a list").clone();
        all.into_iter().find(|one| one["id"] == segment).expect("it is there")
    }

    /// Who is in, once it is so; the server's own task may be at it as well.
    async fn are_in(&self, segment: &str, expected: &[&str]) {
        let engage = Engage::new(self.node.messaging.clone());
        let mut found = Vec::new();
        for _ in 0..1_000 {
            engage.finish_segments().await.expect("they are kept");
            let page = self.of_segment(segment, "contacts").await.expect(200).body;
            found = page["contacts"].as_array().expect("a list").clone();
            let are: Vec<&str> = found.iter().filter_map(|one| one["conversation"].as_str()).collect();
            if are == expected && self.kept(segment).await["is_ready"] == true {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{expected:?} are not in: {found:?}");
    }

    /// Who came in and who left behind a place, with the next place.
    async fn moves(&self, segment: &str, after: &str) -> (Vec<(String, bool)>, String) {
        let page = self.of_segment(segment, &format!("moves?after={after}")).await.expect(200).body;
        let moves = page["moves"].as_array().expect("a list").iter();
        let moves = moves.map(|one| {
            let who = one["conversation"].as_str().expect("an id").to_owned();
            (who, one["has_entered"] == true)
        });
        (moves.collect(), page["next"].as_str().expect("a place").to_owned())
    }

    async fn did(&self, conversation: &str, id: &str, days_ago: i64) {
        let at = self.node.messaging.now().milliseconds() - days_ago * DAY;
        let path = format!("/v1/brand/contacts/{conversation}/events");
        let events = json!({"events": [{"id": id, "name": "Viewed", "at": at, "properties": {"price": 5}}]});
        self.call(Method::POST, &self.olga, &path, &events).await.expect(200);
    }
}

fn in_order(mut contacts: [&str; 2]) -> [&str; 2] {
    contacts.sort_unstable();
    contacts
}

#[tokio::test]
async fn a_live_segment_follows_what_happens() {
    let shop = Shop::open().await;
    shop.define("tier", "Tier", "text").await.expect(200);
    let [ada, grace] = in_order([shop.conversations[0].as_str(), shop.conversations[1].as_str()]);
    shop.did(ada, "a", 0).await;
    let viewed = shop.live(r#"event "Viewed" in last 30 days and not attribute tier = "gold""#).await;
    let costly = shop.live(r#"event "Viewed" where "price" > 3"#).await;
    shop.are_in(&viewed, &[ada]).await;
    shop.are_in(&costly, &[ada]).await;
    assert_eq!(shop.moves(&viewed, "0").await, (Vec::new(), "0".to_owned()), "whoever is in at first has not come");
    shop.did(grace, "b", 29).await;
    shop.are_in(&viewed, &[ada, grace]).await;
    shop.are_in(&costly, &[ada, grace]).await;
    shop.change(ada, &json!({"attributes": {"tier": "gold"}})).await.expect(200);
    shop.are_in(&viewed, &[grace]).await;
    let (moves, next) = shop.moves(&viewed, "0").await;
    assert_eq!(moves, [(grace.to_owned(), true), (ada.to_owned(), false)]);
    assert_eq!(shop.kept(&viewed).await["contacts"], 1);
    // Time alone takes someone out.
    shop.node.clock.set(shop.node.messaging.now().milliseconds() + 2 * DAY);
    shop.are_in(&viewed, &[]).await;
    let (moves, next) = shop.moves(&viewed, &next).await;
    assert_eq!((moves, shop.moves(&viewed, &next).await.0), (vec![(grace.to_owned(), false)], Vec::new()));

    // Another rule fills it anew, and nobody has moved.
    let path = format!("/v1/brand/segments/{viewed}");
    let other = json!({"name": "Gold", "given": {"text": "attribute tier = \"gold\""}, "is_live": true});
    shop.call(Method::PUT, &shop.olga, &path, &other).await.expect(200);
    shop.are_in(&viewed, &[ada]).await;
    assert!(shop.moves(&viewed, &next).await.0.is_empty());
    // Not live any more, it keeps nobody.
    let asked = json!({"name": "Gold", "given": {"text": "attribute tier = \"gold\""}});
    let asked = shop.call(Method::PUT, &shop.olga, &path, &asked).await.expect(200).body;
    assert_eq!((&asked["kind"], &asked["contacts"]), (&json!("asked"), &Value::Null));
    shop.are_in(&viewed, &[]).await;
    shop.node.request(Method::DELETE, &path).by(&shop.olga).send().await.expect(204);
    assert_eq!(shop.of_segment(&viewed, "contacts").await.problem(), "not_found");
}

#[tokio::test]
async fn what_time_does_not_change_is_looked_at_once_a_minute_and_not_all_the_time() {
    let shop = Shop::open().await;
    let agreed = shop.live("consent offers").await;
    shop.are_in(&agreed, &[]).await;
    shop.node.clock.set(shop.node.messaging.now().milliseconds() + 2 * 60_000);
    let (engage, now) = (Engage::new(shop.node.messaging.clone()), shop.node.messaging.now());
    // Whoever is at it just now does not hide that it has its turn again.
    let (ever, looked_before) = (now.plus_seconds(60 * 60), now.plus_seconds(-60));
    for _ in 0..500 {
        engage.finish_segments().await.expect("they are kept");
        let db = shop.node.messaging.db();
        let has_turn = db.read(async move |tx| segment_contacts::is_any_free(tx, ever, looked_before).await).await;
        if !has_turn.expect("reads") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("everyone was looked at, and the segment has its turn all the same");
}

#[tokio::test]
async fn a_list_stays_as_it_was_made() {
    let shop = Shop::open().await;
    shop.define("tier", "Tier", "text").await.expect(200);
    let [ada, grace] = in_order([shop.conversations[0].as_str(), shop.conversations[1].as_str()]);
    shop.change(ada, &json!({"attributes": {"tier": "gold"}})).await.expect(200);
    let gold = shop.live(r#"attribute tier = "gold""#).await;
    let path = format!("/v1/brand/segments/{gold}/list");
    let list = shop.call(Method::POST, &shop.olga, &path, &json!({"name": "Monday"})).await.expect(201).body;
    assert_eq!((&list["kind"], &list["is_ready"]), (&json!("list"), &json!(false)));
    let list = list["id"].as_str().expect("an id");
    shop.are_in(list, &[ada]).await;
    shop.change(ada, &json!({"attributes": {"tier": "silver"}})).await.expect(200);
    shop.are_in(&gold, &[]).await;
    shop.are_in(list, &[ada]).await;
    let count = |text: String| {
        let shop = &shop;
        async move {
            let counted = json!({"text": text});
            let counted = shop.call(Method::POST, &shop.olga, "/v1/brand/segments/count", &counted).await.expect(200);
            counted.body["contacts"].as_u64().expect("a number")
        }
    };
    assert_eq!((count(format!("segment {list}")).await, count(format!("not segment {list}")).await), (1, 1));
    let asked = json!({"conversation": ada, "given": {"text": format!("segment {list} and not segment {gold}")}});
    let why = shop.call(Method::POST, &shop.olga, "/v1/brand/segments/explanation", &asked).await.expect(200).body;
    assert_eq!(why["is_in"], true);

    let contacts = format!("/v1/brand/segments/{list}/contacts");
    let change = json!({"add": [grace, grace], "remove": [ada]});
    let changed = shop.call(Method::PATCH, &shop.olga, &contacts, &change).await.expect(200).body;
    assert_eq!(changed["contacts"], 1);
    shop.are_in(list, &[grace]).await;
    for (wrong, field) in
        [(json!({"add": ["cnv_0000000000001"]}), "add"), (json!({"remove": vec![ada; 1_001]}), "remove")]
    {
        let refused = shop.call(Method::PATCH, &shop.olga, &contacts, &wrong).await;
        assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!(field)));
    }
    let of_live = format!("/v1/brand/segments/{gold}/contacts");
    let refused = shop.call(Method::PATCH, &shop.olga, &of_live, &json!({"add": [grace]})).await;
    assert_eq!((refused.problem(), &refused.body["field"]), ("invalid_parameter", &json!("segment")));

    let path = format!("/v1/brand/segments/{list}");
    let renamed = json!({"name": "Tuesday", "given": {"text": "attribute tier = \"gold\""}});
    let renamed = shop.call(Method::PUT, &shop.olga, &path, &renamed).await.expect(200).body;
    assert_eq!(
        (&renamed["name"], &renamed["kind"], &renamed["contacts"]),
        (&json!("Tuesday"), &json!("list"), &json!(1))
    );
    let other = json!({"name": "Tuesday", "given": {"text": "everyone"}});
    assert_eq!(shop.call(Method::PUT, &shop.olga, &path, &other).await.problem(), "invalid_parameter");
    // A list of a list is one more list.
    let copy = shop.call(Method::POST, &shop.olga, &format!("{path}/list"), &json!({"name": "Copy"})).await.expect(201);
    shop.are_in(copy.body["id"].as_str().expect("an id"), &[grace]).await;
}

#[tokio::test]
async fn pages_lead_through_all_and_only_for_who_may_see_them() {
    let shop = Shop::open().await;
    let all = shop.live("everyone").await;
    let [ada, grace] = in_order([shop.conversations[0].as_str(), shop.conversations[1].as_str()]);
    shop.are_in(&all, &[ada, grace]).await;
    let first = shop.of_segment(&all, "contacts?limit=1").await.expect(200).body;
    assert_eq!(first["contacts"][0]["conversation"], ada);
    let next = first["next"].as_str().expect("there is more");
    let second = shop.of_segment(&all, &format!("contacts?limit=1&after={next}")).await.expect(200).body;
    assert_eq!((&second["contacts"][0]["conversation"], &second["next"]), (&json!(grace), &Value::Null));
    for query in ["contacts?limit=0", "contacts?after=x", "moves?limit=201", "moves?after=-1"] {
        assert_eq!(shop.of_segment(&all, query).await.problem(), "invalid_parameter", "{query}");
    }
    let anya = shop.node.member(&shop.olga, "anya", "analyst").await;
    for what in ["contacts", "moves"] {
        let refused = shop.node.get(&format!("/v1/brand/segments/{all}/{what}")).by(&anya).send().await;
        assert_eq!(refused.problem(), "forbidden");
    }
    let listed = shop.node.get("/v1/brand/segments").by(&anya).send().await.expect(200).body;
    assert_eq!(listed["segments"][0]["contacts"], Value::Null, "two are too few to be told");
}
