//! The inbox: what a customer writes becomes a ticket, and what the brand's members do with it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::{Answer, message};

/// Ada, a customer of the shop, and Anna and Ben, who answer for it.
struct Shop {
    node: Node,
    ada: Person,
    anna: Person,
    ben: Person,
}

impl Shop {
    async fn open() -> Self {
        let node = Node::start().await;
        let ada = node.person("ada").await;
        let owner = node.shop(&node.person("olga").await).await;
        let anna = node.member(&owner, "anna", "agent").await;
        let ben = node.member(&owner, "ben", "agent").await;
        Self { node, ada, anna, ben }
    }

    async fn change(&self, by: &Person, conversation: &str, change: Value) -> Answer {
        let path = format!("/v1/conversations/{conversation}/ticket");
        self.node.request(Method::PATCH, &path).by(by).json(&change).send().await
    }

    async fn get(&self, by: &Person, path: &str) -> Value {
        self.node.get(path).by(by).send().await.expect(200).body
    }

    async fn note(&self, by: &Person, conversation: &str, note: &Value) -> Answer {
        self.node.post(&format!("/v1/conversations/{conversation}/notes")).by(by).json(note).send().await
    }

    async fn listed(&self, by: &Person, query: &str) -> Vec<i64> {
        let page = self.get(by, &format!("/v1/tickets?{query}")).await;
        let tickets = page["tickets"].as_array().expect("tickets").iter();
        tickets.map(|row| row["ticket"]["ordinal"].as_i64().expect("a number")).collect()
    }
}

impl Node {
    /// A person writes to the shop; the conversation.
    pub(crate) async fn ask(&self, customer: &Person, text: &str) -> String {
        let begun = self.post("/v1/conversations").by(customer).json(&json!({"handle": "shop"})).send().await;
        let id = begun.body["conversation"]["id"].as_str().expect("a conversation").to_owned();
        self.send(customer, &id, text).await;
        id
    }
}

