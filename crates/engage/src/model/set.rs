//! Say what the brand uses the language model for.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::model::{BrandModel, ModelUses};
use subrosa_store::{brand_models, brand_vectors};

use crate::Engage;

impl Engage {
    /// Keeps it in place of what was set before.
    ///
    /// # Errors
    /// `forbidden`; `model_off` for any use of a model that the operator does not have.
    pub async fn set_brand_model(&self, actor: &Actor, uses: ModelUses) -> Result<BrandModel, Error> {
        let brand = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        let ModelUses { drafts, translations, answers, embeddings } = uses;
        let wants_model = drafts || translations || answers;
        let has_both = (self.messaging.model().is_some(), self.messaging.embeddings().is_some());
        if (wants_model && !has_both.0) || (embeddings && !has_both.1) {
            return Err(Error::new(ErrorCode::ModelOff));
        }
        let deed = self.deed(actor, brand, AuditDeed::ModelChanged).about(named(uses));
        let kept = self.messaging.db().write(async move |tx| {
            brand_models::save(tx, brand, uses).await?;
            brand_vectors::switch(tx, brand, embeddings).await?;
            deed.note(tx).await
        });
        kept.await?;
        self.model_of(brand).await
    }
}

/// What is switched on, for the record.
fn named(uses: ModelUses) -> String {
    let ModelUses { drafts, translations, answers, embeddings } = uses;
    let all = [(drafts, "drafts"), (translations, "translations"), (answers, "answers"), (embeddings, "embeddings")];
    all.into_iter().filter(|(is_on, _)| *is_on).map(|(_, name)| name).collect::<Vec<_>>().join(", ")
}
