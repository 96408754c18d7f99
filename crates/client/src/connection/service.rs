//! What a client holds across its sessions: the cursor, what waits to be sent, who waits for an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use subrosa_proto::AccountId;
use subrosa_proto::sync::Cursor;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use super::acks::Acks;
use super::feed::Feed;
use super::lanes::Lanes;
use super::link::Opener;
use super::under_way::Sending;
use super::waiting::{Request, Waiting};
use crate::backoff::Backoff;
use crate::outbox::{Added, Keeper, Unsent};
use crate::{Event, Random, Status};

/// What a service is made of.
pub(crate) struct Parts {
    pub(crate) opener: Opener,
    pub(crate) random: Random,
    pub(crate) ids: Arc<AtomicU64>,
    pub(crate) stop: CancellationToken,
    pub(crate) requests: mpsc::Receiver<Request>,
    pub(crate) keeper: Keeper,
    pub(crate) added: mpsc::UnboundedReceiver<Added>,
    pub(crate) unsent: Vec<Unsent>,
    pub(crate) feed: Feed,
    pub(crate) handled: watch::Receiver<Option<Cursor>>,
    pub(crate) status: watch::Sender<Status>,
}

pub(crate) struct Service {
    pub(super) random: Random,
    /// Ids of questions, shared with the handles.
    pub(super) ids: Arc<AtomicU64>,
    pub(super) stop: CancellationToken,
    pub(super) requests: mpsc::Receiver<Request>,
    pub(super) keeper: Keeper,
    /// Messages that are written down and may be sent.
    pub(super) added: mpsc::UnboundedReceiver<Added>,
    pub(super) lanes: Lanes<Sending>,
    pub(super) waiting: Waiting,
    pub(super) feed: Feed,
    pub(super) acks: Acks,
    pub(super) backoff: Backoff,
    /// Whose presence the application wants to know.
    pub(super) watched: Option<Vec<AccountId>>,
    /// Whose session this is; known once the server said so.
    pub(super) account: Option<AccountId>,
    pub(super) opener: Opener,
    status: watch::Sender<Status>,
}

impl Service {
    pub(crate) fn new(parts: Parts) -> Self {
        let mut lanes = Lanes::default();
        for unsent in parts.unsent {
            lanes.push(Sending::resumed(unsent, parts.random.clone()));
        }
        Self {
            backoff: Backoff::new(parts.random.clone()),
            random: parts.random,
            ids: parts.ids,
            stop: parts.stop,
            requests: parts.requests,
            keeper: parts.keeper,
            added: parts.added,
            lanes,
            waiting: Waiting::default(),
            feed: parts.feed,
            acks: Acks::new(parts.handled),
            watched: None,
            account: None,
            opener: parts.opener,
            status: parts.status,
        }
    }

    /// An id for a question of the service's own.
    pub(super) fn next_id(&self) -> u64 {
        self.ids.fetch_add(1, Ordering::Relaxed)
    }

    /// Makes a state known.
    pub(super) fn say(&mut self, status: Status) {
        self.feed.tell(Event::Status(status.clone()));
        self.status.send_replace(status);
    }
}