#[tokio::test]
async fn a_ticket_from_the_first_word_to_its_end() {
    let shop = Shop::open().await;
    let node = &shop.node;
    let conversation = node.ask(&shop.ada, "where is my parcel?").await;
    let path = format!("/v1/conversations/{conversation}");
    let seen = shop.get(&shop.anna, &path).await;
    let thread = &seen["conversation"]["thread"];
    assert_eq!(seen["conversation"]["kind"], "business");
    assert_eq!((&thread["ticket"]["ordinal"], &thread["ticket"]["status"]), (&json!(1), &json!("open")));
    assert!(thread["ticket"]["waiting_since"].is_i64());
    assert_eq!(seen["journal"][0]["what"], json!({"kind": "opened", "ordinal": 1}));
    assert_eq!(shop.listed(&shop.anna, "of=nobody").await, [1]);

    node.clock.set(node.messaging.now().milliseconds() + 5_000);
    node.send(&shop.anna, &conversation, "on its way").await;
    let seen = shop.get(&shop.anna, &path).await;
    let ticket = &seen["conversation"]["thread"]["ticket"];
    assert_eq!(ticket["assignee"], json!(shop.anna.account));
    assert_eq!(ticket["first_response_at"].as_i64(), ticket["opened_at"].as_i64().map(|at| at + 5_000));
    assert_eq!(ticket["waiting_since"], Value::Null);
    assert_eq!(shop.listed(&shop.anna, "of=me").await, [1]);
    assert_eq!(shop.listed(&shop.ben, "of=me").await, [0_i64; 0]);

    let after = shop.change(&shop.anna, &conversation, json!({"status": "resolved"})).await.expect(200).body;
    assert_eq!(after["ticket"]["status"], "resolved");
    assert_eq!(shop.listed(&shop.anna, "status=resolved").await, [1]);
    let counts = shop.get(&shop.anna, "/v1/tickets/counts").await;
    assert_eq!(
        counts,
        json!({"mine": 0, "unassigned": 0, "open": 0, "due": 0, "pending": 0, "snoozed": 0, "resolved": 1})
    );

    // Within a week it is the same matter, later a new one.
    node.send(&shop.ada, &conversation, "it is broken").await;
    assert_eq!(shop.listed(&shop.anna, "of=me").await, [1]);
    shop.change(&shop.anna, &conversation, json!({"status": "resolved"})).await.expect(200);
    node.clock.set(node.messaging.now().milliseconds() + 7 * 24 * 3_600_000);
    node.send(&shop.ada, &conversation, "another thing").await;
    assert_eq!(shop.listed(&shop.anna, "of=nobody").await, [2]);
    assert_eq!(shop.listed(&shop.anna, "status=resolved").await, [1]);
    let history = shop.get(&shop.anna, &format!("{path}/tickets")).await;
    assert_eq!((&history["tickets"][0]["ordinal"], &history["tickets"][1]["ordinal"]), (&json!(2), &json!(1)));
    let newest = history["tickets"][0]["id"].as_str().expect("an id");
    let before = shop.get(&shop.anna, &format!("{path}/tickets?before={newest}")).await;
    assert_eq!(before["tickets"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn nobody_talks_over_a_colleague() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "hello").await;
    let path = format!("/v1/conversations/{conversation}/messages");
    let at_epoch = |text: &str, epoch: i64| {
        let mut message = message(text);
        message["epoch"] = json!(epoch);
        message
    };
    let send = async |by: &Person, message: &Value| shop.node.post(&path).by(by).json(message).send().await;
    // Both looked when nobody had the thread; Anna was first.
    let first = at_epoch("I can help", 0);
    send(&shop.anna, &first).await.expect(201);
    let late = at_epoch("I can help, too", 0);
    assert_eq!(send(&shop.ben, &late).await.problem(), "thread_taken");
    let events = shop.get(&shop.ada, &format!("/v1/conversations/{conversation}/events")).await;
    assert_eq!(events["head"], 2, "the customer got one answer");
    // A repetition is the first send, not a new one that comes too late.
    shop.change(&shop.ben, &conversation, json!({"assignee": shop.ben.account})).await.expect(200);
    send(&shop.anna, &first).await.expect(200);
    // Knowingly, he may.
    let knowing = at_epoch("I can help, too", 2);
    send(&shop.ben, &knowing).await.expect(201);
    send(&shop.anna, &message("taking it back")).await.expect(201);
    let seen = shop.get(&shop.ben, &format!("/v1/conversations/{conversation}")).await;
    assert_eq!(seen["conversation"]["thread"]["epoch"], 3);
    // Where nobody holds a thread there is no epoch.
    let grace = shop.node.person("grace").await;
    let talk = shop.node.conversation(&shop.ada, &grace, &["hi"]).await;
    let path = format!("/v1/conversations/{talk}/messages");
    let refused = shop.node.post(&path).by(&shop.ada).json(&at_epoch("hi", 0)).send().await;
    assert_eq!(refused.problem(), "invalid_parameter");
}

#[tokio::test]
async fn a_customer_sees_nothing_of_the_brands_side() {
    let shop = Shop::open().await;
    let (mut hers, _) = shop.node.live(&shop.ada, None).await;
    let conversation = shop.node.ask(&shop.ada, "hello").await;
    let note = json!({"client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": "a difficult one"}});
    shop.note(&shop.anna, &conversation, &note).await.expect(201);
    shop.change(&shop.anna, &conversation, json!({"add_labels": ["difficult"], "priority": "low"})).await.expect(200);
    let (mut colleague, _) = shop.node.live(&shop.ben, None).await;
    colleague.ask("attend", &json!({"conversation": conversation, "writing": true})).await;
    shop.node.send(&shop.anna, &conversation, "good morning").await;
    let path = format!("/v1/conversations/{conversation}");
    let mut shown = String::new();
    loop {
        let frame = hers.came().await;
        shown.push_str(&format!("{frame:?}"));
        if shown.contains("good morning") {
            break;
        }
    }
    for address in [path.clone(), format!("{path}/events"), "/v1/snapshot".to_owned(), "/v1/conversations".to_owned()] {
        shown.push_str(&shop.get(&shop.ada, &address).await.to_string());
    }
    for secret in ["difficult", "thread", "journal", "ticket", &shop.anna.account.to_string(), "attention"] {
        assert!(!shown.contains(secret), "the customer sees {secret}");
    }
    assert_eq!(shop.node.get(&format!("{path}/journal")).by(&shop.ada).send().await.problem(), "forbidden");
}

