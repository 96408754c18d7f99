//! What the commands share: the store, the bus, and everything that is injected.

use std::sync::{Arc, OnceLock};

use subrosa_access::Limits;
use subrosa_bus::Bus;
use subrosa_proto::ids::IdMaker;
use subrosa_proto::{ClientId, Clock, Randomness, Timestamp};
use subrosa_store::Db;

use crate::Settings;
use crate::accounts::bot_tokens::Uses;
use crate::accounts::hashing::Hasher;
use crate::accounts::passkeys::Ceremonies;
use crate::accounts::platform::Platform;
use crate::accounts::sign_on::Providers;
use crate::bell::Bell;
use crate::desk::at_work::AtWork;
use crate::media::Media;
use crate::model::{EmbeddingOutcomes, Model};
use crate::outbound::Outbound;
use crate::wanted::Wanted;

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
    pub(crate) providers: Providers,
    /// Where browsers reach the server by an address that passkeys can be bound to.
    pub(crate) passkeys: Option<Ceremonies>,
    /// For services that brands name, made when one is first called; none where TLS can't be set up.
    pub(crate) outbound: OnceLock<Option<Outbound>>,
    /// The language model that brands may use, if there is one.
    pub(crate) model: Option<Model>,
    /// The model that makes vectors, if there is one, and what came of questions to it.
    pub(crate) embeddings: Option<Model>,
    pub(crate) embedding_outcomes: EmbeddingOutcomes,
    /// Where pictures are kept, if it is not in the store.
    pub(crate) media: Option<Media>,
    pub(crate) settings: Settings,
    /// Keys the hashes of addresses, so that they can't be looked up.
    pub(crate) address_secret: [u8; 32],
    pub(crate) jobs_wake: Arc<tokio::sync::Notify>,
    pub(crate) bot_work: Arc<Wanted>,
    pub(crate) rule_work: Arc<Wanted>,
    pub(crate) token_uses: Uses,
    pub(crate) brands_bell: Arc<Bell>,
    /// Rings when those who wait in a brand's queues may be given to someone.
    pub(crate) queue_bell: Arc<Bell>,
    pub(crate) at_work: AtWork,
    /// Rings when there is something to do for a campaign.
    pub(crate) campaign_work: Arc<tokio::sync::Notify>,
    /// Rings when there is something to tell to addresses of brands.
    pub(crate) webhook_work: Arc<tokio::sync::Notify>,
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

    /// A client id for what the server itself sends: a UUID of version 7 (RFC 9562), whose place in the index is beside those of its time.
    pub(crate) fn next_client_id(&self) -> ClientId {
        let millis = u64::try_from(self.clock.now().milliseconds()).unwrap_or(0);
        ClientId(uuid::Builder::from_unix_timestamp_millis(millis, &self.random()).into_uuid())
    }

    /// `N` random bytes.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.randomness.fill(&mut bytes);
        bytes
    }
}
