//! Messaging on a real store, with pictures kept somewhere.

use std::sync::Arc;
use std::time::Duration;

use subrosa_access::{Actor, LimitSettings, Rate};
use subrosa_bus::Bus;
use subrosa_messaging::accounts::NewPerson;
use subrosa_messaging::{Media, MediaSettings, Messaging, S3Keys, S3Settings, Settings, World as Parts};
use subrosa_proto::account::AccountKind;
use subrosa_proto::attachment::{Attachment, UploadRequest};
use subrosa_proto::conversation::StartConversation;
use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::accounts::NewAccount;
use subrosa_store::{Db, Options, Purpose, accounts, brands};
use subrosa_testkit::injected::{ManualClock, Seeded};
use subrosa_testkit::s3::{ACCESS_KEY, S3, SECRET_KEY};
use subrosa_testkit::stores::{self, Kind, TestStore};

pub(crate) const HOUR: Duration = Duration::from_hours(1);

/// Where pictures are kept.
pub(crate) enum Place {
    Database,
    Folder(tempfile::TempDir),
    Bucket(S3Settings),
}

impl Place {
    pub(crate) fn folder() -> Self {
        Self::Folder(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn bucket(s3: &S3) -> Self {
        Self::Bucket(S3Settings {
            bucket: "pictures".to_owned(),
            endpoint: Some(s3.endpoint()),
            region: "us-east-1".to_owned(),
            keys: Some(S3Keys { access_key: ACCESS_KEY.to_owned(), secret_key: SECRET_KEY.to_owned() }),
            prefix: "subrosa/".to_owned(),
            root_certificates: None,
        })
    }

    /// How many files stand in a part of the folder.
    pub(crate) fn files(&self, part: &str) -> usize {
        let Self::Folder(folder) = self else { return 0 };
        let parts = std::fs::read_dir(folder.path().join(part)).expect("a folder");
        parts.map(|part| std::fs::read_dir(part.expect("a part").path()).expect("a folder").count()).sum()
    }

    fn settings(&self) -> MediaSettings {
        match self {
            Self::Database => MediaSettings::Database,
            Self::Folder(folder) => MediaSettings::Folder(folder.path().to_owned()),
            Self::Bucket(settings) => MediaSettings::S3(settings.clone()),
        }
    }
}

/// Messaging and what a test holds of its world.
pub(crate) struct World {
    pub(crate) messaging: Messaging,
    pub(crate) clock: Arc<ManualClock>,
    store: TestStore,
}

impl World {
    pub(crate) async fn open(kind: Kind, place: &Place) -> Self {
        // Whoever comes second finds it installed.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let store = TestStore::open(kind).await.expect("a store");
        Self::on(store, Arc::default(), place).await
    }

    async fn on(store: TestStore, clock: Arc<ManualClock>, place: &Place) -> Self {
        Self { messaging: start(store.db.clone(), &clock, place, 1).await, clock, store }
    }

    /// The same store, from now on with another place for pictures.
    pub(crate) async fn moved_to(self, place: &Place) -> Self {
        let Self { messaging, clock, store } = self;
        drop(messaging);
        Self::on(store.reopen(Purpose::Use).await.expect("opens"), clock, place).await
    }

    /// Another server on the same PostgreSQL.
    pub(crate) async fn another(&self, place: &Place) -> Messaging {
        let url = self.store.server().expect("a PostgreSQL").url();
        let db = Db::connect(&stores::options(&url), self.store.db.epoch(), &Options::default()).await;
        start(db.expect("connects"), &self.clock, place, 2).await
    }

    pub(crate) async fn person(&self, handle: &str) -> Actor {
        let person = NewPerson { handle: handle.to_owned(), display_name: None, bio: String::new(), password: None };
        self.messaging.create_account(&Actor::Operator, person).await.expect("a new person");
        let session = self.messaging.create_token(&Actor::Operator, handle, "test").await.expect("a token");
        Actor::Person { account: session.account.id, device: session.device }
    }
}

impl World {
    /// A person who has begun to write to a brand.
    pub(crate) async fn customer(&self) -> (Actor, ConversationId) {
        let made = self.store.db.write(async |tx| {
            let shop = NewAccount {
                id: AccountId::new(7),
                handle: "shop",
                display_name: "The Shop",
                bio: "",
                password_hash: None,
                platform: None,
                kind: AccountKind::Brand,
                created_at: Timestamp::default(),
            };
            accounts::insert(tx, &shop).await?;
            brands::insert(tx, shop.id, 60).await
        });
        made.await.expect("a brand");
        let ada = self.person("ada").await;
        let request = StartConversation { handle: "shop".to_owned() };
        let (begun, _) = self.messaging.start_conversation(&ada, request).await.expect("begins");
        (ada, begun.conversation.id)
    }

    /// Uploads a small document.
    pub(crate) async fn upload(&self, by: &Actor, conversation: ConversationId, number: u128) -> Attachment {
        let client_id = Some(uuid::Uuid::from_u128(number).to_string());
        let request = UploadRequest { name: Some("invoice.pdf".to_owned()), client_id };
        let upload = self.messaging.begin_upload(by, conversation, request).await.expect("may begin");
        let once = self.messaging.finish_upload(upload, bytes::Bytes::from_static(b"%PDF-1.7\n")).await;
        once.expect("is kept").attachment
    }
}

async fn start(db: Db, clock: &Arc<ManualClock>, place: &Place, seed: u64) -> Messaging {
    let media = Media::open(&place.settings()).expect("a place");
    if let Some(media) = &media {
        usable(media).await;
    }
    let often = Rate { per_minute: u32::MAX, burst: u32::MAX };
    let limits = LimitSettings { profile_changes: often, ..LimitSettings::default() };
    let parts = Parts {
        db,
        bus: Bus::new(),
        clock: Arc::clone(clock) as _,
        randomness: Arc::new(Seeded::new(seed)),
        media,
        on_batch: None,
    };
    Messaging::start(parts, Settings { limits, ..Settings::default() }).expect("starts")
}

/// A service that has just started takes nothing yet.
async fn usable(media: &Media) {
    let mut tries = 0;
    while let Err(error) = media.probe().await {
        tries += 1;
        assert!(tries < 100, "{error}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A GIF of one grey pixel.
pub(crate) fn picture(shade: u8) -> bytes::Bytes {
    let mut gif = b"GIF89a\x01\0\x01\0\x80\0\0".to_vec();
    gif.extend([shade, shade, shade, 0, 0, 0]);
    gif.extend(b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;");
    gif.into()
}
