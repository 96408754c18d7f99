//! A primary and two servers on it: one that has replicas, and a plain one that says what is right.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::value::RawValue;
use subrosa_access::{Actor, LimitSettings, Rate};
use subrosa_bus::Bus;
use subrosa_messaging::accounts::NewPerson;
use subrosa_messaging::{Messaging, Settings, World};
use subrosa_proto::conversation::StartConversation;
use subrosa_proto::event::{EventPage, PageRequest, SendMessage};
use subrosa_proto::sync::Epoch;
use subrosa_proto::{Body, ClientId, Clock, ConversationId, Timestamp};
use subrosa_store::{Db, Fallback, HistoryPage, Options, PostgresOptions};
use subrosa_testkit::injected::{NOON, Seeded};
use subrosa_testkit::postgres::{Postgres, Sync};
use subrosa_testkit::stores::options;

/// A replica that failed several times rests for up to some ten seconds.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

/// A millisecond later whenever it is looked at.
struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

fn seeded(seed: u64) -> Arc<Seeded> {
    Arc::new(Seeded::new(seed << 32))
}

/// A server on a store, without limits.
fn messaging(db: Db, seed: u64) -> Messaging {
    let open = Rate { per_minute: u32::MAX, burst: u32::MAX };
    let limits = LimitSettings { messages: open, commands: open, starts: open, ..LimitSettings::default() };
    let clock = Arc::new(Ticking(AtomicI64::new(NOON)));
    let world = World { db, bus: Bus::new(), clock, randomness: seeded(seed), media: None, on_batch: None };
    Messaging::start(world, Settings { limits, ..Settings::default() }).expect("starts")
}

/// A server that counts where its pages came from.
pub(crate) struct Node {
    pub(crate) messaging: Messaging,
    told: Arc<Mutex<Vec<HistoryPage>>>,
}

impl Node {
    /// On the PostgreSQL at `url`, with replicas at these addresses.
    pub(crate) async fn start(url: &str, replicas: Vec<String>, seed: u64) -> Self {
        let told: Arc<Mutex<Vec<HistoryPage>>> = Arc::default();
        let hears = Arc::clone(&told);
        let with = Options {
            on_history_page: Some(Arc::new(move |page| hears.lock().expect("unharmed").push(page))),
            randomness: Some(seeded(seed + 100)),
            ..Options::default()
        };
        let reach = PostgresOptions { replicas, ..options(url) };
        let db = Db::connect(&reach, Epoch(seed), &with).await.expect("connects");
        Self { messaging: messaging(db, seed), told }
    }

    /// A page, and where it came from. Nothing is said of pages where there is nothing to read.
    pub(crate) async fn page(&self, scene: &Scene, request: PageRequest) -> (EventPage, Option<HistoryPage>) {
        self.told.lock().expect("unharmed").clear();
        let page = self.messaging.read_events(&scene.ada, scene.conversation, request).await.expect("a page");
        let told = std::mem::take(&mut *self.told.lock().expect("unharmed"));
        assert!(told.len() <= 1, "{told:?}");
        (page, told.first().copied())
    }

    /// Reads a page until it comes from there.
    pub(crate) async fn page_from(&self, scene: &Scene, request: PageRequest, from: HistoryPage) -> EventPage {
        let begun = Instant::now();
        loop {
            let (page, told) = self.page(scene, request).await;
            if told == Some(from) {
                return page;
            }
            assert!(begun.elapsed() < PATIENCE, "{told:?} and not {from:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What has been told since it was last asked.
    pub(crate) fn told(&self) -> Vec<HistoryPage> {
        std::mem::take(&mut *self.told.lock().expect("unharmed"))
    }
}

pub(crate) const NEWEST: PageRequest = PageRequest { before: None, after: None, around: None, limit: Some(20) };

pub(crate) fn before(seq: i64) -> PageRequest {
    PageRequest { before: Some(seq), ..NEWEST }
}

pub(crate) const fn primary(why: Fallback) -> HistoryPage {
    HistoryPage::Primary(why)
}

/// Two people and their conversation.
#[derive(Clone, Copy)]
pub(crate) struct Scene {
    ada: Actor,
    grace: Actor,
    pub(crate) conversation: ConversationId,
}

impl Scene {
    async fn set(messaging: &Messaging) -> Self {
        let (ada, grace) = (person(messaging, "ada").await, person(messaging, "grace").await);
        let request = StartConversation { handle: "grace".to_owned() };
        let begun = messaging.start_conversation(&ada, request).await.expect("starts");
        Self { ada, grace, conversation: begun.0.conversation.id }
    }

    /// Sends texts of both, one after the other; the seq of the last.
    pub(crate) async fn send(&self, messaging: &Messaging, count: u32) -> i64 {
        let mut seq = 0;
        for number in 0..count {
            let by = if number % 3 == 0 { &self.grace } else { &self.ada };
            let text = serde_json::to_string(&Body::text(format!("text {number}"))).expect("JSON");
            let body = RawValue::from_string(text).expect("JSON");
            let request = SendMessage::new(ClientId(uuid::Uuid::new_v4()), body);
            let sent = messaging.send_message(by, self.conversation, &request).expect("is taken").await;
            seq = sent.expect("is written").sent.seq;
        }
        seq
    }
}

pub(crate) async fn person(messaging: &Messaging, handle: &str) -> Actor {
    let person = NewPerson { handle: handle.to_owned(), display_name: None, bio: String::new(), password: None };
    messaging.create_account(&Actor::Operator, person).await.expect("a new person");
    let session = messaging.create_token(&Actor::Operator, handle, "test").await.expect("a token");
    Actor::Person { account: session.account.id, device: session.device }
}

/// A primary with a hundred messages and a replica that has them.
pub(crate) struct Ground {
    pub(crate) primary: Postgres,
    pub(crate) replica: Postgres,
    pub(crate) plain: Node,
    pub(crate) scene: Scene,
}

impl Ground {
    pub(crate) async fn lay() -> Self {
        let primary = Postgres::start(Sync::No).expect("a PostgreSQL");
        let plain = Node::start(&primary.url(), Vec::new(), 1).await;
        let scene = Scene::set(&plain.messaging).await;
        scene.send(&plain.messaging, 100).await;
        let replica = primary.replica().expect("a replica");
        primary.wait_until_replayed(&replica).await.expect("follows");
        Self { primary, replica, plain, scene }
    }

    /// A server whose replicas are at these addresses.
    pub(crate) async fn node(&self, replicas: Vec<String>) -> Node {
        Node::start(&self.primary.url(), replicas, 2).await
    }

    /// The page is what the primary says; where it came from.
    pub(crate) async fn same(&self, node: &Node, request: PageRequest) -> Option<HistoryPage> {
        let (page, told) = node.page(&self.scene, request).await;
        let (right, none) = self.plain.page(&self.scene, request).await;
        assert_eq!(none, None, "a server without replicas has nothing to tell");
        assert_eq!(page.head, right.head, "{request:?} {told:?}");
        let shown = |page: &EventPage| serde_json::to_string(&page.events).expect("JSON");
        assert_eq!(shown(&page), shown(&right), "{request:?} {told:?}");
        told
    }
}
