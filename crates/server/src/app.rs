//! What every handler can reach.

use std::ops::Deref;
use std::sync::Arc;

use subrosa_engage::Engage;
use subrosa_messaging::Messaging;

use crate::{Drain, Metrics, ServerSettings};

/// The server's parts. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What an [`App`] holds: once, because each session holds the app.
pub struct Parts {
    pub(crate) messaging: Messaging,
    pub(crate) engage: Engage,
    pub(crate) settings: ServerSettings,
    pub(crate) metrics: Metrics,
    pub(crate) drain: Drain,
}

impl App {
    /// Puts the parts together, and starts what works beside the requests. Must be called inside a Tokio runtime.
    #[must_use]
    pub fn new(messaging: Messaging, settings: ServerSettings, metrics: Metrics, drain: Drain) -> Self {
        let engage = Engage::new(messaging.clone());
        engage.run_bots();
        engage.run_webhooks();
        engage.run_rules();
        engage.run_campaigns();
        engage.keep_search();
        engage.keep_vectors();
        engage.keep_segments();
        Self(Arc::new(Parts { messaging, engage, settings, metrics, drain }))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
