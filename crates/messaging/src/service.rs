//! The handle that everything else holds, and what it is made of.

use std::sync::Arc;

use subrosa_access::Limits;
use subrosa_bus::Bus;
use subrosa_proto::ids::IdMaker;
use subrosa_proto::{Clock, Randomness, Timestamp};
use subrosa_store::Db;

use crate::accounts::hashing::Hasher;
use crate::accounts::platform::Platform;
use crate::batch::{Batch, Observation};
use crate::{Error, Settings, jobs};

/// What messaging takes from outside.
pub struct World {
    pub db: Db,
    pub bus: Bus,
    pub clock: Arc<dyn Clock>,
    pub randomness: Arc<dyn Randomness>,
    /// Told after every batch, for metrics: must be quick.
    pub on_batch: Option<Arc<dyn Fn(Observation) + Send + Sync>>,
}

/// People's direct messages. Cheap to clone; its tasks end when the last clone is dropped.
#[derive(Clone)]
pub struct Messaging {
    pub(crate) core: Arc<Core>,
    pub(crate) batch: Batch,
}

/// What the commands share.
pub(crate) struct Core {
    pub(crate) db: Db,
    pub(crate) bus: Bus,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) ids: IdMaker,
    pub(crate) limits: Limits,
    pub(crate) hasher: Hasher,
    pub(crate) platform: Option<Platform>,
    pub(crate) settings: Settings,
    /// Keys the hashes of addresses, so that they can't be looked up.
    pub(crate) address_secret: [u8; 32],
    pub(crate) jobs_wake: Arc<tokio::sync::Notify>,
}

impl Core {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The next number for an id.
    pub(crate) fn next_id(&self) -> i64 {
        let mut random = [0; 4];
        self.randomness.fill(&mut random);
        self.ids.next(self.clock.now(), u32::from_le_bytes(random))
    }

    /// `N` random bytes.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.randomness.fill(&mut bytes);
        bytes
    }
}

impl Messaging {
    /// Starts messaging on a store. Must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// When the platform's settings can't be used.
    pub fn start(world: World, settings: Settings) -> Result<Self, Error> {
        let platform = settings.platform.as_ref().map(Platform::new).transpose()?;
        let mut address_secret = [0; 32];
        address_secret[..8].copy_from_slice(&world.db.epoch().0.to_le_bytes());
        let core = Arc::new(Core {
            db: world.db,
            bus: world.bus,
            clock: world.clock,
            randomness: world.randomness,
            ids: IdMaker::default(),
            limits: Limits::new(&settings.limits),
            hasher: Hasher::new(settings.concurrent_hashes),
            platform,
            settings,
            address_secret,
            jobs_wake: Arc::default(),
        });
        let batch = Batch::start(Arc::clone(&core), world.on_batch);
        jobs::start(&core, &batch);
        Ok(Self { core, batch })
    }

    /// The bus that carries this messaging's signals.
    #[must_use]
    pub fn bus(&self) -> &Bus {
        &self.core.bus
    }

    /// The store.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.core.db
    }

    /// The present moment, by the injected clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.core.now()
    }

    /// What a client needs to know before anyone signs in.
    #[must_use]
    pub fn info(&self) -> subrosa_proto::account::ServerInfo {
        subrosa_proto::account::ServerInfo {
            name: self.core.settings.name.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sign_up: self.core.settings.sign_up,
            platform_sign_in: self.core.platform.is_some(),
        }
    }

    /// Whether the store can be read.
    ///
    /// # Errors
    /// `storage_unavailable`.
    pub async fn probe(&self) -> Result<(), Error> {
        self.core.db.read(async |tx| subrosa_store::meta::probe(tx).await).await.map_err(Error::from)
    }

    /// Forgets limits' idle keys: to be called now and then.
    pub fn tidy(&self) {
        self.core.limits.forget_idle();
    }

    /// Checks the rate of an account's commands.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn check_rate(&self, account: subrosa_proto::AccountId) -> Result<(), Error> {
        Ok(self.core.limits.command(account)?)
    }
}
