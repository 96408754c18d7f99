//! Copies a store while it is in use, and puts a copy back.
//!
//! The copy is one consistent moment: pages that change meanwhile are copied again (SQLite Online Backup API).
//! Restoring gives the store a new epoch, so that clients notice that their cursors are of another life.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use subrosa_proto::sync::Epoch;

use super::connection::{in_transaction, open_writer};
use crate::{Error, Folder, meta, migrations};

/// How far a copy has come, in pages.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    pub copied: u64,
    pub total: u64,
}

const PAGES_PER_STEP: std::ffi::c_int = 512;

/// Writes a consistent copy of the database in `folder`, also while a server uses it. The copy appears under its name
/// only when it is whole and on disk.
///
/// # Errors
/// When the source can't be read, the target exists or can't be written.
pub fn create(folder: &Path, target: &Path, mut progress: impl FnMut(Progress)) -> Result<(), Error> {
    let explain = |error: std::io::Error| Error::Folder(format!("{}: {error}", target.display()));
    if target.exists() {
        return Err(Error::Folder(format!("{} exists already", target.display())));
    }
    let source = Connection::open_with_flags(
        Folder::database_in(folder),
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    source.execute_batch("PRAGMA busy_timeout = 10000; PRAGMA wal_autocheckpoint = 0; BEGIN; ")?;
    // A read transaction holds one moment for the whole copy, so a busy server can't make it begin again.
    source.query_row("SELECT count(*) FROM meta", [], |_| Ok(()))?;
    let partial = target.with_extension("partial");
    drop(std::fs::remove_file(&partial));
    let mut copy = Connection::open(&partial)?;
    {
        let backup = Backup::new(&source, &mut copy)?;
        loop {
            let step = backup.step(PAGES_PER_STEP)?;
            let state = backup.progress();
            let total = u64::try_from(state.pagecount).unwrap_or(0);
            let left = u64::try_from(state.remaining).unwrap_or(0);
            progress(Progress { copied: total - left.min(total), total });
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::park_timeout(Duration::from_millis(20)),
            }
        }
    }
    copy.execute_batch("PRAGMA journal_mode = DELETE;")?;
    copy.close().map_err(|(_, error)| error)?;
    std::fs::File::open(&partial).and_then(|file| file.sync_all()).map_err(explain)?;
    std::fs::rename(&partial, target).map_err(explain)?;
    if let Some(parent) = target.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        std::fs::File::open(parent).and_then(|folder| folder.sync_all()).map_err(explain)?;
    }
    Ok(())
}

/// Makes a data folder from a copy. The folder must not hold a database.
///
/// # Errors
/// When the copy is damaged or newer, or the folder is in use or not empty.
pub fn restore(copy: &Path, folder: &Path, epoch: Epoch) -> Result<(), Error> {
    let explain = |error: std::io::Error| Error::Folder(format!("{}: {error}", copy.display()));
    let folder = Folder::open(folder)?;
    let database = folder.database();
    if database.exists() {
        return Err(Error::Folder(format!("{} exists already; restore into an empty folder", database.display())));
    }
    super::integrity::check_file(copy)?;
    let partial = database.with_extension("partial");
    std::fs::copy(copy, &partial).map_err(explain)?;
    {
        let mut connection = open_writer(&partial)?;
        in_transaction(&mut connection, async |tx| {
            migrations::run(tx).await?;
            meta::set_epoch(tx, epoch).await
        })?;
        connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?;
    }
    std::fs::File::open(&partial).and_then(|file| file.sync_all()).map_err(explain)?;
    std::fs::rename(&partial, &database).map_err(explain)?;
    std::fs::File::open(folder.path()).and_then(|handle| handle.sync_all()).map_err(explain)
}
