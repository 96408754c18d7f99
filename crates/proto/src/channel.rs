//! Channels: where a brand's conversations live.

use serde::{Deserialize, Serialize};

/// Where a brand's conversation lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Channel {
    /// Here.
    Subrosa,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Subrosa];

    /// What it is called where words are stored or written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subrosa => "subrosa",
        }
    }
}
