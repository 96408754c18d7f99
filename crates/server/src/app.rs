//! What every handler can reach.

use std::sync::Arc;

use subrosa_messaging::Messaging;

use crate::{Drain, Metrics, ServerSettings};

/// The server's parts. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) messaging: Messaging,
    pub(crate) settings: Arc<ServerSettings>,
    pub(crate) metrics: Metrics,
    pub(crate) drain: Drain,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(messaging: Messaging, settings: ServerSettings, metrics: Metrics, drain: Drain) -> Self {
        Self { messaging, settings: Arc::new(settings), metrics, drain }
    }
}
