//! The client's one task: opens sessions, one after the other, until it is told to stop or its token is refused.
//!
//! Lifecycle: started by the builder; ended by [`Client::close`](crate::Client::close), by the drop of the last
//! handle, or by the server's refusal. Its state outlives sessions: the cursor, what waits to be sent, who waits for
//! an answer.
//!
//! Never: waiting for the application. A full queue to it makes the feed fall behind, nothing more.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use subrosa_proto::sync::Cursor;
use subrosa_proto::{AccountId, ErrorCode};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use super::acks::Acks;
use super::feed::Feed;
use super::lanes::Lanes;
use super::link::Opener;
use super::sending::Sending;
use super::session::End;
use super::waiting::{Request, Waiting};
use crate::backoff::Backoff;
use crate::http::asked_wait;
use crate::outbox::{Added, Keeper, Unsent};
use crate::{Error, Event, Random, Status};

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
    opener: Opener,
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

    /// Runs until the end.
    pub(crate) async fn run(mut self) {
        let error = self.sessions().await;
        self.requests.close();
        self.waiting.end(&error);
        while let Some(request) = self.requests.recv().await {
            if let Request::Command(command) | Request::Watch(_, command) = request {
                self.waiting.command(command);
            }
        }
        self.waiting.end(&error);
        self.say(Status::Ended(error));
    }

    /// One session after the other; returns why there is no other.
    async fn sessions(&mut self) -> Error {
        let stop = self.stop.clone();
        loop {
            self.say(Status::Connecting);
            let Some(opened) = stop.run_until_cancelled(self.opener.open()).await else { return Error::Closed };
            let end = match opened {
                Ok(link) => self.session(link).await,
                Err(error) => End::Lost { wait: asked_wait(&error), error },
            };
            self.waiting.interrupted();
            self.lanes.interrupted();
            let wait = match end {
                End::Stopped => return Error::Closed,
                End::Behind => self.backoff.next(),
                End::Lost { error, .. } if is_final(&error) => return error,
                End::Lost { error, wait } => {
                    let retry_in = wait + self.backoff.next();
                    tracing::debug!(%error, ?retry_in, "the connection is gone");
                    self.say(Status::Waiting { error, retry_in });
                    retry_in
                }
            };
            if stop.run_until_cancelled(tokio::time::sleep(wait)).await.is_none() {
                return Error::Closed;
            }
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

/// Whether connecting again can't help: the account has to be signed in anew.
fn is_final(error: &Error) -> bool {
    let code = error.code();
    matches!(error, Error::Token)
        || matches!(code, Some(ErrorCode::Unauthenticated | ErrorCode::DeviceRevoked | ErrorCode::AccountDisabled))
}
