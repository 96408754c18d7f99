//! The whole server in this process: a real store, a real listener, a clock that the test holds. The store is in a temporary folder,
//! or with `SUBROSA_TEST_STORE=postgres` on a PostgreSQL of the test's own.

use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::Method;
use subrosa_access::{Actor, LimitSettings, Rate};
use subrosa_bus::Bus;
use subrosa_messaging::accounts::NewPerson;
use subrosa_messaging::{Messaging, Settings, World};
use subrosa_proto::sync::Epoch;
use subrosa_proto::{AccountId, DeviceId};
use subrosa_server::{App, Drain, Listener, Metrics, ServerSettings};
use subrosa_store::{Db, Folder, Options};
use subrosa_testkit::injected::{ManualClock, Seeded};
use subrosa_testkit::postgres::{Postgres, Sync};
use subrosa_testkit::stores;

use crate::request::Request;

/// A running server.
pub(crate) struct Node {
    pub(crate) address: SocketAddr,
    pub(crate) messaging: Messaging,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) drain: Drain,
    client: reqwest::Client,
    ground: Ground,
}

/// What the store stands on, until the test is over.
enum Ground {
    Folder(#[expect(dead_code, reason = "held until the end")] tempfile::TempDir),
    Server(Postgres),
    /// That of another node.
    Shared,
}

/// The address by which clients reach it, as its operator has named it.
pub(crate) const ORIGIN: &str = "https://dm.example.com";

const EPOCH: Epoch = Epoch(0xfeed);

async fn open_store() -> (Db, Ground) {
    let options = Options::default();
    if std::env::var_os("SUBROSA_TEST_STORE").is_some_and(|store| store == "postgres") {
        let server = Postgres::start(Sync::No).expect("a PostgreSQL");
        let db = Db::connect(&stores::options(&server.url()), EPOCH, &options).await.expect("connects");
        return (db, Ground::Server(server));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(Folder::open(folder.path()).expect("locks"), EPOCH, &options).expect("opens");
    (db, Ground::Folder(folder))
}

/// Someone with an account, signed in on one device.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) handle: String,
    pub(crate) account: AccountId,
    pub(crate) device: DeviceId,
    pub(crate) token: String,
    /// The brand that they act for, where it is not themselves.
    pub(crate) acting_for: Option<AccountId>,
}

impl Person {
    pub(crate) fn actor(&self) -> Actor {
        Actor::Person { account: self.account, device: self.device }
    }

    /// The same person, who acts for a brand from now on.
    pub(crate) fn acting_for(mut self, brand: AccountId) -> Self {
        self.acting_for = Some(brand);
        self
    }
}

/// Rates that no test reaches by accident.
fn without_limits() -> LimitSettings {
    let open = Rate { per_minute: u32::MAX, burst: u32::MAX };
    LimitSettings {
        messages: open,
        commands: open,
        starts: open,
        sign_ins_by_address: open,
        sign_ins_by_account_and_address: open,
        sign_ins_by_account: open,
        sign_ups: open,
        platform_sign_ins: open,
        profile_changes: open,
        uploads: open,
        links: open,
    }
}

/// Without limits, at its address.
fn usual() -> Settings {
    Settings { limits: without_limits(), origin: Some(ORIGIN.to_owned()), ..Settings::default() }
}

impl Node {
    /// A server with default settings and no limits.
    pub(crate) async fn start() -> Self {
        Self::with(|_, _| {}).await
    }

    /// A server with other settings.
    pub(crate) async fn with(change: impl FnOnce(&mut Settings, &mut ServerSettings)) -> Self {
        // Whoever comes second finds it installed.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let mut settings = usual();
        let mut server = ServerSettings { listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..ServerSettings::default() };
        change(&mut settings, &mut server);

        let (db, ground) = open_store().await;
        Self::on(db, ground, (settings, server), 1).await
    }

    /// One more server on the same store, with a clock of its own that shows the same; none on a data folder, which has one.
    pub(crate) async fn beside(&self) -> Option<Self> {
        let Ground::Server(postgres) = &self.ground else { return None };
        let options = Options::default();
        let db = Db::connect(&stores::options(&postgres.url()), EPOCH, &options).await.expect("connects");
        let settings = usual();
        let server = ServerSettings { listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..ServerSettings::default() };
        let node = Self::on(db, Ground::Shared, (settings, server), 2).await;
        node.clock.set(self.messaging.now().milliseconds());
        Some(node)
    }

    async fn on(db: Db, ground: Ground, (settings, server): (Settings, ServerSettings), seed: u64) -> Self {
        let clock = Arc::new(ManualClock::default());
        let world = World {
            db,
            bus: Bus::new(),
            clock: clock.clone(),
            randomness: Arc::new(Seeded::new(seed)),
            media: None,
            on_batch: None,
        };
        let messaging = Messaging::start(world, settings).expect("starts");
        let listener = Listener::bind(&server).await.expect("binds");
        let address = listener.address().expect("an address");
        let drain = Drain::default();
        let app = App::new(messaging.clone(), server, Metrics::new(), drain.clone());
        tokio::spawn(subrosa_server::serve(listener, app));
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client");
        Self { address, messaging, clock, drain, client, ground }
    }

    /// A person who signs in with a token only.
    pub(crate) async fn person(&self, handle: &str) -> Person {
        self.create(handle, None).await
    }

    /// A person who can sign in with a password.
    pub(crate) async fn person_with_password(&self, handle: &str, password: &str) -> Person {
        self.create(handle, Some(password.to_owned())).await
    }

    async fn create(&self, handle: &str, password: Option<String>) -> Person {
        let person = NewPerson { handle: handle.to_owned(), display_name: None, bio: String::new(), password };
        self.messaging.create_account(&Actor::Operator, person).await.expect("a new account");
        self.device(handle).await
    }

    /// A person on one more device.
    pub(crate) async fn device(&self, handle: &str) -> Person {
        let session = self.messaging.create_token(&Actor::Operator, handle, "test").await.expect("a token");
        let (account, device) = (session.account.id, session.device);
        Person { handle: handle.to_owned(), account, device, token: session.token, acting_for: None }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> Request {
        Request::new(self.client.request(method, format!("http://{}{path}", self.address)))
    }

    pub(crate) fn get(&self, path: &str) -> Request {
        self.request(Method::GET, path)
    }

    pub(crate) fn post(&self, path: &str) -> Request {
        self.request(Method::POST, path)
    }

    /// The conversation between two people, begun by the first, with these texts of both in turn.
    pub(crate) async fn conversation(&self, one: &Person, other: &Person, texts: &[&str]) -> String {
        let begun =
            self.post("/v1/conversations").by(one).json(&serde_json::json!({"handle": other.handle})).send().await;
        let id = begun.body["conversation"]["id"].as_str().expect("a conversation").to_owned();
        for (turn, text) in texts.iter().enumerate() {
            let author = if turn % 2 == 0 { one } else { other };
            self.send(author, &id, text).await;
        }
        id
    }

    /// Sends a text under a fresh client id.
    pub(crate) async fn send(&self, author: &Person, conversation: &str, text: &str) {
        let message = crate::request::message(text);
        let path = format!("/v1/conversations/{conversation}/messages");
        self.post(&path).by(author).json(&message).send().await.expect(201);
    }
}
