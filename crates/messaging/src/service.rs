//! The handle that everything else holds, and what it is made of.

use std::sync::{Arc, OnceLock, Weak};

use subrosa_access::Limits;
use subrosa_bus::Bus;
use subrosa_proto::ids::IdMaker;
use subrosa_proto::{Clock, Randomness, Timestamp};
use subrosa_store::Db;

use crate::accounts::bot_tokens::Uses;
use crate::accounts::hashing::Hasher;
use crate::accounts::passkeys::Ceremonies;
use crate::accounts::platform::Platform;
use crate::accounts::sign_on::Providers;
use crate::batch::{Batch, Observation, WeakBatch};
use crate::core::Core;
use crate::desk::at_work::AtWork;
use crate::desk::see;
use crate::desk::{ask, assign, close, due, remove, ring, schedule, wake};
use crate::media::{Media, removal};
use crate::model::{EmbeddingOutcomes, Model};
use crate::sync::check;
use crate::{Error, Settings, jobs};

/// What messaging takes from outside.
pub struct World {
    pub db: Db,
    pub bus: Bus,
    pub clock: Arc<dyn Clock>,
    pub randomness: Arc<dyn Randomness>,
    /// Where pictures are kept, if it is not in the store.
    pub media: Option<Media>,
    /// Told after every batch, for metrics: must be quick.
    pub on_batch: Option<Arc<dyn Fn(Observation) + Send + Sync>>,
}

/// People's direct messages. Cheap to clone; its tasks end when the last clone is dropped.
#[derive(Clone)]
pub struct Messaging {
    pub(crate) core: Arc<Core>,
    pub(crate) batch: Batch,
}

/// A handle that lets messaging end.
pub struct WeakMessaging {
    core: Weak<Core>,
    batch: WeakBatch,
}

impl WeakMessaging {
    /// Messaging, unless it has ended.
    #[must_use]
    pub fn upgrade(&self) -> Option<Messaging> {
        Some(Messaging { core: self.core.upgrade()?, batch: self.batch.upgrade()? })
    }
}

impl Messaging {
    /// A handle that does not keep messaging alive, for tasks that go on as long as it does.
    #[must_use]
    pub fn downgrade(&self) -> WeakMessaging {
        WeakMessaging { core: Arc::downgrade(&self.core), batch: self.batch.downgrade() }
    }

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
            providers: Providers::default(),
            passkeys: settings.origin.as_deref().and_then(Ceremonies::new),
            outbound: OnceLock::new(),
            model: settings.model.clone().map(Model::new),
            embeddings: settings.embeddings.clone().map(|settings| Model::new(settings.model)),
            embedding_outcomes: EmbeddingOutcomes::default(),
            media: world.media,
            settings,
            address_secret,
            jobs_wake: Arc::default(),
            bot_work: Arc::default(),
            rule_work: Arc::default(),
            token_uses: Uses::default(),
            brands_bell: Arc::default(),
            queue_bell: Arc::default(),
            at_work: AtWork::default(),
            webhook_work: Arc::default(),
            campaign_work: Arc::default(),
        });
        let batch = Batch::start(Arc::clone(&core), world.on_batch);
        jobs::start(&core, &batch);
        check::start(&core);
        removal::start(&core);
        due::start(&core, &batch);
        see::start(&core);
        assign::start(&core, &batch);
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

    /// The origin by which clients reach the server, where the operator has named it.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.core.settings.origin.as_deref()
    }

    /// What a client needs to know before anyone signs in.
    #[must_use]
    pub fn info(&self) -> subrosa_proto::account::ServerInfo {
        subrosa_proto::account::ServerInfo {
            name: self.core.settings.name.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sign_up: self.core.settings.sign_up,
            platform_sign_in: self.core.platform.is_some(),
            passkey_origin: self.core.passkeys.as_ref().map(|passkeys| passkeys.origin.clone()),
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

    /// Checks how often an address opens short links.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn check_links(&self, address: std::net::IpAddr) -> Result<(), Error> {
        Ok(self.core.limits.link(address)?)
    }

    /// Removes all pictures that nobody shows and files that no message says, where their time has come, here and now; how many they were.
    ///
    /// # Errors
    /// When the store or their place fails; what is left is tried again later.
    pub async fn remove_old_files(&self) -> Result<u32, Error> {
        removal::remove_due(&self.core).await
    }

    /// Opens all snoozed tickets whose moment has come, here and now; how many they were.
    ///
    /// # Errors
    /// When the store fails; what is left opens later.
    pub async fn wake_due_tickets(&self) -> Result<u32, Error> {
        wake::wake_due(&self.core, &self.batch).await
    }

    /// Tells of all clocks of service levels whose moment has come, here and now; of how many tickets they were.
    ///
    /// # Errors
    /// When the store fails; what is left is told later.
    pub async fn ring_due_tickets(&self) -> Result<u32, Error> {
        ring::ring_due(&self.core, &self.batch).await
    }

    /// Resolves all pending tickets whose customers have not answered for long enough, here and now; how many were looked at.
    ///
    /// # Errors
    /// When the store fails; what is left is resolved later.
    pub async fn close_due_tickets(&self) -> Result<u32, Error> {
        close::close_due(&self.core, &self.batch).await
    }

    /// Removes some of what brands keep no longer, here and now; whether something may be left.
    ///
    /// # Errors
    /// When the store fails; what is left is removed later.
    pub async fn remove_old_contents(&self) -> Result<bool, Error> {
        remove::remove_some(&self.core, &self.batch).await
    }

    /// Asks customers about all tickets that are due, here and now; how many were looked at.
    ///
    /// # Errors
    /// When the store fails; who is left is asked later.
    pub async fn ask_due_customers(&self) -> Result<u32, Error> {
        ask::ask_due(&self.core, &self.batch).await
    }

    /// Sends all scheduled replies that are due, here and now; how many were looked at.
    ///
    /// # Errors
    /// When the store fails; what is left is sent later.
    pub async fn send_due_replies(&self) -> Result<u32, Error> {
        schedule::send_due(&self.core, &self.batch).await
    }

    /// The next number for an id.
    #[must_use]
    pub fn next_id(&self) -> i64 {
        self.core.next_id()
    }

    /// `N` random bytes.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.core.random()
    }

    /// Rings when this node has written something that addresses of brands are to be told.
    #[must_use]
    pub fn webhook_work(&self) -> Arc<tokio::sync::Notify> {
        Arc::clone(&self.core.webhook_work)
    }

    /// Checks how often an account begins something new.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn check_starts(&self, account: subrosa_proto::AccountId) -> Result<(), Error> {
        Ok(self.core.limits.start(account)?)
    }

    /// Does all jobs that wait, here and now, and waits for those that a worker is at.
    ///
    /// # Errors
    /// When the store fails; the jobs stay and go on later.
    pub async fn finish_jobs(&self) -> Result<(), Error> {
        loop {
            while jobs::step(&self.core, &self.batch).await? {}
            let left = self.core.db.read(async |tx| subrosa_store::jobs::is_any_left(tx).await).await;
            if !left.map_err(Error::from)? {
                return Ok(());
            }
            tokio::time::sleep(jobs::GLANCE).await;
        }
    }
}
