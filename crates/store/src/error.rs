//! What can go wrong with the store, sorted by what a caller can do about it.

use rusqlite::ffi;

/// A failed store operation. Nothing of a failed write remains.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// No room on the disk. The same write may succeed once there is room.
    #[error("no room left on the disk")]
    Full,
    /// The store can't be reached or can't keep up now. Try again.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// A unique key exists already.
    #[error("the key exists already")]
    Conflict,
    /// The file is not a sound database.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The data was written by a newer version.
    #[error("the data has schema {found}, this version knows up to {known}")]
    Newer { found: i64, known: i64 },
    /// Another process uses the data folder.
    #[error("the data folder is in use by another process")]
    InUse,
    /// The store lives elsewhere now.
    #[error("the store was moved to {0}")]
    Moved(&'static str),
    /// The store is the target of a move that has not come to its end.
    #[error("the store is not wholly here yet: it is still being moved to this place")]
    Unfinished,
    /// The data folder can't be used.
    #[error("the data folder can't be used: {0}")]
    Folder(String),
    /// A mistake in this program.
    #[error("a mistake in the store: {0}")]
    Bug(String),
}

impl Error {
    /// Whether the same operation may succeed later, unchanged.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        matches!(self, Self::Full | Self::Unavailable(_))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return Self::Bug(error.to_string());
        };
        let text = message.clone().unwrap_or_else(|| failure.to_string());
        match failure.extended_code & 0xff {
            ffi::SQLITE_FULL => Self::Full,
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED | ffi::SQLITE_IOERR | ffi::SQLITE_CANTOPEN | ffi::SQLITE_READONLY => {
                Self::Unavailable(text)
            }
            ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB => Self::Corrupt(text),
            ffi::SQLITE_CONSTRAINT
                if matches!(
                    failure.extended_code,
                    ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID
                ) =>
            {
                Self::Conflict
            }
            _ => Self::Bug(text),
        }
    }
}
