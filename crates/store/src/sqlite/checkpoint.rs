//! Moves committed pages from the write-ahead log into the database file, off the writer's path.
//!
//! A thread of its own copies most of the log while the writer goes on appending to it. When little is left, the writer copies the rest
//! between two groups, which takes a moment only; its next commit then begins the log anew, so the log does not grow
//! without bound. Losing power in the middle loses nothing: the log stays until its pages are synced (SQLite, "Write-Ahead
//! Logging", section 3.3).

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Connection;

use super::hold::Hold;
use crate::Error;

/// Pages in the log (4 KiB each) at which copying begins.
const BEGIN_PAGES: u32 = 8_192;
/// What the thread leaves for the writer to copy at most, unless the load outruns it.
const REST_PAGES: i64 = 256;
/// Times the thread runs after a log that keeps growing before it leaves the rest to the writer.
const PASSES: usize = 8;

/// Watches the log's length and keeps it short.
pub(crate) struct Checkpointer {
    /// Pages in the log after the last commit.
    pages: Arc<AtomicU32>,
    /// Set by the thread when the writer should copy the rest.
    rest_is_small: Arc<AtomicBool>,
    wake: SyncSender<()>,
}

impl Checkpointer {
    /// Starts the thread; it ends when the checkpointer is dropped. `hold` is dropped after its connection, which is the store's
    /// last.
    pub(crate) fn start(path: &Path, hold: Arc<Hold>) -> Result<Self, Error> {
        let connection = Connection::open(path)?;
        connection
            .execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;")?;
        let (wake, woken) = sync_channel(1);
        let rest_is_small = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&rest_is_small);
        std::thread::Builder::new()
            .name("store-checkpoint".to_owned())
            .spawn(move || {
                copy_when_woken(&connection, &woken, &flag);
                drop(connection);
                drop(hold);
            })
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        Ok(Self { pages: Arc::new(AtomicU32::new(0)), rest_is_small, wake })
    }

    /// Lets the writer's connection report the log's length at each commit.
    pub(crate) fn watch(&self, connection: &mut Connection) -> Result<(), Error> {
        let pages = Arc::clone(&self.pages);
        connection.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, count| {
            pages.store(u32::try_from(count).unwrap_or(0), Ordering::Relaxed);
            Ok(())
        }))?;
        Ok(())
    }

    /// Called by the writer between two groups.
    pub(crate) fn after_commit(&self, connection: &Connection) {
        if self.pages.load(Ordering::Relaxed) < BEGIN_PAGES {
            return;
        }
        if self.rest_is_small.swap(false, Ordering::Acquire) {
            copy(connection);
        } else {
            // Full means that the thread is already awake.
            let _already_awake = self.wake.try_send(());
        }
    }
}

fn copy_when_woken(connection: &Connection, woken: &Receiver<()>, rest_is_small: &AtomicBool) {
    while woken.recv().is_ok() {
        for _ in 0..PASSES {
            if copy(connection) <= REST_PAGES {
                break;
            }
        }
        rest_is_small.store(true, Ordering::Release);
    }
}

/// Copies what no reader still needs in the log; returns how many pages came to the log meanwhile.
fn copy(connection: &Connection) -> i64 {
    let counts = connection
        .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)));
    match counts {
        Ok((in_log, copied)) => in_log - copied,
        Err(error) => {
            // A full disk, say: the log keeps everything until the next try.
            tracing::warn!(%error, "the log could not be copied into the database");
            0
        }
    }
}
