//! Where the parts of a flow stand in its file, so that a finding can name the line.

use std::collections::BTreeMap;

/// The lines of a file's parts, from 1. Empty for a flow that came from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    pub(super) nodes: BTreeMap<String, u64>,
    pub(super) sections: BTreeMap<String, u64>,
}

impl Places {
    /// The line a node begins at.
    #[must_use]
    pub fn node(&self, name: &str) -> Option<u64> {
        self.nodes.get(name).copied()
    }

    /// The line of an entry of the flow itself: `start`, `triggers`.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<u64> {
        self.sections.get(name).copied()
    }
}
