//! The handle that an application holds.
//!
//! Handles are cheap to clone and share one connection. When the last one is dropped, or one is closed, the
//! connection ends; what was not sent stays in the outbox.

mod builder;
mod commands;
mod events;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use subrosa_proto::sync::Cursor;
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use tokio_util::sync::{CancellationToken, DropGuard};

pub use builder::Builder;
pub use commands::Queued;
pub use events::Events;

use crate::connection::{Command, Request, Told, frame};
use crate::outbox::Keeper;
use crate::{Error, Http, Random, Status};

/// A signed-in client. See the [crate's page](crate) for how it is used.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    http: Http,
    random: Random,
    /// How long a command may take.
    deadline: Duration,
    /// Ids of questions, shared with the service.
    ids: Arc<AtomicU64>,
    requests: mpsc::Sender<Request>,
    keeper: Keeper,
    told: Arc<Mutex<mpsc::Receiver<Told>>>,
    /// How far the application has dealt with what it was told.
    handled: Arc<watch::Sender<Option<Cursor>>>,
    acknowledge: bool,
    status: watch::Receiver<Status>,
    stop: CancellationToken,
    /// Ends the service with the last handle.
    _stop_with_last: DropGuard,
}

impl Client {
    /// Begins to set up a client for the server at an address, `https://chat.example`.
    pub fn builder(address: impl Into<String>) -> Builder {
        Builder::new(address.into())
    }

    /// The REST routes, signed in as this client: for what is not a conversation, and for large pages.
    #[must_use]
    pub fn http(&self) -> &Http {
        &self.shared.http
    }

    /// What the client tells the application. There is one stream: callers share it, and each event goes to one of
    /// them.
    #[must_use]
    pub fn events(&self) -> Events {
        let handled = self.shared.acknowledge.then(|| self.shared.handled.clone());
        Events::new(self.shared.told.clone(), handled)
    }

    /// The connection's state now.
    #[must_use]
    pub fn status(&self) -> Status {
        self.shared.status.borrow().clone()
    }

    /// Waits until the connection's state is one that `wanted` accepts.
    ///
    /// # Errors
    /// When the client ended first.
    pub async fn wait_for(&self, mut wanted: impl FnMut(&Status) -> bool) -> Result<Status, Error> {
        let mut status = self.shared.status.clone();
        let found = status.wait_for(|status| wanted(status) || matches!(status, Status::Ended(_))).await;
        let found = found.map_err(|_| Error::Closed)?.clone();
        match found {
            Status::Ended(error) if !wanted(&Status::Ended(error.clone())) => Err(error),
            found => Ok(found),
        }
    }

    /// Says goodbye, ends the connection and lets go of the outbox, for all handles. What was not sent stays in the
    /// outbox.
    pub async fn close(&self) {
        self.shared.stop.cancel();
        // It fails only when the service is gone already.
        let _ = self.wait_for(|status| matches!(status, Status::Ended(_))).await;
        self.shared.keeper.stop().await;
    }

    /// Asks the server over the socket; without a connection the command waits for one, up to the deadline.
    async fn command<T: DeserializeOwned>(&self, kind: &str, params: &impl Serialize) -> Result<T, Error> {
        self.ask(kind, params, Request::Command).await
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        kind: &str,
        params: &impl Serialize,
        request: impl FnOnce(Command) -> Request,
    ) -> Result<T, Error> {
        let id = self.shared.ids.fetch_add(1, Ordering::Relaxed);
        let (answer, answered) = oneshot::channel();
        let command = Command { id, frame: frame::write(kind, Some(id), params)?, answer };
        let asking = async {
            self.shared.requests.send(request(command)).await.map_err(|_| self.ended())?;
            answered.await.unwrap_or_else(|_| Err(self.ended()))
        };
        let result = tokio::time::timeout(self.shared.deadline, asking).await.unwrap_or(Err(Error::Timeout))?;
        read(&result)
    }

    /// Why there is no service any more.
    fn ended(&self) -> Error {
        match &*self.shared.status.borrow() {
            Status::Ended(error) => error.clone(),
            _ => Error::Closed,
        }
    }
}

fn read<T: DeserializeOwned>(result: &RawValue) -> Result<T, Error> {
    serde_json::from_str(result.get()).map_err(|error| Error::protocol("answer", &error))
}
