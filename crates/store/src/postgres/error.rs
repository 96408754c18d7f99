//! What PostgreSQL's errors mean (its manual, appendix A), and in which words they are told.

use std::error::Error as _;

use deadpool_postgres::{HookError, PoolError, TimeoutType};
use tokio_postgres::error::SqlState;

use crate::Error;

/// Whether the same transaction may succeed when it is run again at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// Transactions stood in each other's way.
    Yes,
    /// A key exists: another transaction may have made it meanwhile, and the next try sees it.
    Once,
    No,
}

pub(super) fn again(error: &tokio_postgres::Error) -> Again {
    match error.code() {
        Some(
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED | &SqlState::LOCK_NOT_AVAILABLE,
        ) => Again::Yes,
        Some(&SqlState::UNIQUE_VIOLATION) => Again::Once,
        _ => Again::No,
    }
}

/// Whether the connection leads to a server that takes no writes: a new one may find another.
pub(super) fn is_standby(error: &tokio_postgres::Error) -> bool {
    error.code() == Some(&SqlState::READ_ONLY_SQL_TRANSACTION)
}

/// What went wrong, with its causes: the driver's own words for it name none.
pub(super) fn words(error: &tokio_postgres::Error) -> String {
    if let Some(failure) = error.as_db_error() {
        // Never `detail`: it holds values.
        return failure.message().to_owned();
    }
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}

/// There is no connection to be had.
impl From<PoolError> for Error {
    fn from(error: PoolError) -> Self {
        Self::Unavailable(match error {
            PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => words(&error),
            PoolError::PostCreateHook(HookError::Message(text)) => text.into_owned(),
            PoolError::Timeout(TimeoutType::Wait) => "all connections to PostgreSQL are in use".to_owned(),
            PoolError::Timeout(TimeoutType::Create | TimeoutType::Recycle) => "PostgreSQL does not answer".to_owned(),
            PoolError::Closed | PoolError::NoRuntimeSpecified => error.to_string(),
        })
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        let text = words(&error);
        let Some(failure) = error.as_db_error() else {
            // No answer, or none that can be read: the connection is of no use any more.
            return Self::Unavailable(text);
        };
        match failure.code() {
            &SqlState::UNIQUE_VIOLATION => Self::Conflict,
            &SqlState::DISK_FULL => Self::Full,
            &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => Self::Corrupt(text),
            code => match code.code().get(..2) {
                // Connections, transactions rolled back, resources, operators' doings, system errors; a standby that takes no writes.
                Some("08" | "40" | "53" | "55" | "57" | "58") => Self::Unavailable(text),
                _ if code == &SqlState::READ_ONLY_SQL_TRANSACTION => Self::Unavailable(text),
                _ => Self::Bug(text),
            },
        }
    }
}
