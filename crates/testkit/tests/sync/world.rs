//! Messaging on a real store in a temporary folder, with a clock that the test holds and randomness that repeats itself.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use serde_json::value::RawValue;
use subrosa_access::{Actor, LimitSettings, Rate};
use subrosa_bus::Bus;
use subrosa_messaging::accounts::NewPerson;
use subrosa_messaging::{Error, Messaging, Observation, SentOnce, Settings, World};
use subrosa_proto::event::SendMessage;
use subrosa_proto::{Body, ClientId, ConversationId};
use subrosa_testkit::injected::{ManualClock, Seeded};
use subrosa_testkit::stores::{Kind, TestStore};

/// Who is told of each batch.
pub(crate) type OnBatch = Option<Arc<dyn Fn(Observation) + Send + Sync>>;

/// Messaging and what the test holds of its world.
pub(crate) struct TestWorld {
    pub(crate) messaging: Messaging,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) store: TestStore,
}

/// A fresh world without limits.
pub(crate) async fn open(kind: Kind) -> TestWorld {
    on(TestStore::open(kind).await.expect("a store"))
}

/// A world on a store, without limits. Must be called inside a Tokio runtime.
pub(crate) fn on(store: TestStore) -> TestWorld {
    on_at(store, Arc::new(ManualClock::default()))
}

/// The same by a clock that stands somewhere already.
pub(crate) fn on_at(store: TestStore, clock: Arc<ManualClock>) -> TestWorld {
    watched(store, clock, None)
}

/// The same, of which each batch is told.
pub(crate) fn watched(store: TestStore, clock: Arc<ManualClock>, on_batch: OnBatch) -> TestWorld {
    let db = store.db.clone();
    let open = Rate { per_minute: u32::MAX, burst: u32::MAX };
    let limits = LimitSettings {
        messages: open,
        commands: open,
        starts: open,
        sign_ups: open,
        profile_changes: open,
        ..LimitSettings::default()
    };
    let settings = Settings { limits, ..Settings::default() };
    let world = World {
        db,
        bus: Bus::new(),
        clock: clock.clone(),
        randomness: Arc::new(Seeded::new(1)),
        media: None,
        on_batch,
    };
    let messaging = Messaging::start(world, settings).expect("starts");
    TestWorld { messaging, clock, store }
}

impl TestWorld {
    /// A person with this handle, signed in on one device.
    pub(crate) async fn person(&self, handle: &str) -> Actor {
        let person = NewPerson { handle: handle.to_owned(), display_name: None, bio: String::new(), password: None };
        self.messaging.create_account(&Actor::Operator, person).await.expect("a new person");
        self.device(handle).await
    }

    /// One more device of a person.
    pub(crate) async fn device(&self, handle: &str) -> Actor {
        let session = self.messaging.create_token(&Actor::Operator, handle, "test").await.expect("a token");
        Actor::Person { account: session.account.id, device: session.device }
    }

    /// Ends messaging and keeps the folder of its store.
    pub(crate) fn close(self) -> tempfile::TempDir {
        self.store.close().expect("a folder")
    }

    /// Sends a text.
    pub(crate) async fn send(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        client_id: u128,
        text: &str,
    ) -> Result<SentOnce, Error> {
        self.messaging.send_message(actor, conversation, &message(client_id, text))?.await
    }
}

/// A send of a text.
pub(crate) fn message(client_id: u128, text: &str) -> SendMessage {
    send(client_id, &Body::text(text))
}

/// A send of a body.
pub(crate) fn send(client_id: u128, body: &Body) -> SendMessage {
    let body = serde_json::to_string(body).expect("JSON");
    SendMessage::new(ClientId(uuid::Uuid::from_u128(client_id)), RawValue::from_string(body).expect("JSON"))
}
