//! The operator's language model, and the one that makes vectors: where they are, and a call to them through the one guarded client.
//!
//! Never: what it is told, or what becomes of its answer (that is `engage`). Neither is ever logged.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::outbound::{Outbound, OutboundError};
use crate::{EmbeddingSettings, Messaging, ModelSettings};

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
                tracing::warn!(%error, model = self.settings.name, "the model can't be reached");
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

    /// The settings of the model that makes vectors, where there is one.
    #[must_use]
    pub fn embeddings(&self) -> Option<&EmbeddingSettings> {
        self.core.settings.embeddings.as_ref()
    }

    /// The answer of that model to JSON, up to `most` bytes, within the operator's time, or in `limit` where that is less.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn ask_embeddings(&self, json: String, most: usize, limit: Duration) -> Result<Vec<u8>, ModelFailure> {
        let model = self.core.embeddings.as_ref().ok_or(ModelFailure::None)?;
        let limit = limit.min(model.settings.limit);
        timeout(limit, model.call("embeddings", json, most)).await.unwrap_or(Err(ModelFailure::TimedOut))
    }

    /// Counts what came of a request for vectors.
    pub fn count_embedding(&self, outcome: EmbeddingOutcome) {
        if let Some(count) = self.core.embedding_outcomes.0.get(outcome as usize) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How often what came of requests for vectors on this node.
    pub fn embedding_counts(&self) -> impl Iterator<Item = (EmbeddingOutcome, u64)> {
        let counts = &self.core.embedding_outcomes.0;
        EmbeddingOutcome::ALL.into_iter().zip(counts).map(|(outcome, count)| (outcome, count.load(Ordering::Relaxed)))
    }
}

/// What came of a request for vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmbeddingOutcome {
    Answered,
    TimedOut,
    /// It refused, or could not be reached.
    Failed,
    /// What came is no vector for each text.
    Nonsense,
    /// Nothing was asked: the brand has used up its budget of the day.
    Spent,
}

impl EmbeddingOutcome {
    /// All of them, in the order of their counts.
    pub const ALL: [Self; 5] = [Self::Answered, Self::TimedOut, Self::Failed, Self::Nonsense, Self::Spent];

    /// In a word, for a label.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::TimedOut => "timed_out",
            Self::Failed => "failed",
            Self::Nonsense => "nonsense",
            Self::Spent => "spent",
        }
    }
}

/// A count for each.
#[derive(Default)]
pub(crate) struct EmbeddingOutcomes([AtomicU64; EmbeddingOutcome::ALL.len()]);
