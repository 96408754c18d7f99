//! Moves committed pages from the write-ahead log into the database file, off the writer's path.
//!
//! A thread of its own copies most of the log while the writer goes on appending to it, and has it synced. When little is left, the writer
//! copies the rest between two groups, which takes a moment only; its next commit then begins the log anew, so the log does not grow
//! without bound. Losing power in the middle loses nothing: the log stays until its pages are synced (SQLite, "Write-Ahead
//! Logging", section 3.3).
//!
//! SQLite syncs the database only when it has copied all of the log, which is the writer's part: so the thread syncs before, or the writer would
//! wait for the disk to take in all that the thread has copied.
//!
//! Never: a log whole that the writer copies, because a read was in the thread's way.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Connection;

use super::hold::Hold;
use crate::Error;

/// Pages in the log (4 KiB each, so 64 MiB) at which copying begins. While pages are copied and synced, commits wait for the same disk, a few
/// milliseconds each time: a short log has that more often, and a page that changes again and again is copied more often, too.
const BEGIN_PAGES: u32 = 16_384;
/// What the thread leaves for the writer to copy at most.
const REST_PAGES: i64 = 128;
/// Times the thread runs after a log that keeps growing; a load that outruns it leaves more to the writer.
const PASSES: usize = 8;
/// Times the thread syncs: while it does so for the first time the log grows by a little, for the second by next to nothing, and that is what is left
/// for the writer to sync.
const SYNCS: usize = 2;
/// How much longer the log gets before the thread tries again, where a read was in its way.
const AGAIN_PAGES: u32 = 1_024;

/// Nothing is under way. Only the writer goes from here, to [`COPYING`].
const IDLE: u8 = 0;
/// The thread copies. Only it goes from here, to [`REST_IS_SMALL`], or back to [`IDLE`] when a read was in its way.
const COPYING: u8 = 1;
/// The writer is to copy the rest. Only it goes from here, to [`IDLE`].
const REST_IS_SMALL: u8 = 2;

/// What the writer and the thread know of each other.
#[derive(Default)]
struct Shared {
    /// Pages in the log after the last commit.
    pages: AtomicU32,
    /// Pages in the log at which the thread tries again, when a read was in its way.
    again: AtomicU32,
    state: AtomicU8,
}

/// Watches the log's length and keeps it short.
pub(crate) struct Checkpointer {
    /// Pages in the log at which copying begins.
    begin: u32,
    shared: Arc<Shared>,
    wake: SyncSender<()>,
}

impl Checkpointer {
    /// Starts the thread; it ends when the checkpointer is dropped. `hold` is dropped after its connection, which is the store's
    /// last.
    pub(crate) fn start(path: &Path, hold: Arc<Hold>) -> Result<Self, Error> {
        let connection = Connection::open(path)?;
        connection
            .execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;")?;
        let file = File::options().write(true).open(path).map_err(|error| Error::Unavailable(error.to_string()))?;
        let (wake, woken) = sync_channel(1);
        let shared = Arc::new(Shared::default());
        let of_thread = Arc::clone(&shared);
        std::thread::Builder::new()
            .name("store-checkpoint".to_owned())
            .spawn(move || {
                copy_when_woken((&connection, &file), &woken, &of_thread);
                // Closing the file ends what locks this process has on it (POSIX, `fcntl`): after all connections.
                drop(connection);
                drop(file);
                drop(hold);
            })
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        Ok(Self { begin: BEGIN_PAGES, shared, wake })
    }

    /// Lets the writer's connection report the log's length at each commit.
    pub(crate) fn watch(&self, connection: &mut Connection) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        connection.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, count| {
            shared.pages.store(u32::try_from(count).unwrap_or(0), Ordering::Relaxed);
            Ok(())
        }))?;
        Ok(())
    }

    /// Called by the writer between two groups.
    pub(crate) fn after_commit(&self, connection: &Connection) {
        let Shared { pages, again, state } = &*self.shared;
        let pages = pages.load(Ordering::Relaxed);
        match state.load(Ordering::Acquire) {
            IDLE if pages >= self.begin.max(again.load(Ordering::Relaxed)) => {
                state.store(COPYING, Ordering::Release);
                // The thread waits for it, unless it is gone.
                if self.wake.try_send(()).is_err() {
                    state.store(REST_IS_SMALL, Ordering::Release);
                }
            }
            REST_IS_SMALL => {
                // It is not long where nothing was left to copy: then this commit has begun it anew.
                if pages >= self.begin {
                    copy(connection);
                }
                state.store(IDLE, Ordering::Release);
            }
            _ => {}
        }
    }
}

