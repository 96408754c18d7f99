//! The orderly end: once begun, no connection is taken, sessions are told to move, and what is under way finishes.

use tokio::sync::watch;

/// Tells everyone when the server begins to stop. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Drain {
    begun: watch::Sender<bool>,
}

impl Default for Drain {
    fn default() -> Self {
        Self { begun: watch::Sender::new(false) }
    }
}

impl Drain {
    /// Begins to stop.
    pub fn begin(&self) {
        self.begun.send_replace(true);
    }

    /// Whether the server is about to stop.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        *self.begun.borrow()
    }

    /// Waits until the server begins to stop.
    pub async fn wait(&self) {
        let mut seen = self.begun.subscribe();
        // An error means that the sender is gone, which is an end as well.
        let _ended = seen.wait_for(|begun| *begun).await;
    }
}
