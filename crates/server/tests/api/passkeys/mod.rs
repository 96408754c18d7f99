//! Passkeys: adding them, signing in by them, and everything that is no answer to a challenge.

mod authenticator;
mod hostile;

use authenticator::Authenticator;
use serde_json::{Value, json};
use subrosa_access::Actor;
use subrosa_proto::ErrorCode;

use crate::node::{Node, Person};
use crate::request::Answer;

const PASSWORD: &str = "correct horse battery";

/// What a passkey is to sign.
async fn challenge(node: &Node) -> Value {
    node.post("/v1/sessions/passkey/challenge").send().await.expect(200).body
}

async fn sign_in_by(node: &Node, answer: &Value) -> Answer {
    node.post("/v1/sessions/passkey").json(&json!({"passkey": answer})).send().await
}

/// The password, where the person has one.
fn confirm(password: Option<&str>) -> Value {
    password.map_or_else(|| json!({}), |password| json!({"password": password}))
}

async fn begin(node: &Node, person: &Person, password: Option<&str>) -> Answer {
    node.post("/v1/me/passkeys").by(person).json(&confirm(password)).send().await
}

async fn finish(node: &Node, person: &Person, mut made: Value, name: &str) -> Answer {
    made["name"] = name.into();
    node.post("/v1/me/passkeys/confirmation").by(person).json(&made).send().await
}

/// A passkey of a person's, and what was said when it was added.
async fn add(node: &Node, person: &Person, password: Option<&str>, number: u8) -> (Authenticator, Value) {
    let mut device = Authenticator::new(number);
    let options = begin(node, person, password).await.expect(200).body;
    let added = finish(node, person, device.create(&options), &format!(" Key {number} ")).await.expect(201);
    (device, added.body)
}

async fn remove(node: &Node, person: &Person, passkey: &Value, password: Option<&str>) -> Answer {
    let path = format!("/v1/me/passkeys/{}/removal", passkey["id"].as_str().expect("an id"));
    node.post(&path).by(person).json(&confirm(password)).send().await
}

async fn list(node: &Node, person: &Person) -> Vec<Value> {
    let found = node.get("/v1/me/passkeys").by(person).send().await.expect(200);
    found.body["passkeys"].as_array().expect("a list").clone()
}

async fn sign_in(node: &Node, more: &Value) -> Answer {
    let mut request = json!({"handle": "ada", "password": PASSWORD});
    request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    node.post("/v1/sessions").json(&request).send().await
}

#[tokio::test]
async fn a_passkey_signs_in_without_a_password_and_says_when() {
    let node = Node::start().await;
    assert_eq!(node.get("/v1/info").send().await.body["passkey_origin"], crate::node::ORIGIN);
    let ada = node.person("ada").await;
    let (mut phone, added) = add(&node, &ada, None, 1).await;
    assert_eq!(added["passkey"]["name"], "Key 1");
    assert_eq!(added.get("recovery_codes"), None, "there is no password that they would stand beside");
    let (mut key, _) = add(&node, &ada, None, 2).await;
    let known = begin(&node, &ada, None).await.expect(200).body;
    assert_eq!(known["excludeCredentials"].as_array().map(Vec::len), Some(2));
    assert_eq!(known["user"]["name"], "ada");

    for device in [&mut phone, &mut key] {
        let session = sign_in_by(&node, &device.answer(&challenge(&node).await)).await.expect(201).body;
        assert_eq!(session["account"]["handle"], "ada");
        let token = session["token"].as_str().expect("a token").to_owned();
        node.get("/v1/me").by(&Person { token, ..ada.clone() }).send().await.expect(200);
    }
    let used: Vec<bool> = list(&node, &ada).await.iter().map(|one| one["last_used_at"].is_i64()).collect();
    assert_eq!(used, [true, true]);
}

#[tokio::test]
async fn the_password_asks_for_the_passkey_or_a_recovery_code() {
    let node = Node::start().await;
    let ada = node.person_with_password("ada", PASSWORD).await;
    assert_eq!(begin(&node, &ada, Some("another one")).await.expect(401).problem(), "sign_in_failed");
    assert_eq!(begin(&node, &ada, None).await.expect(401).problem(), "sign_in_failed");
    let (mut phone, added) = add(&node, &ada, Some(PASSWORD), 1).await;
    let codes = added["recovery_codes"].as_array().expect("codes").clone();
    assert_eq!(codes.len(), 10);
    let (_, second) = add(&node, &ada, Some(PASSWORD), 2).await;
    assert_eq!(second.get("recovery_codes"), None, "those that there are stay");

    assert_eq!(sign_in(&node, &json!({})).await.expect(401).problem(), "second_factor_required");
    assert_eq!(sign_in(&node, &json!({"code": "000000"})).await.expect(401).problem(), "second_factor_failed");
    sign_in(&node, &json!({"code": codes[0]})).await.expect(201);
    sign_in(&node, &json!({"code": codes[0]})).await.expect(401);
    sign_in(&node, &json!({"passkey": phone.answer(&challenge(&node).await)})).await.expect(201);
    let grace = node.person("grace").await;
    let (mut hers, _) = add(&node, &grace, None, 3).await;
    let other = sign_in(&node, &json!({"passkey": hers.answer(&challenge(&node).await)})).await.expect(401);
    assert_eq!(other.problem(), "passkey_failed", "another's passkey is no second factor of Ada's");

    // A recovery code brings new ones; no app was ever set up.
    let renew = json!({"code": codes[1]});
    let renewed = node.post("/v1/me/second-factor/recovery-codes").by(&ada).json(&renew).send().await.expect(200);
    assert_eq!(renewed.body["codes"].as_array().map(Vec::len), Some(10));
    sign_in(&node, &json!({"code": codes[2]})).await.expect(401);
}

