//! Why a text can't be read.

/// Why a text is no rule, and at which of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at {at}: {why}")]
pub struct Unreadable {
    pub at: usize,
    pub why: String,
}

impl Unreadable {
    pub(super) const fn new(at: usize, why: String) -> Self {
        Self { at, why }
    }
}
