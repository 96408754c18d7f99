//! Writes the outbox off the runtime's threads, many changes with one sync, and passes messages on to be sent only
//! once they are written.
//!
//! Lifecycle: one task, ended by [`Keeper::stop`] or by the drop of the last handle. Order: messages are passed on in
//! the order in which they were added.

use std::sync::Arc;

use subrosa_proto::ClientId;
use tokio::sync::{mpsc, oneshot, watch};

use super::{Change, Outbox, Unsent};
use crate::Error;

/// A message that is written down and may be sent.
pub(crate) struct Added {
    pub(crate) unsent: Unsent,
    /// Told what became of it; nobody may be listening.
    pub(crate) outcome: oneshot::Sender<Result<subrosa_proto::event::Sent, Error>>,
}

enum Request {
    Add { added: Added, written: oneshot::Sender<Result<(), Error>> },
    Remove(ClientId),
    Stop(oneshot::Sender<()>),
}

/// The handle of the task that owns the outbox.
#[derive(Clone)]
pub(crate) struct Keeper {
    requests: mpsc::UnboundedSender<Request>,
    /// How many messages are in the outbox.
    count: Arc<watch::Sender<usize>>,
}

impl Keeper {
    /// Starts keeping an outbox with so many messages. New ones come out at the receiver once they are written.
    pub(crate) fn start(outbox: Box<dyn Outbox>, count: usize) -> (Self, mpsc::UnboundedReceiver<Added>) {
        let (requests, mailbox) = mpsc::unbounded_channel();
        let (ready, messages) = mpsc::unbounded_channel();
        let count = Arc::new(watch::Sender::new(count));
        tokio::spawn(run(outbox, mailbox, ready, count.clone()));
        (Self { requests, count }, messages)
    }

    /// Writes a message down; it is sent afterwards.
    pub(crate) async fn add(&self, added: Added) -> Result<(), Error> {
        let (written, answer) = oneshot::channel();
        self.requests.send(Request::Add { added, written }).map_err(|_| Error::Closed)?;
        answer.await.unwrap_or(Err(Error::Closed))
    }

    /// Removes a message, at some time: until then, a restart would only send it again in vain.
    pub(crate) fn remove(&self, client_id: ClientId) {
        // A stopped keeper has nothing to keep.
        let _ = self.requests.send(Request::Remove(client_id));
    }

    /// Waits until the outbox is empty.
    pub(crate) async fn emptied(&self) {
        // It fails only without a sender, and this is one.
        let _ = self.count.subscribe().wait_for(|&count| count == 0).await;
    }

    /// Writes what was asked before and lets go of the outbox.
    pub(crate) async fn stop(&self) {
        let (stopped, answer) = oneshot::channel();
        if self.requests.send(Request::Stop(stopped)).is_ok() {
            let _ = answer.await;
        }
    }
}

async fn run(
    mut outbox: Box<dyn Outbox>,
    mut mailbox: mpsc::UnboundedReceiver<Request>,
    ready: mpsc::UnboundedSender<Added>,
    count: Arc<watch::Sender<usize>>,
) {
    let mut requests = Vec::new();
    while mailbox.recv_many(&mut requests, 256).await > 0 {
        let (changes, added, stop) = sort(&mut requests);
        let gone = changes.iter().filter(|change| matches!(change, Change::Remove(_))).count();
        let writing = tokio::task::spawn_blocking(move || {
            let result = outbox.write(&changes).map_err(Error::outbox);
            (outbox, result)
        });
        // An outbox that panicked has written nothing, and nothing more can be written.
        let Ok((returned, result)) = writing.await else { return };
        outbox = returned;
        if let Err(error) = &result {
            tracing::warn!(%error, "the outbox could not be written");
        }
        let come = if result.is_ok() { added.len() } else { 0 };
        // A removal that could not be written is only sent again, in vain, after a restart.
        count.send_modify(|count| *count = (*count + come).saturating_sub(gone));
        for (message, written) in added {
            match &result {
                Ok(()) => {
                    // First on its way, then told: the caller's next message comes after it.
                    let _ = ready.send(message);
                    let _ = written.send(Ok(()));
                }
                Err(error) => {
                    let _ = written.send(Err(error.clone()));
                }
            }
        }
        if let Some(stopped) = stop {
            drop(outbox);
            let _ = stopped.send(());
            return;
        }
    }
}

type Sorted = (Vec<Change>, Vec<(Added, oneshot::Sender<Result<(), Error>>)>, Option<oneshot::Sender<()>>);

fn sort(requests: &mut Vec<Request>) -> Sorted {
    let mut sorted: Sorted = (Vec::new(), Vec::new(), None);
    for request in requests.drain(..) {
        match request {
            Request::Add { added, written } => {
                sorted.0.push(Change::Add(added.unsent.clone()));
                sorted.1.push((added, written));
            }
            Request::Remove(client_id) => sorted.0.push(Change::Remove(client_id)),
            Request::Stop(stopped) => sorted.2 = Some(stopped),
        }
    }
    sorted
}
