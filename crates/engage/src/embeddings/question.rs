//! What a question means, where that is soon known.

use subrosa_knowledge::{Finding, Vector};
use subrosa_messaging::Error;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::brand_models;

use super::ask::Texts;
use super::vectors_model;
use crate::Engage;

impl Engage {
    /// What a brand's published articles say to a question, as they are now: by words, and where the brand has switched that on and the
    /// question's vector is there in time, by what they mean.
    ///
    /// # Errors
    /// When the store can't be read.
    pub(crate) async fn find_passages(
        &self,
        brand: AccountId,
        language: Option<&str>,
        question: &str,
    ) -> Result<Finding, Error> {
        let db = self.messaging.db();
        let model = self.messaging.embeddings().map(vectors_model);
        let index = self.memory.shelves.current(db, brand, model.as_deref()).await?;
        if !index.has_vectors() {
            return Ok(index.find(language, question, None));
        }
        drop(index);
        let meaning = self.meaning(brand, question).await;
        let index = self.memory.shelves.current(db, brand, model.as_deref()).await?;
        if meaning.is_none() {
            return Ok(index.find(language, question, None));
        }
        let (language, question) = (language.map(str::to_owned), question.to_owned());
        // To look at every vector is work for a thread of its own.
        let found = tokio::task::spawn_blocking(move || index.find(language.as_deref(), &question, meaning.as_ref()));
        found.await.map_err(|error| {
            tracing::error!(%error, "the articles of a brand could not be looked through");
            Error::new(ErrorCode::Internal)
        })
    }

    async fn meaning(&self, brand: AccountId, question: &str) -> Option<Vector> {
        let settings = self.messaging.embeddings()?;
        let uses = self.messaging.db().read(async move |tx| brand_models::find(tx, brand).await).await.ok()?;
        if !uses.embeddings || question.trim().is_empty() {
            return None;
        }
        let texts = [question.to_owned()];
        let asked = self.embed(brand, settings, (Texts::Question, &texts), settings.question_limit).await;
        asked.ok()?.pop()
    }
}