fn copy_when_woken((connection, file): (&Connection, &File), woken: &Receiver<()>, shared: &Shared) {
    let Shared { pages, again, state } = shared;
    while woken.recv().is_ok() {
        let is_near = (0..SYNCS).all(|_| chase(connection, pages) && synced(file)) && chase(connection, pages);
        let (tries_again, next) = if is_near {
            (0, REST_IS_SMALL)
        } else {
            (pages.load(Ordering::Relaxed).saturating_add(AGAIN_PAGES), IDLE)
        };
        again.store(tries_again, Ordering::Relaxed);
        state.store(next, Ordering::Release);
    }
}

/// Copies until little is left, or as often as it may; false where it can't, as a read needs what follows.
fn chase(connection: &Connection, pages: &AtomicU32) -> bool {
    let mut before = -1;
    for _ in 0..PASSES {
        let Some(copied) = copy(connection) else { return false };
        if i64::from(pages.load(Ordering::Relaxed)) - copied <= REST_PAGES {
            return true;
        }
        if copied <= before {
            return false;
        }
        before = copied;
    }
    true
}

fn synced(file: &File) -> bool {
    let outcome = file.sync_data();
    if let Err(error) = &outcome {
        tracing::warn!(%error, "the database could not be synced; its log stays");
    }
    outcome.is_ok()
}

/// Copies what no reader still needs in the log; returns how many of its pages are in the database file now.
fn copy(connection: &Connection) -> Option<i64> {
    match connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(2)) {
        Ok(copied) => Some(copied),
        Err(error) => {
            // A full disk, say: the log keeps everything until the next try.
            tracing::warn!(%error, "the log could not be copied into the database");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;

    use super::super::connection::{open_reader, open_writer};
    use super::*;
    use crate::Folder;

    fn state(checkpointer: &Checkpointer) -> u8 {
        checkpointer.shared.state.load(Ordering::Acquire)
    }

    /// A writer of a fresh folder, whose log is copied from so many pages on.
    fn watched(place: &Path, begin: u32) -> (Connection, Checkpointer) {
        let folder = Folder::open(place).expect("a folder");
        let path = folder.database();
        let (until_closed, _closed) = channel();
        let mut writer = open_writer(&path).expect("opens");
        let hold = Arc::new(Hold::new(folder, until_closed));
        let mut checkpointer = Checkpointer::start(&path, hold).expect("starts");
        checkpointer.begin = begin;
        checkpointer.watch(&mut writer).expect("watches");
        writer.execute_batch("CREATE TABLE held (bytes BLOB)").expect("made");
        (writer, checkpointer)
    }

    fn write(writer: &Connection, checkpointer: &Checkpointer, pages: u32) {
        writer.execute("INSERT INTO held VALUES (zeroblob($1))", [pages * 4_096]).expect("written");
        checkpointer.after_commit(writer);
    }

    /// Until the thread has done what it can.
    fn wait(checkpointer: &Checkpointer) {
        while state(checkpointer) == COPYING {
            thread::yield_now();
        }
    }

    /// Regression: a wake that came while the thread worked had it say later that little was left, of a log that had just begun anew;
    /// and the writer copied every second log whole, while all who wrote waited.
    #[test]
    fn each_log_is_copied_by_the_thread() {
        let place = tempfile::tempdir().expect("a place");
        let (writer, checkpointer) = watched(place.path(), 64);
        let write = |pages| write(&writer, &checkpointer, pages);
        for round in 0..4 {
            write(80);
            assert_eq!((round, state(&checkpointer) == IDLE), (round, false), "the thread was not woken");
            // What is written meanwhile wakes nobody again, and may be left to the writer.
            (0..round).for_each(|_| write(1));
            wait(&checkpointer);
            write(1);
            write(1);
            assert_eq!((round, state(&checkpointer)), (round, IDLE));
            assert!(checkpointer.shared.pages.load(Ordering::Relaxed) < 64, "the log does not begin anew");
        }
    }

    /// Regression: a read that was in the thread's way left the whole log to the writer, and all who wrote waited for a quarter of a second.
    #[test]
    fn a_log_that_a_read_needs_is_left_to_the_thread() {
        let place = tempfile::tempdir().expect("a place");
        let (writer, checkpointer) = watched(place.path(), 512);
        let write = |pages| write(&writer, &checkpointer, pages);
        let log = || checkpointer.shared.pages.load(Ordering::Relaxed);
        let reader = open_reader(&place.path().join("subrosa.db")).expect("opens");
        reader.execute_batch("BEGIN; SELECT count(*) FROM held;").expect("reads");
        write(600);
        wait(&checkpointer);
        assert_eq!(state(&checkpointer), IDLE, "the writer is to copy what the thread could not");
        write(1);
        assert_eq!(state(&checkpointer), IDLE, "it tries again at each commit");
        reader.execute_batch("COMMIT").expect("ends");
        write(AGAIN_PAGES);
        wait(&checkpointer);
        assert_eq!(state(&checkpointer), REST_IS_SMALL);
        write(1);
        write(1);
        assert!(log() < 512, "the log does not begin anew: {}", log());
    }
}
