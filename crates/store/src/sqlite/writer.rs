//! The one writer: a thread that runs commands in groups and commits each group with one fsync.
//!
//! Lifecycle: the thread starts with the store and ends when the last [`Writer`] is dropped and the queue is empty.
//! Order: commands run in the order in which they were queued; replies go out after the group's COMMIT, in that order.
//! If a command fails or panics, only its own changes are undone: those of a group's first by beginning the group anew, those of the others
//! by a savepoint, for which SQLite copies each page before it changes.
//!
//! Never: a reply before the commit, a wait inside a transaction, an unbounded queue.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::checkpoint::Checkpointer;
use super::connection::rollback;
use super::hold::Hold;
use super::ready::poll_once;
use crate::options::OnCommit;
use crate::{Commit, Error, Options, Tx};

/// A group ends when it has this many commands…
const GROUP_COMMANDS: usize = 512;
/// …or has run this long: those already in it should not wait much longer for their fsync.
const GROUP_TIME: Duration = Duration::from_millis(5);

/// Tells a command's caller how it ended, once the group's fate is known.
type Reply = Box<dyn FnOnce(Result<(), Error>) + Send>;
/// Runs a command in the open transaction, or tells its caller why there is none.
type Command = Box<dyn FnOnce(Result<(&mut Connection, Place), Error>) -> Reply + Send>;

/// Where a command stands in its group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Later,
}

/// A handle to the writer's thread.
#[derive(Clone)]
pub(crate) struct Writer {
    commands: mpsc::Sender<Command>,
}

impl Writer {
    /// Starts the thread.
    pub(crate) fn start(
        connection: Connection,
        checkpointer: Checkpointer,
        hold: Arc<Hold>,
        options: &Options,
    ) -> Result<Self, Error> {
        let (commands, queue) = mpsc::channel(options.queue);
        let mut thread = Thread { connection, checkpointer, queue, on_commit: options.on_commit.clone(), _hold: hold };
        thread.checkpointer.watch(&mut thread.connection)?;
        std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || thread.run())
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        Ok(Self { commands })
    }

    /// Commands waiting now.
    pub(crate) fn queued(&self) -> usize {
        self.commands.max_capacity() - self.commands.capacity()
    }

    /// Queues a command and waits until its group is on disk.
    pub(crate) async fn run<F, T, E>(&self, command: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let command: Command = Box::new(move |transaction| {
            let outcome = match transaction {
                Ok((connection, place)) => undoable(connection, place, command),
                Err(error) => Err(E::from(error)),
            };
            Box::new(move |committed| {
                let result = match (outcome, committed) {
                    (Ok(value), Ok(())) => Ok(value),
                    (Ok(_), Err(error)) => Err(E::from(error)),
                    (Err(error), _) => Err(error),
                };
                // The caller may have gone away; what it asked for is done all the same.
                drop(sender.send(result));
            })
        });
        self.commands.try_send(command).map_err(|_| Error::Unavailable("the writer's queue is full".to_owned()))?;
        receiver.await.unwrap_or_else(|_| Err(Error::Unavailable("the writer has stopped".to_owned()).into()))
    }
}

/// Runs one command; undoes it when it fails.
fn undoable<F, T, E>(connection: &mut Connection, place: Place, command: F) -> Result<T, E>
where
    F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E>,
    E: From<Error>,
{
    if place == Place::Later {
        control(connection, "SAVEPOINT command")?;
    }
    let run =
        catch_unwind(AssertUnwindSafe(|| poll_once(async { finished(Tx::on_sqlite(connection), command).await })));
    let outcome = match run {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(waited)) => Err(waited.into()),
        Err(_) => Err(Error::Bug("a command panicked".to_owned()).into()),
    };
    let ended = match (place, outcome.is_ok()) {
        (Place::First, true) => Ok(()),
        (Place::First, false) => begin_anew(connection),
        (Place::Later, true) => control(connection, "RELEASE command"),
        (Place::Later, false) => undo(connection),
    };
    match ended {
        Ok(()) => outcome,
        Err(error) => outcome.and(Err(error.into())),
    }
}

/// Runs a command, and what its transaction does last.
async fn finished<F, T, E>(mut tx: Tx<'_>, command: F) -> Result<T, E>
where
    F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E>,
    E: From<Error>,
{
    let outcome = command(&mut tx).await?;
    tx.finish().await?;
    Ok(outcome)
}

fn begin_anew(connection: &Connection) -> Result<(), Error> {
    rollback(connection);
    control(connection, "BEGIN IMMEDIATE")
}

fn undo(connection: &Connection) -> Result<(), Error> {
    // A full disk may already have ended the whole transaction; then there is no savepoint left to go back to,
    // and the group's COMMIT fails and says so to everyone.
    if let Err(error) = control(connection, "ROLLBACK TO command") {
        tracing::debug!(%error, "no savepoint to go back to");
    }
    control(connection, "RELEASE command")
}

fn control(connection: &Connection, sql: &'static str) -> Result<(), Error> {
    connection.prepare_cached(sql)?.raw_execute()?;
    Ok(())
}

struct Thread {
    connection: Connection,
    checkpointer: Checkpointer,
    queue: mpsc::Receiver<Command>,
    on_commit: OnCommit,
    /// Dropped last: the folder stays locked until the last write is done.
    _hold: Arc<Hold>,
}

impl Thread {
    fn run(&mut self) {
        let mut replies: Vec<Reply> = Vec::with_capacity(GROUP_COMMANDS);
        while let Some(first) = self.queue.blocking_recv() {
            let begun = Instant::now();
            let outcome = self.run_group(first, begun, &mut replies);
            if let Err(error) = &outcome {
                tracing::error!(%error, commands = replies.len(), "a group was not committed");
            }
            let commit = Commit { commands: replies.len(), took: begun.elapsed(), ok: outcome.is_ok() };
            for reply in replies.drain(..) {
                reply(outcome.clone());
            }
            if let Some(on_commit) = &self.on_commit {
                on_commit(commit);
            }
            self.checkpointer.after_commit(&self.connection);
        }
    }

    /// Runs commands until the queue is empty or the group is large or old enough, then commits.
    fn run_group(&mut self, first: Command, begun: Instant, replies: &mut Vec<Reply>) -> Result<(), Error> {
        if let Err(error) = control(&self.connection, "BEGIN IMMEDIATE") {
            replies.push(first(Err(error.clone())));
            return Err(error);
        }
        let mut next = Some(first);
        while let Some(command) = next.take() {
            let place = if replies.is_empty() { Place::First } else { Place::Later };
            replies.push(command(Ok((&mut self.connection, place))));
            if self.connection.is_autocommit() {
                // An error so grave (a full disk, a failed read) that SQLite undid the whole group.
                return Err(Error::Full);
            }
            if replies.len() < GROUP_COMMANDS && begun.elapsed() < GROUP_TIME {
                next = self.queue.try_recv().ok();
            }
        }
        let committed = control(&self.connection, "COMMIT");
        if committed.is_err() {
            rollback(&self.connection);
        }
        committed
    }
}
