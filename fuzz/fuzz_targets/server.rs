//! A whole server inside the fuzzing process, on a folder of its own, with two people who share a conversation.

use std::sync::Arc;

use subrosa_access::{Actor, LimitSettings, Rate};
use subrosa_bus::Bus;
use subrosa_messaging::accounts::NewPerson;
use subrosa_messaging::{Messaging, Settings, World};
use subrosa_proto::conversation::StartConversation;
use subrosa_proto::sync::Epoch;
use subrosa_proto::{Clock, ConversationId, Randomness, Timestamp};
use subrosa_server::{App, Drain, Metrics, ServerSettings};
use subrosa_store::{Db, Folder, Options};
use tokio::runtime::Runtime;

/// The server, and what a signed-in person knows.
pub struct Server {
    pub runtime: Runtime,
    pub app: App,
    pub token: String,
    pub conversation: ConversationId,
    /// Deleted with the process.
    _folder: tempfile::TempDir,
}

struct StoppedClock;

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(1_790_000_000_000)
    }
}

/// The operating system's: tokens and keys are made of it.
struct System;

impl Randomness for System {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system has randomness");
    }
}

impl Server {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let runtime = Runtime::new().expect("a runtime");
        let inside = runtime.enter();
        let db = Db::open(Folder::open(folder.path()).expect("locks"), Epoch(1), &Options::default()).expect("opens");
        let world = World {
            db,
            bus: Bus::new(),
            clock: Arc::new(StoppedClock),
            randomness: Arc::new(System),
            media: None,
            on_batch: None,
        };
        let open = Rate { per_minute: u32::MAX, burst: u32::MAX };
        let limits = LimitSettings {
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
        };
        let messaging = Messaging::start(world, Settings { limits, ..Settings::default() }).expect("starts");
        let (token, conversation) = runtime.block_on(people(&messaging));
        let app = App::new(messaging, ServerSettings::default(), Metrics::new(), Drain::default());
        drop(inside);
        Self { runtime, app, token, conversation, _folder: folder }
    }
}

async fn people(messaging: &Messaging) -> (String, ConversationId) {
    for handle in ["ada", "grace"] {
        let person = NewPerson { handle: handle.to_owned(), display_name: None, bio: String::new(), password: None };
        messaging.create_account(&Actor::Operator, person).await.expect("a new person");
    }
    let session = messaging.create_token(&Actor::Operator, "ada", "fuzz").await.expect("a token");
    let ada = Actor::Person { account: session.account.id, device: session.device };
    let request = StartConversation { handle: "grace".to_owned() };
    let (started, _) = messaging.start_conversation(&ada, request).await.expect("a conversation");
    (session.token, started.conversation.id)
}