#[tokio::test]
async fn notes_are_kept_once_and_reach_every_colleague() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "hello").await;
    let (mut socket, _) = shop.node.live(&shop.ben, None).await;
    let name = uuid::Uuid::new_v4();
    let note = |text: &str| json!({"client_id": name, "body": {"v": 1, "text": text}});
    let first = shop.note(&shop.anna, &conversation, &note("call her")).await.expect(201).body;
    let again = shop.note(&shop.anna, &conversation, &note("call her")).await.expect(201).body;
    assert_eq!(first, again);
    let other = shop.note(&shop.anna, &conversation, &note("do not call her")).await;
    assert_eq!(other.problem(), "client_id_conflict");
    let entry = socket.frame_of("entry").await;
    assert_eq!(entry["journal"][0]["what"]["body"]["text"], "call her");
    assert_eq!(entry["journal"][0]["author"], json!(shop.anna.account));
    assert_eq!(entry["events"], json!([]));
    let journal = shop.get(&shop.ben, &format!("/v1/conversations/{conversation}/journal")).await;
    assert_eq!((&journal["head"], &journal["entries"][1]["seq"]), (&json!(2), &json!(2)));
    let empty = shop
        .note(&shop.anna, &conversation, &json!({"client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": " "}}))
        .await;
    assert_eq!(empty.problem(), "text_invalid");
}

#[tokio::test]
async fn what_comes_live_is_what_is_caught_up_later() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "hello").await;
    let (mut socket, came) = shop.node.live(&shop.ben, None).await;
    let mut cursor = came.last().expect("caught up")["cursor"].as_str().expect("a cursor").to_owned();
    let mut same = async |after: &str| {
        socket.frame_of("entry").await;
        let live = socket.text.replacen(r#""type":"entry","#, "", 1);
        let page = shop.node.get(&format!("/v1/sync?since={cursor}")).by(&shop.ben).send().await.expect(200);
        let caught_up = String::from_utf8(page.bytes).expect("text");
        assert!(caught_up.contains(&format!(r#""entries":[{live}],"#)), "after {after}:\n{live}\n{caught_up}");
        page.body["cursor"].as_str().expect("a cursor").clone_into(&mut cursor);
    };
    shop.node.send(&shop.ada, &conversation, "are you there?").await;
    same("a message of the customer").await;
    shop.node.send(&shop.anna, &conversation, "yes").await;
    same("a reply").await;
    let note = json!({"client_id": uuid::Uuid::new_v4(), "body": {"v": 1, "text": "patient"}});
    shop.note(&shop.anna, &conversation, &note).await.expect(201);
    same("a note").await;
    let change = json!({"status": "pending", "priority": "high", "add_labels": ["vip"], "assignee": null});
    shop.change(&shop.anna, &conversation, change).await.expect(200);
    same("a change").await;
    shop.node.send(&shop.ada, &conversation, "thank you").await;
    same("the customer's next word").await;
}

#[tokio::test]
async fn a_snoozed_ticket_wakes_at_its_time() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "until Monday, please").await;
    let now = shop.node.messaging.now().milliseconds();
    let past = shop.change(&shop.anna, &conversation, json!({"status": "snoozed", "snoozed_until": now})).await;
    assert_eq!(past.problem(), "ticket_refused");
    let later = json!({"status": "snoozed", "snoozed_until": now + 60_000});
    shop.change(&shop.anna, &conversation, later).await.expect(200);
    assert_eq!(shop.node.messaging.wake_due_tickets().await, Ok(0));
    shop.node.clock.set(now + 60_000);
    // The server looks by itself, too: whoever comes second finds nothing to do.
    assert!(shop.node.messaging.wake_due_tickets().await.is_ok());
    assert_eq!(shop.listed(&shop.anna, "status=open").await, [1]);
}

#[tokio::test]
async fn many_are_changed_at_once_and_what_they_were_comes_back() {
    let shop = Shop::open().await;
    let mut conversations = Vec::new();
    for number in 0..5 {
        let customer = shop.node.person(&format!("customer{number}")).await;
        conversations.push(shop.node.ask(&customer, "hello").await);
    }
    let unknown = "cnv_0000000000001";
    let all: Vec<&str> = conversations.iter().map(String::as_str).chain([unknown]).collect();
    let request = json!({"conversations": all, "change": {"status": "resolved", "add_labels": ["bulk"]}});
    let done =
        shop.node.request(Method::PATCH, "/v1/tickets").by(&shop.anna).json(&request).send().await.expect(200).body;
    assert_eq!(done["refused"], json!([{"conversation": unknown, "code": "not_found"}]));
    assert_eq!(done["before"].as_array().map(Vec::len), Some(5));
    assert!(done["before"].as_array().expect("tickets").iter().all(|before| before["ticket"]["status"] == "open"));
    assert_eq!(shop.listed(&shop.anna, "status=resolved&label=bulk").await.len(), 5);
    assert_eq!(shop.get(&shop.anna, "/v1/brand/labels").await, json!({"labels": ["bulk"]}));
    let none = json!({"conversations": [], "change": {}});
    let none = shop.node.request(Method::PATCH, "/v1/tickets").by(&shop.anna).json(&none).send().await;
    assert_eq!(none.problem(), "invalid_parameter");
}

#[tokio::test]
async fn the_inbox_is_read_page_by_page_in_both_orders() {
    let shop = Shop::open().await;
    for number in 0..5 {
        let customer = shop.node.person(&format!("customer{number}")).await;
        shop.node.clock.set(shop.node.messaging.now().milliseconds() + 1_000);
        shop.node.ask(&customer, "hello").await;
    }
    for (order, wanted) in [("newest", [5, 4, 3, 2, 1]), ("oldest", [1, 2, 3, 4, 5])] {
        let (mut after, mut seen) = (String::new(), Vec::new());
        loop {
            let page = shop.get(&shop.anna, &format!("/v1/tickets?order={order}&limit=2{after}")).await;
            let rows = page["tickets"].as_array().expect("tickets").clone();
            seen.extend(rows.iter().map(|row| row["ticket"]["ordinal"].as_i64().expect("a number")));
            assert!(rows.iter().all(|row| row["events"][0]["body"]["text"] == "hello"));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen, wanted);
    }
    for wrong in ["after=5", "after=x.y", "limit=0", "limit=101", "label=%0A", "of=me&label=vip", "status=lost"] {
        let refused = shop.node.get(&format!("/v1/tickets?{wrong}")).by(&shop.anna).send().await;
        assert!(refused.status == 400 || refused.status == 422, "{wrong}");
        refused.problem();
    }
}

#[tokio::test]
async fn two_agents_resolve_and_reply_at_once() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "hello").await;
    let (resolving, replying) = tokio::join!(
        shop.change(&shop.anna, &conversation, json!({"status": "resolved"})),
        shop.node.send(&shop.ben, &conversation, "one more thing"),
    );
    resolving.expect(200);
    let () = replying;
    // In either order: the reply is there, the ticket is resolved, and the journal tells both.
    let seen = shop.get(&shop.anna, &format!("/v1/conversations/{conversation}")).await;
    assert_eq!(seen["conversation"]["thread"]["ticket"]["status"], "resolved");
    assert_eq!(seen["conversation"]["head"], 2);
    let kinds: Vec<&str> =
        seen["journal"].as_array().expect("a journal").iter().filter_map(|one| one["what"]["kind"].as_str()).collect();
    assert!(kinds.contains(&"status") && kinds.contains(&"replied"), "{kinds:?}");
}

