//! Say what the brand uses the language model for.

use subrosa_access::{Actor, ChangeBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::model::{BrandModel, ModelUses};
use subrosa_store::brand_models;

use crate::Engage;

impl Engage {
    /// Keeps it in place of what was set before.
    ///
    /// # Errors
    /// `forbidden`; `model_off` for any use where the operator has no model.
    pub async fn set_brand_model(&self, actor: &Actor, uses: ModelUses) -> Result<BrandModel, Error> {
        let brand = permit::<ChangeBrand>(actor, &Subject::Own)?.account()?;
        if self.messaging.model().is_none() && uses != ModelUses::default() {
            return Err(Error::new(ErrorCode::ModelOff));
        }
        let deed = self.deed(actor, brand, AuditDeed::ModelChanged).about(named(uses));
        let kept = self.messaging.db().write(async move |tx| {
            brand_models::save(tx, brand, uses).await?;
            deed.note(tx).await
        });
        kept.await?;
        self.model_of(brand).await
    }
}

/// What is switched on, for the record.
fn named(uses: ModelUses) -> String {
    let ModelUses { drafts, translations, answers } = uses;
    let all = [(drafts, "drafts"), (translations, "translations"), (answers, "answers")];
    all.into_iter().filter(|(is_on, _)| *is_on).map(|(_, name)| name).collect::<Vec<_>>().join(", ")
}
