//! What customers are told of their wait for a person.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};

/// A Sunday at noon in Berlin.
const SUNDAY: i64 = 1_793_530_800_000;

/// A shop with Anna who answers.
struct Scene {
    node: Node,
    olga: Person,
    anna: Person,
}

impl Scene {
    async fn open(told: &str, language: &str) -> Self {
        let node = Node::start().await;
        node.clock.set(SUNDAY);
        let olga = node.shop(&node.person("olga").await).await;
        let anna = node.member(&olga, "anna", "agent").await;
        let scene = Self { node, olga, anna };
        scene.set(told, language).await;
        scene
    }

    async fn set(&self, told: &str, language: &str) {
        let settings = json!({"told": told, "language": language});
        let set = self.node.request(Method::PUT, "/v1/brand/wait").by(&self.olga).json(&settings).send().await;
        assert_eq!(set.expect(200).body, settings);
    }

    /// A new customer who asks; their conversation.
    async fn customer(&self, handle: &str) -> (Person, String) {
        let person = self.node.person(handle).await;
        let conversation = self.node.ask(&person, "hello").await;
        (person, conversation)
    }

    /// What the brand said to a customer, the newest last.
    async fn told(&self, (person, conversation): &(Person, String)) -> Vec<String> {
        let path = format!("/v1/conversations/{conversation}/events");
        let page = self.node.get(&path).by(person).send().await.expect(200).body;
        let events = page["events"].as_array().expect("events");
        let of_brand = events.iter().filter(|event| event["author"] != json!(person.account));
        of_brand.map(|event| event["body"]["text"].as_str().expect("a text").to_owned()).collect()
    }

    async fn stands(&self, (person, conversation): &(Person, String)) -> Value {
        self.node.get(&format!("/v1/conversations/{conversation}/wait")).by(person).send().await.expect(200).body
    }
}

#[tokio::test]
async fn customers_are_told_once_how_many_are_before_them_and_see_how_it_goes_on() {
    let scene = Scene::open("always", "en").await;
    let ada = scene.customer("ada").await;
    let bob = scene.customer("bob").await;
    assert_eq!(scene.told(&ada).await, ["A person will answer you here. You are next."]);
    assert_eq!(scene.told(&bob).await, ["A person will answer you here. 1 person is before you."]);
    assert_eq!(scene.stands(&bob).await, json!({"before": 1}));

    scene.node.send(&bob.0, &bob.1, "are you there?").await;
    assert_eq!(scene.told(&bob).await.len(), 1, "one wait is told once");
    scene.node.send(&scene.anna, &ada.1, "Here I am").await;
    assert_eq!((scene.stands(&ada).await, scene.stands(&bob).await), (json!({}), json!({"before": 0})));

    // Given to a member and back, nobody has answered: it is the same wait.
    let path = format!("/v1/conversations/{}/ticket", bob.1);
    for assignee in [json!(scene.anna.account), Value::Null] {
        scene.node.clock.forward(Duration::from_secs(1));
        let change = json!({"assignee": assignee});
        scene.node.request(Method::PATCH, &path).by(&scene.anna).json(&change).send().await.expect(200);
    }
    assert_eq!(scene.told(&bob).await.len(), 1);
    assert_eq!(scene.stands(&bob).await, json!({"before": 0}));

    // A stranger is told nothing, not even that there is something; who works for the brand may look.
    let path = format!("/v1/conversations/{}/wait", bob.1);
    scene.node.get(&path).by(&ada.0).send().await.expect(404);
    assert_eq!(scene.node.get(&path).by(&scene.anna).send().await.expect(200).body, json!({"before": 0}));

    scene.set("never", "en").await;
    assert_eq!(scene.stands(&bob).await, json!({}), "what is switched off is not shown either");
    let eve = scene.customer("eve").await;
    assert_eq!(scene.told(&eve).await, Vec::<String>::new());
    let audit = scene.node.get("/v1/brand/audit").by(&scene.olga).send().await.expect(200).body;
    assert_eq!(audit["entries"][0]["deed"], "wait_changed");
}

#[tokio::test]
async fn places_of_those_who_write_at_once_are_all_different() {
    let scene = Scene::open("always", "en").await;
    let mut customers = Vec::new();
    for number in 0..12 {
        customers.push(scene.node.person(&format!("ada{number}")).await);
    }
    let asking = customers.iter().map(|person| scene.node.ask(person, "hello"));
    let conversations = futures_util::future::join_all(asking).await;
    let mut told = Vec::new();
    for one in customers.into_iter().zip(conversations) {
        told.extend(scene.told(&one).await);
    }
    let place = |text: &String| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(0)
    };
    let mut places: Vec<usize> = told.iter().map(place).collect();
    places.sort_unstable();
    assert_eq!(places, (0..12).collect::<Vec<_>>(), "{told:?}");
}

