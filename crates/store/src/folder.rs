//! The data folder: what lies where, and the lock that keeps two processes from using it at once.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::Error;

/// A data folder, locked by this process until dropped.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Creates the folder if it is missing (readable by its owner only) and locks it.
    ///
    /// # Errors
    /// When it can't be made or written, or another process holds it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let explain = |error| unusable(path, &error);
        if !path.exists() {
            let mut builder = std::fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(path).map_err(explain)?;
        }
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("subrosa.lock"))
            .map_err(explain)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Error::InUse),
            Err(TryLockError::Error(error)) => Err(explain(error)),
        }
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes durable what a process that was killed had written and not yet synced. The next one finds it in the log and
    /// shows it to people as kept, while a power cut could still take it: SQLite recovers a log without syncing it
    /// (`walIndexRecover` in its wal.c).
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn sync_what_was_left(&self) -> Result<(), Error> {
        let explain = |error| unusable(&self.path, &error);
        match OpenOptions::new().write(true).open(self.path.join("subrosa.db-wal")) {
            Ok(log) => log.sync_all().map_err(explain)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(explain(error)),
        }
        // The log's name is the folder's; only Unix can sync a folder.
        if cfg!(unix) {
            File::open(&self.path).and_then(|folder| folder.sync_all()).map_err(explain)?;
        }
        Ok(())
    }

    /// The database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        Self::database_in(&self.path)
    }

    /// Where the database file of a folder lies, without locking it.
    #[must_use]
    pub fn database_in(path: &Path) -> PathBuf {
        path.join("subrosa.db")
    }
}

fn unusable(path: &Path, error: &std::io::Error) -> Error {
    Error::Folder(format!("{}: {error}", path.display()))
}
