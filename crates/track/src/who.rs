//! Who is meant.

/// By what someone is known to a system of the brand. One of both is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    /// What the brand calls them.
    pub user: Option<String>,
    /// What a browser or device calls someone who has not said who they are.
    pub anonymous: Option<String>,
}
