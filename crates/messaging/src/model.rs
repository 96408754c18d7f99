//! The operator's language model: where it is, and a call to it through the one guarded client.
//!
//! Never: what it is told, or what becomes of its answer (that is `engage`). Neither is ever logged.

use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::outbound::{Outbound, OutboundError};
use crate::{Messaging, ModelSettings};

/// Why a model gave no answer. In words for whoever asked, without the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelFailure {
    #[error("there is none")]
    None,
    #[error("too much is asked of it now")]
    Busy,
    #[error("it did not answer in time")]
    TimedOut,
    #[error("it can't be reached")]
    Unreachable,
    #[error("it refused with status {0}")]
    Refused(u16),
    #[error("its answer is too large")]
    TooLarge,
}

/// The endpoint, and whose turn it is.
pub(crate) struct Model {
    settings: ModelSettings,
    turns: Semaphore,
    /// Made when it is first called; none where TLS can't be set up.
    outbound: OnceLock<Option<Outbound>>,
}

impl Model {
    pub(crate) fn new(settings: ModelSettings) -> Self {
        Self { turns: Semaphore::new(settings.concurrent.max(1)), settings, outbound: OnceLock::new() }
    }

    async fn call(&self, function: &str, json: String, most: usize) -> Result<Vec<u8>, ModelFailure> {
        let made = self.outbound.get_or_init(|| Outbound::new(self.settings.private_network).ok());
        let outbound = made.as_ref().ok_or(ModelFailure::Unreachable)?;
        let address = format!("{}/{function}", self.settings.url.trim_end_matches('/'));
        let url = address.parse::<url::Url>().map_err(|_| ModelFailure::Unreachable)?;
        if url.scheme() != "https" && !self.settings.private_network {
            return Err(ModelFailure::Unreachable);
        }
        let Ok(_turn) = self.turns.acquire().await else { return Err(ModelFailure::Busy) };
        let called = outbound.post_json(url, json, self.settings.key.as_deref(), (self.settings.limit, most)).await;
        match called {
            Ok(called) if (200..300).contains(&called.status) => Ok(called.body),
            Ok(called) => Err(ModelFailure::Refused(called.status)),
            Err(OutboundError::TooLarge(_)) => Err(ModelFailure::TooLarge),
            Err(OutboundError::Failed(error)) if error.is_timeout() => Err(ModelFailure::TimedOut),
            Err(error) => {
                tracing::warn!(%error, "the language model can't be reached");
                Err(ModelFailure::Unreachable)
            }
        }
    }
}

impl Messaging {
    /// The settings of the language model, where there is one.
    #[must_use]
    pub fn model(&self) -> Option<&ModelSettings> {
        self.core.settings.model.as_ref()
    }

    /// The answer of one of the model's functions (`chat/completions`) to JSON, up to `most` bytes, within the operator's time, or in
    /// `limit` where that is less.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn ask_model(
        &self,
        function: &str,
        json: String,
        most: usize,
        limit: Duration,
    ) -> Result<Vec<u8>, ModelFailure> {
        let model = self.core.model.as_ref().ok_or(ModelFailure::None)?;
        let limit = limit.min(model.settings.limit);
        timeout(limit, model.call(function, json, most)).await.unwrap_or(Err(ModelFailure::TimedOut))
    }
}
