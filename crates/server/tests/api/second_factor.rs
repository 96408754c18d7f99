//! The second factor: from the secret to the recovery codes, and what someone can not do who has only the password.

use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

use crate::node::{Node, Person};
use crate::request::Answer;

const PASSWORD: &str = "correct horse battery";

/// Ada, whose sign-ins ask for a code; the app that makes them; her recovery codes.
struct Guarded {
    node: Node,
    ada: Person,
    app: Totp,
    recovery: Vec<String>,
}

impl Guarded {
    async fn new() -> Self {
        let node = Node::start().await;
        let ada = node.person_with_password("ada", PASSWORD).await;
        let begun = post(&node, &ada, "", &json!({"password": PASSWORD})).await.expect(200);
        let secret = Secret::try_from_base32(begun.body["secret"].as_str().expect("a secret")).expect("base 32");
        let app = Builder::new().with_secret(secret).build().expect("an app");
        let code = code(&node, &app);
        let confirmed = post(&node, &ada, "/confirmation", &json!({"code": code})).await.expect(200);
        let recovery = confirmed.body["codes"].as_array().expect("codes").iter();
        let recovery = recovery.map(|code| code.as_str().expect("a code").to_owned()).collect();
        node.clock.set(node.messaging.now().milliseconds() + 30_000);
        Self { node, ada, app, recovery }
    }

    fn code(&self) -> String {
        code(&self.node, &self.app)
    }

    /// A minute later, when other codes are right.
    fn wait(&self, seconds: i64) {
        self.node.clock.set(self.node.messaging.now().milliseconds() + seconds * 1_000);
    }

    async fn sign_in(&self, code: Option<&str>) -> Answer {
        let mut request = json!({"handle": "ada", "password": PASSWORD});
        if let Some(code) = code {
            request["code"] = code.into();
        }
        self.node.post("/v1/sessions").json(&request).send().await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        post(&self.node, &self.ada, path, body).await
    }
}

async fn post(node: &Node, person: &Person, path: &str, body: &Value) -> Answer {
    node.post(&format!("/v1/me/second-factor{path}")).by(person).json(body).send().await
}

fn code(node: &Node, app: &Totp) -> String {
    let seconds = node.messaging.now().milliseconds() / 1_000;
    app.generate(u64::try_from(seconds).expect("after 1970")).to_string()
}

#[tokio::test]
async fn the_password_alone_is_not_enough_any_more() {
    let guarded = Guarded::new().await;
    assert_eq!(guarded.sign_in(None).await.expect(401).problem(), "second_factor_required");
    assert_eq!(guarded.sign_in(Some("000000")).await.expect(401).problem(), "second_factor_failed");
    let code = guarded.code();
    guarded.sign_in(Some(&format!(" {} {}", &code[..3], &code[3..]))).await.expect(201);
    assert_eq!(guarded.sign_in(Some(&code)).await.expect(401).problem(), "second_factor_failed", "each works once");
    // Whoever does not know the password is not told that there is a second factor.
    let guess = json!({"handle": "ada", "password": "a guess of mine"});
    assert_eq!(guarded.node.post("/v1/sessions").json(&guess).send().await.expect(401).problem(), "sign_in_failed");
}

#[tokio::test]
async fn a_code_may_be_a_step_early_or_late_and_not_two() {
    let guarded = Guarded::new().await;
    guarded.wait(300);
    let early = guarded.code();
    guarded.wait(60);
    guarded.sign_in(Some(&early)).await.expect(401);
    let late = guarded.code();
    guarded.wait(30);
    guarded.sign_in(Some(&late)).await.expect(201);
}

