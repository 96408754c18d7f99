//! Orders: told by the shop, verified with customers, and never shown before.

use reqwest::Method;
use serde_json::{Value, json};
use subrosa_engage::Engage;
use subrosa_flow::engine::{OrderResult, Proof};
use subrosa_proto::ConversationId;

use crate::customers::{Shop, numbers, order};
use crate::request::Answer;

impl Shop {
    async fn verify(&self, conversation: &str, request: &Value) -> Answer {
        let path = format!("/v1/conversations/{conversation}/orders/verification");
        self.call(Method::POST, &self.anna, &path, request).await
    }

    /// As a bot asks that speaks with a customer.
    async fn look_up(&self, conversation: &str, number: &str, second: &Proof) -> OrderResult {
        let engage = Engage::new(self.node.messaging.clone());
        let conversation: ConversationId = conversation.parse().expect("an id");
        engage.look_up_order(conversation, number, second).await.expect("an answer")
    }

    fn pass(&self, minutes: i64) {
        self.node.clock.set(self.node.messaging.now().milliseconds() + minutes * 60_000);
    }

    /// What the journal tells of orders.
    async fn told(&self, conversation: &str) -> Vec<Value> {
        let path = format!("/v1/conversations/{conversation}/journal");
        let journal = self.node.get(&path).by(&self.anna).send().await.expect(200).body;
        let entries = journal["entries"].as_array().expect("entries").clone();
        entries.into_iter().filter(|entry| entry["what"]["kind"] == "order_verified").collect()
    }
}

fn postcode(text: &str) -> Proof {
    Proof::Postcode(text.to_owned())
}

#[tokio::test]
async fn orders_are_told_again_and_again() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    let verified = json!({"identities": [{"kind": "email", "value": "ada@example.org", "proof": "verified"}]});
    shop.change(ada, &verified).await.expect(200);
    let first = order(1, "ada@example.org");
    let change = |updated_at: i64, change: Value| {
        let mut told = first.clone();
        told["updated_at"] = json!(1_780_000_000_000_i64 + updated_at);
        for (key, value) in change.as_object().expect("fields") {
            told[key] = value.clone();
        }
        told
    };
    let refund = json!({"payment": "partially_refunded", "refunds": [{"at": 1_780_000_000_000_i64, "amount": 990}]});
    let refunded = change(5, refund);
    assert_eq!(shop.tell(std::slice::from_ref(&first)).await, ["created"]);
    assert_eq!(shop.tell(std::slice::from_ref(&refunded)).await, ["updated"]);
    assert_eq!(shop.tell(&[first.clone(), refunded.clone()]).await, ["stale", "updated"]);
    let unpaid = {
        let mut told = order(2, "ada@example.org");
        told["payment"] = "pending".into();
        told
    };
    assert_eq!(shop.tell(&[unpaid]).await, ["created"]);
    let contact = shop.contact(ada).await;
    assert_eq!(numbers(&contact), ["#RW-2", "#RW-1"]);
    assert_eq!(
        contact["totals"],
        json!([{"currency": "EUR", "orders": 2, "paid": 4990, "refunded": 990, "value": 4000}])
    );
    let shown = &contact["orders"][1];
    assert_eq!((&shown["refunded"], &shown["shipments"][0]["carrier"]), (&json!(990), &json!("DHL")));
    // Twice in one go, and the older behind the newer.
    let both = [change(9, json!({"total": 7_000})), change(8, json!({"total": 6_000}))];
    assert_eq!(shop.tell(&both).await, ["updated", "stale"]);
    assert_eq!(shop.contact(ada).await["totals"][0]["paid"], json!(7_000));
    let both = [order(3, "ada@example.org"), order(3, "ada@example.org")];
    assert_eq!(shop.tell(&both).await, ["created", "updated"]);
    assert_eq!(numbers(&shop.contact(ada).await), ["#RW-3", "#RW-2", "#RW-1"]);
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_alone() {
    let shop = Shop::open().await;
    let wrong = |field: &str, value: Value| {
        let mut told = order(1, "ada@example.org");
        told[field] = value;
        told
    };
    let all = [wrong("total", json!(-1)), order(2, "not an address"), wrong("currency", json!("Euro"))];
    let told = shop.call(Method::PUT, &shop.olga, "/v1/brand/orders", &json!({"orders": all})).await.expect(200).body;
    assert_eq!(told["orders"][0]["outcome"], "refused");
    assert_eq!(told["orders"][0]["problem"], "total: 0 to 1000000000000");
    assert_eq!(told["orders"][1], json!({"reference": "shop-2", "outcome": "created"}));
    assert_eq!(told["orders"][2]["problem"], "currency: three capital letters");
    for wrong in [json!([]), json!(vec![order(1, "a@example.org"); 101])] {
        let refused = shop.call(Method::PUT, &shop.olga, "/v1/brand/orders", &json!({"orders": wrong})).await;
        assert_eq!(refused.problem(), "invalid_parameter");
    }
    let shapeless = json!({"orders": [wrong("total", json!(49.9))]});
    let refused = shop.call(Method::PUT, &shop.olga, "/v1/brand/orders", &shapeless).await;
    assert_eq!(refused.problem(), "malformed_request");
    let agent =
        shop.call(Method::PUT, &shop.anna, "/v1/brand/orders", &json!({"orders": [order(1, "a@example.org")]})).await;
    assert_eq!(agent.problem(), "forbidden");
}

