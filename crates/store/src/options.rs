//! How to open a store, and what it tells whoever measures.

use std::sync::Arc;
use std::time::Duration;

use subrosa_proto::Randomness;

use crate::HistoryPage;

/// What one group commit did, for whoever measures.
#[derive(Debug, Clone, Copy)]
pub struct Commit {
    /// Commands in the group.
    pub commands: usize,
    /// From the group's begin to the end of its fsync.
    pub took: Duration,
    /// Whether it was committed.
    pub ok: bool,
}

/// Who is told after a commit.
pub(crate) type OnCommit = Option<Arc<dyn Fn(Commit) + Send + Sync>>;

/// Who is told where a page of history came from.
pub(crate) type OnHistoryPage = Option<Arc<dyn Fn(HistoryPage) + Send + Sync>>;

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// To be used. A store that was moved away is refused, and so is one that is not yet wholly there.
    #[default]
    Use,
    /// To begin a new life, which a store that was moved away may do.
    Renew,
    /// To be copied by [`crate::copy`], which looks at it by itself.
    Copy,
}

/// How to open a store.
#[derive(Clone)]
pub struct Options {
    pub purpose: Purpose,
    /// Read-only connections, which is how many reads run at once.
    pub readers: usize,
    /// Commands that may wait for the writer; more are refused as [`Error::Unavailable`].
    pub queue: usize,
    /// Told after every group commit, on the writer's thread: must be quick.
    pub on_commit: OnCommit,
    /// Told after every page of history where there are replicas: must be quick.
    pub on_history_page: OnHistoryPage,
    /// Spreads over time what servers try again.
    pub randomness: Option<Arc<dyn Randomness>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            purpose: Purpose::Use,
            readers: 4,
            queue: 4_096,
            on_commit: None,
            on_history_page: None,
            randomness: None,
        }
    }
}
