//! What can stand in the way of a move.

use super::Sum;
use crate::Error;

/// A move that could not be carried out. The source can be used as before unless it is marked as moved.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CopyError {
    #[error("the store to move: {0}")]
    Source(Error),
    #[error("the place to move it to: {0}")]
    Target(Error),
    /// Servers are connected to PostgreSQL.
    #[error("a server is still connected to PostgreSQL")]
    Served,
    /// The target has rows that no move brought there.
    #[error("the place to move it to has data of its own (in the table {0})")]
    Filled(&'static str),
    /// The target is half filled from a store that is not the source, or that has begun a new life since.
    #[error("the place to move it to holds an unfinished move of another store")]
    OtherCopy,
    /// The source is marked as moved to a place that is not the target.
    #[error("the store was moved to another place already")]
    MovedElsewhere,
    /// The target's note of the progress changed under way.
    #[error("another process moves a store to the same place")]
    Raced,
    /// The two sides are not the same after all rows were copied.
    #[error(
        "the table {table} is not the same on both sides: {} rows here, {} there, and their checksums differ",
        .source_sum.rows, .target_sum.rows
    )]
    Differs { table: &'static str, source_sum: Sum, target_sum: Sum },
}
