//! What came of a campaign, for those who got it and those held out alike.

use reqwest::Method;
use serde_json::{Value, json};

use super::scene::{HOUR, Sale, everyone};

impl Sale {
    async fn orders(&self, place: usize, number: i64, total: i64) {
        let email = format!("customer{place}@example.org");
        let known = json!({"identities": [{"kind": "email", "value": email, "proof": "verified"}]});
        let path = format!("/v1/conversations/{}/contact", self.conversations[place]);
        self.call(Method::PATCH, &self.anna, &path, &known).await.expect(200);
        let order = json!({"reference": format!("s-{number}"), "number": format!("N-{number}"), "placed_at": self.now(),
            "updated_at": self.now(), "status": "completed", "payment": "paid", "currency": "EUR", "total": total,
            "items": [{"name": "Bowl", "quantity": 1, "price": total}], "customer": {"email": email}});
        self.call(Method::PUT, &self.olga, "/v1/brand/orders", &json!({"orders": [order]})).await.expect(200);
    }

    async fn holds_of(&self, rule: &str) -> u64 {
        let counted = self.call(Method::POST, &self.olga, "/v1/brand/segments/count", &json!({"text": rule})).await;
        counted.expect(200).body["contacts"].as_u64().expect("a number")
    }
}

#[tokio::test]
async fn what_is_read_written_and_bought_within_the_days_counts() {
    let sale = Sale::open(30).await;
    // The currency of the brand is that of its orders.
    sale.orders(0, 1, 500).await;
    sale.forward(HOUR);
    let mut campaign = everyone("Roses");
    campaign["holdout_percent"] = json!(50);
    let id = sale.draft(&campaign).await;
    sale.moved(&id, "submit").await.expect(200);
    let progress = sale.finished(&id).await;
    let (told, held_out) =
        (progress["sent"].as_u64().expect("a count"), progress["held_out"].as_u64().expect("a count"));
    assert_eq!(told + held_out, 30);
    assert!(told > 5 && held_out > 5, "{told} {held_out}");
    let counts = sale.counts().await;
    let places = |count: usize| (0..30).filter(|place| counts[*place] == count).collect::<Vec<_>>();
    let (with, without) = (places(1), places(0));
    let read = async |place: usize| {
        let path = format!("/v1/conversations/{}/read", sale.conversations[place]);
        sale.call(Method::PUT, &sale.customers[place], &path, &json!({"seq": 2})).await.expect(204);
    };
    read(with[0]).await;
    read(with[1]).await;
    sale.forward(HOUR);
    sale.orders(with[1], 2, 4_000).await;
    sale.orders(with[1], 3, 1_000).await;
    sale.orders(without[0], 4, 2_000).await;
    sale.node.send(&sale.customers[with[2]], &sale.conversations[with[2]], "which colours?").await;
    // Too late.
    sale.forward(7 * 24 * HOUR);
    sale.orders(with[3], 5, 9_000).await;
    let report = sale.report(&id).await;
    let of = |side: &Value, name: &str| side[name].as_i64().expect("a number");
    let variant = &report["variants"][0];
    let figures: Vec<i64> =
        ["seen", "replied", "converted", "revenue", "clicked"].iter().map(|name| of(variant, name)).collect();
    assert_eq!(figures, [2, 1, 1, 5_000, 0]);
    let held = &report["held_out"];
    assert_eq!(
        [of(held, "people"), of(held, "converted"), of(held, "revenue"), of(held, "seen")].map(|one| one),
        [i64::try_from(held_out).expect("few"), 1, 2_000, 0]
    );
    let days: Vec<_> = report["days"].as_array().expect("days").iter().map(|day| of(&day["told"], "reached")).collect();
    assert_eq!(days, [1; 7], "within the first day");
    assert_eq!(of(&report["days"][6]["held_out"], "people"), of(held, "people"));
    assert_eq!((&report["currency"], &report["enough"]), (&json!("EUR"), &json!(30)));
    assert_eq!((&report["conversion"], &report["revenue"]), (&Value::Null, &Value::Null), "it is not enough");
    // Segments ask for it.
    assert_eq!(sale.holds_of(&format!("campaign {id} sent")).await, told);
    assert_eq!(sale.holds_of("campaign any held_out").await, held_out);
    assert_eq!(sale.holds_of(&format!("campaign {id} converted")).await, 1);
    assert_eq!(sale.holds_of("campaign any seen in last 30 days").await, 2);
    let rule = json!({"conversation": sale.conversations[with[0]], "given": {"text": format!("campaign {id} seen")}});
    let explained = sale.call(Method::POST, &sale.olga, "/v1/brand/segments/explanation", &rule).await.expect(200).body;
    assert_eq!(explained["is_in"], true);
}

#[tokio::test]
async fn an_event_or_a_reply_can_be_the_goal() {
    let sale = Sale::open(3).await;
    let mut campaign = everyone("Roses");
    campaign["goal"] = json!({"reached_by": {"event": "Booked"}, "days": 2});
    let booked = sale.sent(&campaign).await;
    campaign["goal"] = json!({"reached_by": "reply", "days": 2});
    let replied = sale.sent(&campaign).await;
    sale.forward(HOUR);
    for (place, name) in [(0, "Booked"), (1, "Viewed")] {
        let event = json!({"events": [{"id": format!("e-{place}"), "name": name, "at": sale.now(), "properties": {}}]});
        let path = format!("/v1/brand/contacts/{}/events", sale.conversations[place]);
        sale.call(Method::POST, &sale.olga, &path, &event).await.expect(200);
    }
    sale.node.send(&sale.customers[2], &sale.conversations[2], "yes!").await;
    sale.node.send(&sale.customers[1], &sale.conversations[1], "stop").await;
    // What the node measured meanwhile is measured again.
    sale.forward(61);
    assert_eq!(sale.report(&booked).await["variants"][0]["converted"], 1);
    assert_eq!(sale.report(&replied).await["variants"][0]["converted"], 1, "a word that stops it is no success");
    sale.forward(49 * HOUR);
    let report = sale.report(&booked).await;
    assert_eq!((&report["is_final"], &report["variants"][0]["people"]), (&json!(true), &json!(3)));
}
