//! The log tells what is asked of the server, and of no person anything.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::node::Node;

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Kept {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Kept {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// All of the server's tasks run on this test's own thread, so all that they log is kept.
#[tokio::test(flavor = "current_thread")]
async fn the_log_holds_routes_and_nothing_of_people() {
    let kept = Kept::default();
    let filter = EnvFilter::new("subrosa_server=trace,subrosa_messaging=trace,subrosa_store=trace,subrosa_bus=trace");
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(kept.clone());
    let _logging = tracing::subscriber::set_default(subscriber.finish());

    let node = Node::start().await;
    let (ada, grace) = (node.person("ada.lovelace").await, node.person("grace.hopper").await);
    let conversation = node.conversation(&ada, &grace, &["words that are theirs"]).await;
    node.get("/v1/accounts/grace.hopper").by(&ada).send().await.expect(200);
    node.get("/v1/accounts/a.wrong.name").by(&ada).send().await.expect(404);
    node.get("/v1/sync?since=000000000000feed.0&wait=0").by(&ada).send().await.expect(200);
    node.get("/v1/me").header("authorization", "Bearer a.wrong.token").send().await.expect(401);
    node.post("/v1/sessions")
        .json(&json!({"handle": "ada.lovelace", "password": "a.wrong.password"}))
        .send()
        .await
        .expect(401);
    node.get("/v1/conversations/a.wrong.id?token=in.the.query").by(&ada).send().await.expect(404);
    node.request("A-WRONG-METHOD".parse().expect("a method"), "/a.wrong.address").send().await;
    let (mut socket, _) = node.live(&ada, None).await;
    socket.ask("find_account", &json!({"handle": "grace.hopper"})).await;

    let text = kept.text();
    for line in [
        "route=\"/v1/accounts/{handle}\" status=200",
        "route=\"/v1/sync\"",
        "status=401",
        "method=\"other\" route=\"none\"",
    ] {
        assert!(text.contains(line), "{line} is missing:\n{text}");
    }
    for secret in [
        ada.token.as_str(),
        grace.token.as_str(),
        "lovelace",
        "hopper",
        &ada.account.to_string(),
        &conversation,
        "words that are theirs",
        "wrong",
        "A-WRONG-METHOD",
        "in.the.query",
        "feed.0",
        "127.0.0.1",
    ] {
        assert!(!text.contains(secret), "{secret} is in the log:\n{text}");
    }
}
