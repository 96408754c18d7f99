//! What is no answer to a challenge, each refused in the same words.

use serde_json::{Value, json};

use super::authenticator::Authenticator;
use super::{PASSWORD, add, begin, challenge, finish, list, sign_in_by};
use crate::node::{Node, Person};
use crate::request::Answer;

async fn stage() -> (Node, Person, Authenticator) {
    let node = Node::start().await;
    let ada = node.person("ada").await;
    let (device, _) = add(&node, &ada, None, 1).await;
    (node, ada, device)
}

fn is_refused(answer: Answer, why: &str) {
    let answer = answer.expect(401);
    assert_eq!(answer.problem(), "passkey_failed", "{why}");
    assert_eq!((answer.body.get("detail"), answer.body.get("field")), (None, None), "{why}");
}

#[tokio::test]
async fn answers_from_elsewhere_or_of_others_are_refused() {
    let (node, _, device) = stage().await;
    let grace = node.person("grace").await;
    let (hers, _) = add(&node, &grace, None, 2).await;
    let with = |change: &dyn Fn(&mut Authenticator)| {
        let mut device = device.clone();
        change(&mut device);
        device
    };
    for (why, mut device) in [
        ("another site", with(&|one| one.origin = "https://dm.example.org".to_owned())),
        ("a name before it", with(&|one| one.origin = "https://evil.dm.example.com".to_owned())),
        ("another port", with(&|one| one.origin = "https://dm.example.com:8443".to_owned())),
        ("without TLS", with(&|one| one.origin = "http://dm.example.com".to_owned())),
        ("made for another site", with(&|one| one.domain = "example.org".to_owned())),
        ("nobody was verified", with(&|_| ()).unverified()),
        ("nobody was there", with(&|one| one.flags = 4)),
        ("made to add one", with(&|one| one.kind = Some("webauthn.create"))),
        ("another's passkey as her own", with(&|one| one.user.clone_from(&hers.user))),
        ("her passkey as another's", with(&|one| one.credential.clone_from(&hers.credential))),
        (
            "both of another's, and her own key",
            with(&|one| {
                one.user.clone_from(&hers.user);
                one.credential.clone_from(&hers.credential);
            }),
        ),
        ("one that there is not", with(&|one| one.credential = vec![9; 32])),
        ("of nobody", with(&|one| one.user = "AAAAAAAAAAA".to_owned())),
    ] {
        let answer = device.answer(&challenge(&node).await);
        is_refused(sign_in_by(&node, &answer).await, why);
    }
    let right = device.clone().answer(&challenge(&node).await);
    sign_in_by(&node, &right).await.expect(201);
}

#[tokio::test]
async fn a_challenge_is_answered_once_and_in_time() {
    let (node, ada, mut device) = stage().await;
    let answer = device.answer(&challenge(&node).await);
    sign_in_by(&node, &answer).await.expect(201);
    is_refused(sign_in_by(&node, &answer).await, "the same again");

    let options = challenge(&node).await;
    let mut wrong = device.answer(&options);
    wrong["signature"] = "AAAA".into();
    is_refused(sign_in_by(&node, &wrong).await, "no signature");
    is_refused(sign_in_by(&node, &device.answer(&options)).await, "it was tried already");

    is_refused(sign_in_by(&node, &device.answer(&json!({"challenge": "A".repeat(22)}))).await, "made up");
    let adding = begin(&node, &ada, None).await.expect(200).body;
    is_refused(sign_in_by(&node, &device.answer(&adding)).await, "it was for adding one");

    let options = challenge(&node).await;
    node.clock.set(node.messaging.now().milliseconds() + 300_000);
    is_refused(sign_in_by(&node, &device.answer(&options)).await, "too late");
}

#[tokio::test]
async fn a_counter_never_goes_back_nor_stands_still_once_it_moved() {
    let (node, _, mut device) = stage().await;
    for (counter, status) in
        [(0, 201), (0, 201), (7, 201), (7, 401), (6, 401), (0, 401), (8, 201), (u32::MAX, 201), (1, 401)]
    {
        device.counter = counter;
        let answer = device.answer(&challenge(&node).await);
        assert_eq!(sign_in_by(&node, &answer).await.status, status, "{counter}");
    }
}

#[tokio::test]
async fn passkeys_that_were_made_wrongly_are_not_added() {
    let (node, ada, _) = stage().await;
    let grace = node.person_with_password("grace", PASSWORD).await;
    let fresh = async || (Authenticator::new(5), begin(&node, &ada, None).await.expect(200).body);

    let (mut device, options) = fresh().await;
    device.origin = "https://dm.example.org".to_owned();
    is_refused(finish(&node, &ada, device.create(&options), "x").await, "another site");
    let (device, options) = fresh().await;
    is_refused(finish(&node, &ada, device.unverified().create(&options), "x").await, "nobody was verified");
    let (mut device, options) = fresh().await;
    is_refused(finish(&node, &grace, device.create(&options), "x").await, "another's challenge");
    let made = device.create(&options);
    finish(&node, &ada, made.clone(), "x").await.expect(201);
    is_refused(finish(&node, &ada, made, "x").await, "the same again");

    let (_, options) = fresh().await;
    is_refused(finish(&node, &ada, Authenticator::new(5).create(&options), "x").await, "one that there is");
    let hers = begin(&node, &grace, Some(PASSWORD)).await.expect(200).body;
    is_refused(finish(&node, &grace, Authenticator::new(5).create(&hers), "x").await, "one that another has");
    let (mut device, old) = fresh().await;
    fresh().await;
    is_refused(finish(&node, &ada, device.create(&old), "x").await, "another was begun since");
    assert_eq!(list(&node, &ada).await.len(), 2);
}

#[tokio::test]
async fn what_can_not_be_read_is_refused_like_everything_else() {
    let (node, ada, mut device) = stage().await;
    let right = device.answer(&challenge(&node).await);
    for field in ["credential", "user", "client_data", "authenticator_data", "signature"] {
        for wrong in ["", "*", "AA==", "AAAA", &"A".repeat(8_193), "7b7d"] {
            let mut answer = right.clone();
            answer[field] = wrong.into();
            let answer = sign_in_by(&node, &answer).await;
            is_refused(answer, field);
        }
    }
    for (client_data, attestation) in [("", ""), ("e30", "oA"), ("bnVsbA", "____"), (&"A".repeat(8_193), "oA")] {
        let made = json!({"client_data": client_data, "attestation": attestation});
        is_refused(finish(&node, &ada, made, "x").await, client_data);
    }
    let unknown: Value = json!({"passkey": right, "more": 1});
    let answer = node.post("/v1/sessions/passkey").json(&unknown).send().await.expect(400);
    assert_eq!(answer.problem(), "malformed_request");
}
