//! The platform's address with its public keys, on loopback.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::routing::get;
use serde_json::json;
use subrosa_messaging::PlatformKey;

use super::keys::Key;

pub(super) struct Publisher {
    address: SocketAddr,
    asked: Arc<AtomicUsize>,
}

impl Publisher {
    /// Publishes keys at `/keys`, and what is not to be taken at other paths.
    pub(super) async fn start(keys: &[Key]) -> Self {
        let set = json!({"keys": keys.iter().map(|key| &key.public).collect::<Vec<_>>()}).to_string();
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let keys = move || {
            counter.fetch_add(1, Ordering::Relaxed);
            let set = set.clone();
            async move { set }
        };
        let router = Router::new()
            .route("/keys", get(keys))
            .route("/huge", get(async || " ".repeat(300 * 1024)))
            .route("/moved", get(async || (StatusCode::FOUND, [(LOCATION, "/keys")])))
            .route("/broken", get(async || "{"));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, asked }
    }

    pub(super) fn url(&self, host: &str) -> String {
        format!("http://{host}:{}/keys", self.address.port())
    }

    pub(super) fn settings(&self, private_network: bool) -> PlatformKey {
        PlatformKey::KeySet { url: self.url("127.0.0.1"), private_network }
    }

    /// How often the keys were asked for.
    pub(super) fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}
