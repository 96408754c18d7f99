//! Single sign-on: a brand's people who come by its identity provider, and those who must not.

mod provider;
mod settings;

use reqwest::Method;
use serde_json::{Value, json};

use crate::node::{Node, Person};
use crate::request::Answer;
use provider::{CLIENT, Provider, SECRET};

/// A brand whose people sign in by a provider.
struct Stage {
    node: Node,
    provider: Provider,
    owner: Person,
}

/// What a brand says of its provider.
fn set(issuer: &str) -> Value {
    json!({
        "issuer": issuer, "client_id": CLIENT, "client_secret": SECRET, "domains": ["example.com"], "role": "agent",
        "is_required": false,
    })
}

impl Stage {
    async fn set() -> Self {
        let node = Node::with(|settings, _| settings.private_network = true).await;
        let owner = node.shop(&node.person("ada").await).await;
        let stage = Self { node, provider: Provider::start().await, owner };
        stage.save(&set(stage.provider.issuer())).await.expect(200);
        stage
    }

    async fn save(&self, body: &Value) -> Answer {
        self.node.request(Method::PUT, "/v1/brand/sign-on").by(&self.owner).json(body).send().await
    }

    fn now(&self) -> i64 {
        self.node.messaging.now().milliseconds() / 1_000
    }

    async fn set_out(&self) -> (String, String) {
        read(&self.node.post("/v1/sessions/brand/way").json(&json!({"brand": "@Shop"})).send().await.expect(200).body)
    }

    /// The whole way of someone whom the provider's token tells of.
    async fn come(&self, change: impl FnOnce(&mut Value)) -> Answer {
        let (address, state) = self.set_out().await;
        let code = self.provider.send_back(&address, self.now(), change);
        self.finish(&state, &code).await
    }

    async fn finish(&self, state: &str, code: &str) -> Answer {
        self.node.post("/v1/sessions/brand").json(&json!({"state": state, "code": code})).send().await
    }

    /// Whoever has a session, as someone who acts for the brand.
    fn member(&self, session: &Value) -> Person {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        Person {
            handle: text(&session["account"]["handle"]),
            account: text(&session["account"]["id"]).parse().expect("an id"),
            device: text(&session["device"]).parse().expect("an id"),
            token: text(&session["token"]),
            acting_for: self.owner.acting_for,
        }
    }
}

fn read(begun: &Value) -> (String, String) {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    (text(&begun["address"]), text(&begun["state"]))
}

#[tokio::test]
async fn whoever_the_provider_sends_is_a_member_and_known_again() {
    let stage = Stage::set().await;
    let first = stage.come(|_| ()).await.expect(201);
    assert!(!first.header("set-cookie").is_empty());
    let account = &first.body["account"];
    assert_eq!((&account["handle"], &account["display_name"]), (&json!("mia"), &json!("Mia Wong")));
    let mia = stage.member(&first.body);
    let brand = stage.node.get("/v1/brand").by(&mia).send().await.expect(200).body;
    assert_eq!(brand["role"], "agent");
    // By another address and name, and with another role to be had: still her, who stays what she is.
    let mut other = set(stage.provider.issuer());
    other["role"] = "analyst".into();
    stage.save(&other).await.expect(200);
    let again = stage.come(|claims| {
        claims["email"] = "m.wong@example.com".into();
        claims["preferred_username"] = "wong".into();
    });
    let again = again.await.expect(201).body;
    assert_eq!(again["account"]["id"], first.body["account"]["id"]);
    let brand = stage.node.get("/v1/brand").by(&stage.member(&again)).send().await.expect(200).body;
    assert_eq!(brand["role"], "agent");
    let audit = stage.node.get("/v1/brand/audit").by(&stage.owner).send().await.expect(200).body;
    let mut deeds: Vec<&str> =
        audit["entries"].as_array().expect("a list").iter().filter_map(|one| one["deed"].as_str()).collect();
    // Two are of one moment, and have no order.
    deeds.sort_unstable();
    assert_eq!(deeds, ["sign_on_joined", "sign_on_linked", "sign_on_saved", "sign_on_saved"]);
}

#[tokio::test]
async fn words_that_are_not_the_providers_or_not_for_this_are_refused() {
    let stage = Stage::set().await;
    let now = stage.now();
    for (field, value) in [
        ("nonce", json!("of another")),
        ("nonce", json!(null)),
        ("aud", json!("another client")),
        ("iss", json!("https://login.example.org")),
        ("exp", json!(now - 61)),
        ("nbf", json!(now + 61)),
        ("azp", json!("another client")),
        ("sub", json!("")),
        ("email", json!("mia@example.org")),
        ("email", json!("mia@evil-example.com")),
        ("email", json!("mia@example.com.evil.org")),
        ("email", json!("example.com")),
        ("email", json!(null)),
        ("email_verified", json!(false)),
        ("email_verified", json!("false")),
    ] {
        let answer = stage.come(|claims| claims[field] = value.clone()).await.expect(401);
        assert_eq!(answer.problem(), "sign_on_failed", "{field} {value}");
    }
    let mut forged = stage;
    forged.provider.key = crate::platform::keys::make_keys().remove(0);
    assert_eq!(forged.come(|_| ()).await.expect(401).problem(), "sign_on_failed", "another key");
    let found = forged.node.get("/v1/accounts/mia").by(&forged.owner.clone().alone()).send().await;
    assert_eq!(found.status, 404, "nobody was made");
}

