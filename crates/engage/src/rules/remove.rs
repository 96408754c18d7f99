//! Remove a rule.

use subrosa_access::{Actor, ManageRules, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::{ErrorCode, RuleId};
use subrosa_store::{accounts, rules};

use crate::Engage;

impl Engage {
    /// Removes a rule for good. What it did stays in the log until its time has come.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_rule(&self, actor: &Actor, id: RuleId) -> Result<(), Error> {
        let brand = permit::<ManageRules>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::RuleRemoved);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let kept = rules::find(tx, brand, id).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                rules::remove(tx, brand, id).await?;
                rules::count_on(tx, brand).await?;
                deed.about(&kept.rule.name).note(tx).await
            })
            .await
    }
}
