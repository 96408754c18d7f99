//! An identity provider on this machine: its configuration, its keys, and a token endpoint that is strict with whoever asks.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Header, encode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::platform::keys::{Key, make_keys};

pub(super) const CLIENT: &str = "subrosa";
pub(super) const SECRET: &str = "a+secret/of&the=client";

/// What people were sent here with, and what they are sent back with.
struct Code {
    token: String,
    challenge: String,
    redirect: String,
}

struct Inner {
    issuer: String,
    codes: Mutex<HashMap<String, Code>>,
}

#[derive(Clone)]
pub(super) struct Provider {
    inner: Arc<Inner>,
    pub(super) key: Key,
}

impl Provider {
    pub(super) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let address: SocketAddr = listener.local_addr().expect("an address");
        let inner = Arc::new(Inner { issuer: format!("http://{address}"), codes: Mutex::default() });
        let key = make_keys().remove(1);
        let keys = json!({"keys": [key.public.clone()]});
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/keys", get(move || std::future::ready(Json(keys.clone()))))
            .route("/token", post(exchange))
            .with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { inner, key }
    }

    pub(super) fn issuer(&self) -> &str {
        &self.inner.issuer
    }

    /// Whoever was sent to this address has signed in: the code that they are sent back with. `change` may make the token wrong.
    pub(super) fn send_back(&self, address: &str, now: i64, change: impl FnOnce(&mut Value)) -> String {
        let url: reqwest::Url = address.parse().expect("an address");
        let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
        assert_eq!((asked["client_id"].as_str(), asked["scope"].as_str()), (CLIENT, "openid email profile"));
        let mut claims = json!({
            "iss": self.issuer(), "aud": CLIENT, "sub": "u-1", "iat": now, "exp": now + 300, "nonce": asked["nonce"],
            "email": "mia@Example.com", "email_verified": true, "name": "Mia Wong", "preferred_username": "mia",
        });
        change(&mut claims);
        let header = Header { kid: Some(self.key.id.clone()), ..Header::new(self.key.algorithm) };
        let token = encode(&header, &claims, &self.key.encoding).expect("a token");
        let challenge = asked["code_challenge"].clone();
        let code = format!("code-{}", asked["state"]);
        let kept = Code { token, challenge, redirect: asked["redirect_uri"].clone() };
        self.inner.codes.lock().unwrap_or_else(PoisonError::into_inner).insert(code.clone(), kept);
        code
    }
}

async fn configuration(State(provider): State<Arc<Inner>>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", provider.issuer);
    Json(json!({
        "issuer": provider.issuer, "authorization_endpoint": at("/authorize?tenant=1"), "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"), "response_types_supported": ["code"],
    }))
}

/// Each code once, by who has the secret and set out with its verifier.
async fn exchange(State(provider): State<Arc<Inner>>, headers: HeaderMap, form: String) -> (StatusCode, Json<Value>) {
    let form: reqwest::Url = format!("http://form/?{form}").parse().expect("a form");
    let form: HashMap<String, String> = form.query_pairs().into_owned().collect();
    let refuse = |why: &str| (StatusCode::BAD_REQUEST, Json(json!({"error": why})));
    let client = STANDARD.encode(format!("{CLIENT}:a%2Bsecret%2Fof%26the%3Dclient"));
    if headers.get("authorization").is_none_or(|sent| sent != &format!("Basic {client}")) {
        return refuse("invalid_client");
    }
    let code = provider.codes.lock().unwrap_or_else(PoisonError::into_inner).remove(&form["code"]);
    let Some(code) = code else { return refuse("invalid_grant") };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
    if challenge != code.challenge
        || form["redirect_uri"] != code.redirect
        || form["grant_type"] != "authorization_code"
    {
        return refuse("invalid_grant");
    }
    (StatusCode::OK, Json(json!({"id_token": code.token, "access_token": "x", "token_type": "Bearer"})))
}
