//! Messaging on a real store, with pictures kept somewhere.

use std::sync::Arc;
use std::time::Duration;

use subrosa_access::{Actor, LimitSettings, Rate};
use subrosa_bus::Bus;
use subrosa_messaging::accounts::NewPerson;
use subrosa_messaging::{Media, MediaSettings, Messaging, S3Keys, S3Settings, Settings, World as Parts};
use subrosa_store::{Db, Options, Purpose};
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
