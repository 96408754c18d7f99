//! One request for vectors, within the brand's budget.

use std::time::Duration;

use subrosa_knowledge::Vector;
use subrosa_messaging::{EmbeddingOutcome, EmbeddingSettings, ModelFailure};
use subrosa_model::Embedding;
use subrosa_proto::AccountId;
use subrosa_store::brand_models::Budget;

use crate::Engage;

/// Whose texts it is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    /// A customer's, who waits.
    Question,
    /// Articles: a tenth of the budget is left to questions.
    Articles,
}

/// Why there are no vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// The budget of the day is used up.
    Spent,
    /// The endpoint does not take these texts; others it may.
    Texts,
    /// Anything else, which may pass.
    Failed,
}

impl Engage {
    /// The vectors of texts, in their order. Each outcome is counted.
    pub(super) async fn embed(
        &self,
        brand: AccountId,
        settings: &EmbeddingSettings,
        (of, texts): (Texts, &[String]),
        limit: Duration,
    ) -> Result<Vec<Vector>, Missing> {
        let asked = self.ask_vectors(brand, settings, (of, texts), limit).await;
        let (outcome, result) = match asked {
            Ok(vectors) => (EmbeddingOutcome::Answered, Ok(vectors)),
            Err((outcome, missing)) => (outcome, Err(missing)),
        };
        self.messaging.count_embedding(outcome);
        result
    }

    async fn ask_vectors(
        &self,
        brand: AccountId,
        settings: &EmbeddingSettings,
        (of, texts): (Texts, &[String]),
        limit: Duration,
    ) -> Result<Vec<Vector>, (EmbeddingOutcome, Missing)> {
        let daily = settings.model.daily;
        let most = if of == Texts::Articles { daily - daily / 10 } else { daily };
        let embedding = Embedding { texts, dimensions: settings.dimensions };
        let failed = |error: subrosa_messaging::Error| {
            tracing::warn!(%error, "the budget of vectors can't be kept");
            (EmbeddingOutcome::Failed, Missing::Failed)
        };
        let aside = self.set_aside(brand, Budget::Embeddings, embedding.cost(), most).await.map_err(failed)?;
        let aside = aside.ok_or((EmbeddingOutcome::Spent, Missing::Spent))?;
        let json = embedding.json(&settings.model.name);
        let called = self.messaging.ask_embeddings(json, embedding.answer_bytes(), limit).await;
        let (cost, result) = match called {
            Ok(bytes) => match read(&embedding, &bytes) {
                Some((vectors, Some(said))) => (i64::from(said).clamp(1, aside.tokens.saturating_mul(4)), Ok(vectors)),
                Some((vectors, None)) => (aside.tokens, Ok(vectors)),
                None => (aside.tokens, Err((EmbeddingOutcome::Nonsense, Missing::Failed))),
            },
            // It did nothing for it.
            Err(ModelFailure::Refused(status)) => {
                tracing::debug!(status, "vectors are refused");
                let is_about_texts = matches!(status, 400 | 413 | 422);
                let missing = if is_about_texts { Missing::Texts } else { Missing::Failed };
                (0, Err((EmbeddingOutcome::Failed, missing)))
            }
            Err(ModelFailure::Unreachable | ModelFailure::Busy | ModelFailure::None) => {
                (0, Err((EmbeddingOutcome::Failed, Missing::Failed)))
            }
            Err(ModelFailure::TimedOut) => (aside.tokens, Err((EmbeddingOutcome::TimedOut, Missing::Failed))),
            Err(ModelFailure::TooLarge) => (aside.tokens, Err((EmbeddingOutcome::Nonsense, Missing::Failed))),
        };
        self.settle(aside, cost).await.map_err(failed)?;
        result
    }
}

/// The directions that came, and what they cost by the endpoint's word.
fn read(embedding: &Embedding<'_>, bytes: &[u8]) -> Option<(Vec<Vector>, Option<u32>)> {
    let read = embedding.read(bytes);
    let embedded = read.inspect_err(|why| tracing::debug!(%why, "vectors can't be used")).ok()?;
    let vectors: Option<Vec<Vector>> = embedded.vectors.iter().map(|numbers| Vector::new(numbers)).collect();
    Some((vectors?, embedded.tokens))
}