#[tokio::test]
async fn how_long_it_takes_is_told_of_ten_answers_and_of_a_closed_brand_when_it_opens() {
    let scene = Scene::open("always", "de").await;
    for number in 0..10 {
        let one = scene.customer(&format!("ada{number}")).await;
        assert_eq!(scene.told(&one).await, ["Ein Mensch antwortet dir hier. Niemand ist vor dir."]);
        scene.node.clock.forward(Duration::from_secs(240));
        scene.node.send(&scene.anna, &one.1, "Here I am").await;
    }
    let bob = scene.customer("bob").await;
    let said = "Ein Mensch antwortet dir hier. Niemand ist vor dir. Meist dauert es etwa 4 Minuten.";
    assert_eq!(scene.told(&bob).await, [said]);

    let opening = json!({"day": "monday", "opens": "09:30", "closes": "17:00"});
    let hours = json!({"zone": "Europe/Berlin", "openings": [opening]});
    scene.node.request(Method::PUT, "/v1/brand/hours").by(&scene.olga).json(&hours).send().await.expect(200);
    let eve = scene.customer("eve").await;
    let told = scene.told(&eve).await.concat();
    assert!(told.contains("öffnen wieder am Montag um 09:30 (UTC+1)"), "{told}");
    let opens_at = SUNDAY + 21 * 3_600_000 + 1_800_000;
    assert_eq!(scene.stands(&eve).await, json!({"before": 1, "opens_at": opens_at}));
}

#[tokio::test]
async fn who_was_with_a_bot_is_told_when_it_gives_the_thread_to_people() {
    let scene = Scene::open("after_bots", "es").await;
    let node = &scene.node;
    let first = scene.customer("first").await;
    assert_eq!(scene.told(&first).await, Vec::<String>::new(), "no bot was there");
    let made = node.post("/v1/brand/bots").by(&scene.olga).json(&json!({"name": "Help"})).send().await.expect(201);
    let bot = made.body["account"]["id"].as_str().expect("an id").to_owned();
    let flow = "v: 1\nname: Help\nlanguage: ar\nstart: hello\ntriggers: { always: true }\nnodes:\n  hello:\n    say:\n      text: \"?\"\n      quick_replies: [{ text: Bye, then: bye }]\n  bye: { end: {} }\n";
    let version = json!({"source": flow});
    node.post(&format!("/v1/brand/bots/{bot}/versions")).by(&scene.olga).json(&version).send().await.expect(201);

    let ada = scene.customer("ada").await;
    let deadline = std::time::Instant::now() + Duration::from_secs(60);
    let told = loop {
        let told = scene.told(&ada).await;
        match told.last() {
            Some(last) if last.contains("سيجيبك") => break told,
            Some(last) if last == "?" => node.send(&ada.0, &ada.1, "can I talk to a person?").await,
            _ => {}
        }
        assert!(std::time::Instant::now() < deadline, "nothing is told: {told:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    assert_eq!(told.last().map(String::as_str), Some("سيجيبك شخص هنا. شخص واحد ينتظر قبلك."));
    assert_eq!(scene.stands(&ada).await, json!({"before": 1}));
    assert_eq!(scene.stands(&first).await, json!({}), "who was told nothing is shown nothing");

    // A program of the brand's own speaks no language that is known: it is the brand's.
    let own = json!({"name": "Our own", "own": {"on": true, "patience_seconds": 60}});
    node.request(Method::DELETE, &format!("/v1/brand/bots/{bot}")).by(&scene.olga).send().await.expect(204);
    node.post("/v1/brand/bots").by(&scene.olga).json(&own).send().await.expect(201);
    let eve = scene.customer("eve").await;
    let deadline = std::time::Instant::now() + Duration::from_secs(60);
    while scene.told(&eve).await.is_empty() {
        assert!(std::time::Instant::now() < deadline, "nothing is told");
        node.clock.forward(Duration::from_secs(61));
        subrosa_engage::Engage::new(node.messaging.clone()).run_due_bots().await.expect("runs");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(scene.told(&eve).await, ["Una persona te responderá aquí. Hay 2 personas delante de ti."]);
}
