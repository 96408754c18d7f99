//! Setting up a client.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use subrosa_proto::Problem;
use subrosa_proto::error::ErrorCode;
use subrosa_proto::sync::Cursor;
use tokio::sync::{Mutex, mpsc, watch};
use tokio_util::sync::CancellationToken;

use super::{Client, Shared};
use crate::address::Address;
use crate::connection::{Feed, Opener, Parts, Service};
use crate::dial::{Dial, Network};
use crate::outbox::{Keeper, MemoryOutbox, Outbox};
use crate::{Error, Http, Random, Status, Token, tls};

/// Commands that may wait for the connection before a caller has to wait to ask.
const REQUESTS: usize = 256;

/// The options of a client. Only the token is needed.
#[must_use]
pub struct Builder {
    address: String,
    token: Option<Token>,
    cursor: Option<Cursor>,
    outbox: Box<dyn Outbox>,
    dial: Option<Arc<dyn Dial>>,
    roots: Vec<CertificateDer<'static>>,
    random: Random,
    deadline: Duration,
    queue: usize,
    acknowledge: bool,
}

impl Builder {
    pub(super) fn new(address: String) -> Self {
        Self {
            address,
            token: None,
            cursor: None,
            outbox: Box::new(MemoryOutbox),
            dial: None,
            roots: Vec::new(),
            random: Random::system(),
            deadline: Duration::from_secs(15),
            queue: 4096,
            acknowledge: true,
        }
    }

    /// The token that signing in returned.
    pub fn token(mut self, token: impl Into<Token>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Where an earlier client stopped, as [`Events::cursor`](super::Events::cursor) said. Without one the first
    /// event is a snapshot.
    pub fn cursor(mut self, cursor: Option<Cursor>) -> Self {
        self.cursor = cursor;
        self
    }

    /// Where unsent messages are kept: in memory, unless said. Each client needs one of its own.
    pub fn outbox(mut self, outbox: impl Outbox) -> Self {
        self.outbox = Box::new(outbox);
        self
    }

    /// How the socket's byte streams are opened: over the network, unless said.
    pub fn dial(mut self, dial: impl Dial) -> Self {
        self.dial = Some(Arc::new(dial));
        self
    }

    /// A certificate authority to trust besides those of the platform.
    pub fn trust(mut self, root: CertificateDer<'static>) -> Self {
        self.roots.push(root);
        self
    }

    /// Where randomness comes from: the operating system, unless said.
    pub fn random(mut self, random: Random) -> Self {
        self.random = random;
        self
    }

    /// How long a command may take: 15 seconds, unless said.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How many events may wait for the application: 4096, unless said. When there are more, the client
    /// stops taking them, and catches up when there is room.
    pub fn queue(mut self, events: usize) -> Self {
        self.queue = events;
        self
    }

    /// Whether asking for the next event tells the server that those before arrived: true, unless said. Without, the
    /// application says so by [`Client::ack`].
    pub fn acknowledge(mut self, acknowledge: bool) -> Self {
        self.acknowledge = acknowledge;
        self
    }

    /// Starts the client and waits until it is live.
    ///
    /// # Errors
    /// As [`start`](Self::start), and when the first try to connect fails.
    pub async fn connect(self) -> Result<Client, Error> {
        let client = self.start()?;
        let reached = client.wait_for(|status| matches!(status, Status::Live | Status::Waiting { .. })).await;
        match reached {
            Ok(Status::Waiting { error, .. }) | Err(error) => {
                client.close().await;
                Err(error)
            }
            Ok(_) => Ok(client),
        }
    }

    /// Starts the client, with or without a connection: messages can be queued at once, and are sent when there
    /// is one. To be called on a tokio runtime.
    ///
    /// # Errors
    /// When the address is not one, there is no token, or the outbox can't be read.
    pub fn start(mut self) -> Result<Client, Error> {
        let address = Address::parse(&self.address)?;
        let token = self.token.ok_or_else(|| Problem::new(ErrorCode::Unauthenticated))?;
        let tls = tls::config(address.is_secure(), self.roots)?;
        let dial = self.dial.unwrap_or_else(|| Arc::new(Network::new(&address, tls.clone())));
        let http = Http::build(address.clone(), tls, self.random.clone())?.with_token(token.clone());

        let unsent = self.outbox.unsent().map_err(Error::outbox)?;
        let (keeper, added) = Keeper::start(self.outbox, unsent.len());
        let (feed, told) = Feed::new(self.cursor, self.queue);
        let (requests, asked) = mpsc::channel(REQUESTS);
        let (handled, handled_seen) = watch::channel(None);
        let (status_said, status) = watch::channel(Status::Connecting);
        let ids = Arc::new(AtomicU64::new(1));
        let stop = CancellationToken::new();

        let service = Service::new(Parts {
            opener: Opener { address, token, dial },
            random: self.random.clone(),
            ids: ids.clone(),
            stop: stop.clone(),
            requests: asked,
            keeper: keeper.clone(),
            added,
            unsent,
            feed,
            handled: handled_seen,
            status: status_said,
        });
        tokio::spawn(service.run());

        let shared = Shared {
            http,
            random: self.random,
            deadline: self.deadline,
            ids,
            requests,
            keeper,
            told: Arc::new(Mutex::new(told)),
            handled: Arc::new(handled),
            acknowledge: self.acknowledge,
            status,
            _stop_with_last: stop.clone().drop_guard(),
            stop,
        };
        Ok(Client { shared: Arc::new(shared) })
    }
}