#[tokio::test]
async fn a_members_words_are_their_own() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "hello").await;
    let path = format!("/v1/conversations/{conversation}");
    let draft = json!({"text": "Dear Ada,"});
    shop.node.request(Method::PUT, &format!("{path}/draft")).by(&shop.anna).json(&draft).send().await.expect(204);
    assert_eq!(shop.get(&shop.anna, &path).await["conversation"]["draft"]["text"], "Dear Ada,");
    assert_eq!(shop.get(&shop.ben, &path).await["conversation"]["draft"], Value::Null);
    assert_eq!(shop.get(&shop.ada, &path).await["conversation"]["draft"], Value::Null);
}

#[tokio::test]
async fn colleagues_see_who_is_looking() {
    let shop = Shop::open().await;
    let conversation = shop.node.ask(&shop.ada, "hello").await;
    let (mut socket, _) = shop.node.live(&shop.ben, None).await;
    let path = format!("/v1/conversations/{conversation}/attention");
    shop.node.post(&path).by(&shop.anna).json(&json!({"writing": true})).send().await.expect(204);
    let frame = socket.frame_of("attention").await;
    assert_eq!(frame["member"], json!(shop.anna.account));
    assert_eq!((&frame["conversation"], &frame["writing"]), (&json!(conversation), &json!(true)));
}