#[tokio::test]
async fn a_secret_asks_nobody_before_a_code_of_it_was_seen() {
    let node = Node::start().await;
    let ada = node.person_with_password("ada", PASSWORD).await;
    assert_eq!(post(&node, &ada, "", &json!({"password": "another"})).await.expect(401).problem(), "sign_in_failed");
    let begun = post(&node, &ada, "", &json!({"password": PASSWORD})).await.expect(200);
    let uri = begun.body["uri"].as_str().expect("an address");
    assert!(uri.starts_with("otpauth://totp/") && uri.contains("ada"), "{uri}");
    assert_eq!(
        post(&node, &ada, "/confirmation", &json!({"code": "000000"})).await.expect(401).problem(),
        "second_factor_failed"
    );
    let session = json!({"handle": "ada", "password": PASSWORD});
    node.post("/v1/sessions").json(&session).send().await.expect(201);
    let state = node.get("/v1/me/second-factor").by(&ada).send().await.expect(200);
    assert_eq!(state.body, json!({"recovery_codes": 0}));
    assert_eq!(post(&node, &ada, "/removal", &json!({"code": "000000"})).await.expect(404).problem(), "not_found");
}

#[tokio::test]
async fn a_recovery_code_works_once_and_new_ones_take_their_place() {
    let guarded = Guarded::new().await;
    let [first, second, ..] = guarded.recovery.as_slice() else { panic!("ten codes") };
    guarded.sign_in(Some(&first.to_uppercase().replace('-', " "))).await.expect(201);
    guarded.sign_in(Some(first)).await.expect(401);
    let state = guarded.node.get("/v1/me/second-factor").by(&guarded.ada).send().await.expect(200);
    assert_eq!(state.body["recovery_codes"], 9);
    let fresh = guarded.post("/recovery-codes", &json!({"code": guarded.code()})).await.expect(200);
    assert_eq!(fresh.body["codes"].as_array().map(Vec::len), Some(10));
    guarded.sign_in(Some(second)).await.expect(401);
    guarded.sign_in(fresh.body["codes"][0].as_str()).await.expect(201);
}

#[tokio::test]
async fn guessing_gets_slower_and_a_right_code_waits_as_well() {
    let guarded = Guarded::new().await;
    for _ in 0..5 {
        assert_eq!(guarded.sign_in(Some("000000")).await.problem(), "second_factor_failed");
    }
    let blocked = guarded.sign_in(Some(&guarded.code())).await.expect(429);
    assert_eq!(blocked.body["retry_after"], 31);
    guarded.wait(31);
    assert_eq!(guarded.sign_in(Some("000000")).await.problem(), "second_factor_failed");
    guarded.wait(31);
    guarded.sign_in(Some(&guarded.code())).await.expect(429);
    guarded.wait(31);
    guarded.sign_in(Some(&guarded.code())).await.expect(201);
}

#[tokio::test]
async fn a_repeated_sign_in_is_not_asked_for_another_code() {
    let guarded = Guarded::new().await;
    let request = json!({"handle": "ada", "password": PASSWORD, "code": guarded.code()});
    let again = async || {
        let request = guarded.node.post("/v1/sessions").header("idempotency-key", "one-try").json(&request);
        request.send().await.expect(201).body["device"].clone()
    };
    assert_eq!(again().await, again().await);
}

#[tokio::test]
async fn a_code_or_the_operator_removes_it() {
    let guarded = Guarded::new().await;
    guarded.post("", &json!({"password": PASSWORD})).await.expect(400);
    guarded.post("/removal", &json!({"code": "000000"})).await.expect(401);
    guarded.post("/removal", &json!({"code": guarded.code()})).await.expect(204);
    guarded.sign_in(None).await.expect(201);

    let guarded = Guarded::new().await;
    let reset = guarded.node.messaging.reset_second_factor(&subrosa_access::Actor::Operator, "Ada");
    assert_eq!(reset.await.expect("resets").handle, "ada");
    guarded.sign_in(None).await.expect(201);
    let again = guarded.node.messaging.reset_second_factor(&subrosa_access::Actor::Operator, "ada").await;
    assert_eq!(again.expect_err("nothing is left").code(), subrosa_proto::ErrorCode::InvalidParameter);
}
