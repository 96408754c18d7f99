//! What a step of a bot gives reports to count.

/// What one step of a bot adds to what is known of its sessions.
#[derive(Debug, Clone, Default)]
pub struct BotCounts {
    /// A session begins.
    pub begins: bool,
    /// The steps of the flow that it came to, in order.
    pub entered: Vec<String>,
    /// The step at which it ended. Where the flow gave the thread away, the one that led to that.
    pub ended_at: Option<String>,
    /// The customer did not come back.
    pub is_gone: bool,
}