#[tokio::test]
async fn orders_are_read_page_by_page() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    let verified = json!({"identities": [{"kind": "phone", "value": "+491701234567", "proof": "verified"}]});
    shop.change(ada, &verified).await.expect(200);
    let all: Vec<Value> = (1..=45).map(|number| order(number, "ada@example.org")).collect();
    shop.tell(&all).await;
    let contact = shop.contact(ada).await;
    assert_eq!((numbers(&contact).len(), &contact["totals"][0]["orders"]), (20, &json!(45)));
    let (mut seen, mut after) = (numbers(&contact).len(), contact["next"].clone());
    while let Some(next) = after.as_str() {
        let path = format!("/v1/conversations/{ada}/orders?limit=10&after={next}");
        let page = shop.node.get(&path).by(&shop.anna).send().await.expect(200).body;
        seen += numbers(&page).len();
        after = page["next"].clone();
    }
    assert_eq!(seen, 45);
    for wrong in ["after=5", "after=x.y", "limit=0", "limit=51"] {
        let path = format!("/v1/conversations/{ada}/orders?{wrong}");
        assert_eq!(shop.node.get(&path).by(&shop.anna).send().await.problem(), "invalid_parameter", "{wrong}");
    }
}

#[tokio::test]
async fn a_verified_order_is_the_customers_and_is_told_once() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    shop.tell(&[order(1, "ada@example.org"), order(2, "ada@example.org")]).await;
    for second in [json!({"email": "ADA@example.org"}), json!({"phone": "0170/1234567"}), json!({"postcode": "10999"})]
    {
        let mut request = second;
        request["number"] = "rw 1".into();
        let found = shop.verify(ada, &request).await.expect(200).body;
        assert_eq!(found["number"], "#RW-1");
    }
    let contact = shop.contact(ada).await;
    assert_eq!(numbers(&contact), ["#RW-1"], "one order, and not all of the same address");
    let claimed: Vec<&Value> =
        contact["identities"].as_array().expect("a list").iter().map(|one| &one["proof"]).collect();
    assert_eq!(claimed, ["platform", "claimed", "claimed"]);
    let told = shop.told(ada).await;
    assert_eq!((told.len(), &told[0]["author"]), (1, &json!(shop.anna.account)));
    assert_eq!(told[0]["what"], json!({"kind": "order_verified", "number": "#RW-1"}));
    // An order is shown to whoever proves it, also to a second one.
    shop.verify(grace, &json!({"number": "RW-1", "postcode": "10999"})).await.expect(200);
    assert_eq!(numbers(&shop.contact(grace).await), ["#RW-1"]);
    let events = shop.node.get(&format!("/v1/conversations/{ada}")).by(&shop.ada).send().await.expect(200).body;
    assert!(!events.to_string().contains("RW-1"), "the customer sees nothing of it");
    for wrong in [
        json!({"number": "RW-1"}),
        json!({"number": "RW-1", "email": "a@example.org", "postcode": "10999"}),
        json!({"number": " ", "postcode": "10999"}),
        json!({"number": "x".repeat(41), "postcode": "10999"}),
        json!({"number": "RW-1", "postcode": "x".repeat(300)}),
    ] {
        assert_eq!(shop.verify(ada, &wrong).await.problem(), "invalid_parameter", "{wrong}");
    }
}