#[tokio::test]
async fn they_are_renamed_and_removed_by_their_owner_alone() {
    let node = Node::start().await;
    let (ada, grace) = (node.person_with_password("ada", PASSWORD).await, node.person("grace").await);
    let (mut phone, added) = add(&node, &ada, Some(PASSWORD), 1).await;
    let passkey = &added["passkey"];
    let path = format!("/v1/me/passkeys/{}", passkey["id"].as_str().expect("an id"));
    let rename = async |person: &Person, name: &str| {
        node.request(reqwest::Method::PATCH, &path).by(person).json(&json!({"name": name})).send().await
    };
    assert_eq!(rename(&ada, " New phone ").await.expect(200).body["name"], "New phone");
    rename(&ada, "two\nlines").await.expect(422);
    rename(&ada, &"n".repeat(51)).await.expect(422);
    assert_eq!(rename(&grace, "Mine").await.expect(404).problem(), "not_found");
    remove(&node, &grace, passkey, None).await.expect(404);
    assert_eq!(remove(&node, &ada, passkey, None).await.expect(401).problem(), "sign_in_failed");
    assert_eq!(list(&node, &ada).await[0]["name"], "New phone");

    remove(&node, &ada, passkey, Some(PASSWORD)).await.expect(204);
    remove(&node, &ada, passkey, Some(PASSWORD)).await.expect(404);
    let gone = sign_in_by(&node, &phone.answer(&challenge(&node).await)).await.expect(401);
    assert_eq!(gone.problem(), "passkey_failed");
    sign_in(&node, &json!({})).await.expect(201);
    let factor = node.get("/v1/me/second-factor").by(&ada).send().await.expect(200).body;
    assert_eq!(factor["recovery_codes"], 0, "they went with the last second factor");
}

#[tokio::test]
async fn the_last_way_to_sign_in_stays() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let (_, first) = add(&node, &ada, None, 1).await;
    let (_, second) = add(&node, &ada, None, 2).await;
    remove(&node, &ada, &first["passkey"], None).await.expect(204);
    assert_eq!(remove(&node, &ada, &second["passkey"], None).await.expect(409).problem(), "last_sign_in");
    assert_eq!(list(&node, &ada).await.len(), 1);
}

#[tokio::test]
async fn the_operator_helps_those_who_lost_theirs() {
    let node = Node::start().await;
    let ada = node.person_with_password("ada", PASSWORD).await;
    add(&node, &ada, Some(PASSWORD), 1).await;
    node.messaging.reset_second_factor(&Actor::Operator, "ada").await.expect("resets");
    sign_in(&node, &json!({})).await.expect(201);
    assert!(list(&node, &ada).await.is_empty());

    let grace = node.person("grace").await;
    add(&node, &grace, None, 2).await;
    let refused = node.messaging.reset_second_factor(&Actor::Operator, "grace").await.expect_err("it is all she has");
    assert_eq!(refused.code(), ErrorCode::InvalidParameter);
}

#[tokio::test]
async fn an_account_has_a_bounded_number_of_them() {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    for number in 1..=20 {
        add(&node, &ada, None, number).await;
    }
    assert_eq!(begin(&node, &ada, None).await.expect(400).problem(), "invalid_parameter");
}

#[tokio::test]
async fn there_are_none_where_the_address_is_not_named() {
    let node = Node::with(|settings, _| settings.origin = None).await;
    let ada = node.person("ada").await;
    assert_eq!(node.get("/v1/info").send().await.body.get("passkey_origin"), None);
    begin(&node, &ada, None).await.expect(404);
    node.post("/v1/sessions/passkey/challenge").send().await.expect(404);
    assert!(list(&node, &ada).await.is_empty());
}

#[tokio::test]
async fn any_node_takes_the_answer_and_only_one_does() {
    let node = Node::start().await;
    let Some(other) = node.beside().await else { return eprintln!("skipped: a data folder has one node") };
    let ada = node.person("ada").await;
    let (mut phone, _) = add(&node, &ada, None, 1).await;
    let answer = phone.answer(&challenge(&node).await);
    let (here, there) = tokio::join!(sign_in_by(&node, &answer), sign_in_by(&other, &answer));
    let mut statuses = [here.status, there.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 401]);
}