#[tokio::test]
async fn a_way_is_gone_once_in_time_and_by_who_set_out() {
    let stage = Stage::set().await;
    let (address, state) = stage.set_out().await;
    let code = stage.provider.send_back(&address, stage.now(), |_| ());
    for (state, code) in [("made-up", code.as_str()), (state.as_str(), "made-up"), (state.as_str(), code.as_str())] {
        assert_eq!(stage.finish(state, code).await.expect(401).problem(), "sign_on_failed", "{state} {code}");
    }
    // A code that another browser was sent back with does not fit the verifier of this one.
    let (theirs, _) = stage.set_out().await;
    let (_, mine) = stage.set_out().await;
    let code = stage.provider.send_back(&theirs, stage.now(), |_| ());
    assert_eq!(stage.finish(&mine, &code).await.expect(401).problem(), "sign_on_failed");
    let (address, state) = stage.set_out().await;
    stage.node.clock.set(stage.node.messaging.now().milliseconds() + 600_000);
    let code = stage.provider.send_back(&address, stage.now(), |_| ());
    assert_eq!(stage.finish(&state, &code).await.expect(401).problem(), "sign_on_failed", "too late");
}

#[tokio::test]
async fn nobody_is_found_by_a_name_or_an_address() {
    let stage = Stage::set().await;
    let known = stage.node.person_with_password("mia", "correct horse battery").await;
    let came = stage.come(|_| ()).await.expect(201).body;
    assert_ne!(came["account"]["id"], json!(known.account));
    assert!(came["account"]["handle"].as_str().is_some_and(|handle| handle.starts_with("mia_")));
    for brand in ["nobody", "mia"] {
        let way = json!({"brand": brand});
        let answer = stage.node.post("/v1/sessions/brand/way").json(&way).send().await.expect(404);
        assert_eq!(answer.problem(), "not_found", "{brand}");
    }
}

#[tokio::test]
async fn someone_who_is_signed_in_is_linked_and_can_undo_it() {
    let stage = Stage::set().await;
    let password = "correct horse battery";
    let known = stage.node.person_with_password("mia", password).await;
    let link = async |password: &str| {
        let way = json!({"brand": "shop", "password": password});
        stage.node.post("/v1/me/sign-on").by(&known).json(&way).send().await
    };
    assert_eq!(link("another one").await.expect(401).problem(), "sign_in_failed");
    let (address, state) = read(&link(password).await.expect(200).body);
    let code = stage.provider.send_back(&address, stage.now(), |_| ());
    let session = stage.finish(&state, &code).await.expect(201).body;
    assert_eq!(session["account"]["id"], json!(known.account));
    stage.node.get("/v1/me").by(&known).send().await.expect(401);
    let mia = stage.member(&session);
    assert_eq!(stage.node.get("/v1/brand").by(&mia).send().await.expect(200).body["role"], "agent");
    let links = stage.node.get("/v1/me/sign-on").by(&mia.clone().alone()).send().await.expect(200).body;
    assert_eq!(links["links"][0]["issuer"], stage.provider.issuer());

    // Whom the provider knows as someone, it does not send as someone else.
    let grace = stage.node.person("grace").await;
    let way = stage.node.post("/v1/me/sign-on").by(&grace).json(&json!({"brand": "shop"})).send().await.expect(200);
    let (address, state) = read(&way.body);
    let code = stage.provider.send_back(&address, stage.now(), |_| ());
    assert_eq!(stage.finish(&state, &code).await.expect(401).problem(), "sign_on_failed");

    let undo = json!({"issuer": stage.provider.issuer()});
    let undo = async |person: &Person| stage.node.post("/v1/me/sign-on/removal").by(person).json(&undo).send().await;
    undo(&mia.clone().alone()).await.expect(204);
    undo(&mia.alone()).await.expect(404);
    let new = stage.come(|claims| claims["sub"] = "u-2".into()).await.expect(201).body;
    let new = stage.member(&new).alone();
    assert_eq!(undo(&new).await.expect(409).problem(), "last_sign_in", "it is all that they have");
}

#[tokio::test]
async fn where_it_is_required_members_come_by_it() {
    let stage = Stage::set().await;
    let member = stage.node.member(&stage.owner, "grace", "agent").await;
    stage.node.get("/v1/brand").by(&member).send().await.expect(200);
    let mut required = set(stage.provider.issuer());
    required["is_required"] = true.into();
    stage.save(&required).await.expect(200);
    let refused = stage.node.get("/v1/brand").by(&member).send().await.expect(403);
    assert_eq!(refused.problem(), "sign_on_required");
    stage.node.get("/v1/me").by(&member.clone().alone()).send().await.expect(200);
    stage.node.get("/v1/brand").by(&stage.owner).send().await.expect(200);
    let came = stage.come(|_| ()).await.expect(201).body;
    stage.node.get("/v1/brand").by(&stage.member(&came)).send().await.expect(200);
}