#[tokio::test]
async fn what_does_not_fit_is_not_told_apart() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    shop.tell(&[order(1, "ada@example.org")]).await;
    let wrong_fact = shop.verify(ada, &json!({"number": "RW-1", "postcode": "10998"})).await;
    let no_order = shop.verify(ada, &json!({"number": "RW-9", "postcode": "10999"})).await;
    assert_eq!((wrong_fact.problem(), &wrong_fact.body), ("order_not_found", &no_order.body));
    assert_eq!(shop.look_up(ada, "RW-1", &postcode("10998")).await, OrderResult::NotFound);
    assert_eq!(shop.look_up(ada, "RW-9", &postcode("10999")).await, OrderResult::NotFound);
    for nothing in ["", "#", "RW-1'; --", &"9".repeat(9_999)] {
        assert_eq!(shop.look_up(ada, nothing, &postcode("")).await, OrderResult::NotFound, "{nothing}");
        shop.pass(61);
    }
    assert_eq!(shop.contact(ada).await["orders"], json!([]));
    assert_eq!(shop.told(ada).await, [] as [Value; 0]);
    // A member may fail often, and not without end.
    for _ in 0..60 {
        assert_eq!(
            shop.verify(ada, &json!({"number": "RW-1", "postcode": "10998"})).await.problem(),
            "order_not_found"
        );
    }
    let throttled = shop.verify(ada, &json!({"number": "RW-1", "postcode": "10999"})).await;
    assert_eq!(throttled.problem(), "too_many_requests");
    let seconds: u32 = throttled.header("retry-after").parse().expect("seconds");
    assert!((1..=3_600).contains(&seconds));
    shop.pass(61);
    shop.verify(ada, &json!({"number": "RW-1", "postcode": "10999"})).await.expect(200);
}

#[tokio::test]
async fn a_bot_gets_the_facts_and_tells_of_it_once() {
    let shop = Shop::open().await;
    let [ada, _] = &shop.conversations;
    shop.tell(&[order(1, "ada@example.org")]).await;
    for _ in 0..9 {
        let found = shop.look_up(ada, "#rw-1", &Proof::Email("ada@example.org".to_owned())).await;
        let OrderResult::Found(facts) = found else { panic!("{found:?}") };
        assert_eq!(facts.get("shipment").map(ToString::to_string).as_deref(), Some("shipped"));
    }
    let told = shop.told(ada).await;
    assert_eq!((told.len(), &told[0]["author"]), (1, &json!(shop.olga.brand())), "the brand itself");
    assert_eq!(numbers(&shop.contact(ada).await), ["#RW-1"]);
}

#[tokio::test]
async fn guessing_in_one_conversation_comes_to_an_end() {
    let shop = Shop::open().await;
    let [ada, grace] = &shop.conversations;
    shop.tell(&[order(1, "ada@example.org")]).await;
    for number in 0..5 {
        assert_eq!(shop.look_up(ada, &format!("X{number}"), &postcode("10999")).await, OrderResult::NotFound);
    }
    assert_eq!(shop.look_up(ada, "RW-1", &postcode("10999")).await, OrderResult::Throttled);
    // Others have tries of their own, and so have members.
    assert!(matches!(shop.look_up(grace, "RW-1", &postcode("10999")).await, OrderResult::Found(_)));
    shop.verify(ada, &json!({"number": "RW-1", "postcode": "10999"})).await.expect(200);
    shop.pass(61);
    assert!(matches!(shop.look_up(ada, "RW-1", &postcode("10999")).await, OrderResult::Found(_)));
}

#[tokio::test]
async fn many_accounts_together_guess_nothing() {
    let shop = Shop::open().await;
    shop.tell(&[order(1, "ada@example.org")]).await;
    let mut crowd = Vec::new();
    for number in 0..65 {
        let person = shop.node.person(&format!("someone{number}")).await;
        crowd.push(shop.node.ask(&person, "hello").await);
    }
    // One number, over many conversations: the right fact comes too late, also for who has not tried yet.
    for conversation in &crowd[..10] {
        assert_eq!(shop.look_up(conversation, "RW-1", &postcode("10000")).await, OrderResult::NotFound);
    }
    assert_eq!(shop.look_up(&crowd[10], "rw1", &postcode("10999")).await, OrderResult::Throttled);
    shop.pass(61);
    assert_eq!(shop.look_up(&crowd[10], "RW-1", &postcode("10999")).await, OrderResult::Throttled, "for a day");
    shop.pass(24 * 60);
    assert!(matches!(shop.look_up(&crowd[10], "RW-1", &postcode("10999")).await, OrderResult::Found(_)));
    // Many numbers, each with a postcode that many live in.
    shop.pass(61);
    let mut tried = 0;
    for (place, conversation) in crowd[..60].iter().enumerate() {
        for number in 0..5 {
            let number = format!("N{place}X{number}");
            assert_eq!(shop.look_up(conversation, &number, &postcode("10999")).await, OrderResult::NotFound);
            tried += 1;
        }
    }
    assert_eq!(tried, 300);
    assert_eq!(shop.look_up(&crowd[60], "RW-1", &postcode("10999")).await, OrderResult::Throttled);
    shop.pass(61);
    assert!(matches!(shop.look_up(&crowd[60], "RW-1", &postcode("10999")).await, OrderResult::Found(_)));
}
