//! Let campaigns write to somebody again.

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::{ErrorCode, SuppressionId};
use subrosa_store::suppressions::{self, Whom};

use crate::Engage;

impl Engage {
    /// Takes an entry off the list. What the customer withdrew stays withdrawn.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_suppression(&self, actor: &Actor, suppression: SuppressionId) -> Result<(), Error> {
        let brand = permit::<ManageCampaigns>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::SuppressionRemoved);
        let removed = self.messaging.db().write(async move |tx| {
            let removed = suppressions::remove(tx, (brand, suppression)).await?;
            let deed = match removed.ok_or_else(|| Error::new(ErrorCode::NotFound))?.whom {
                Whom::Contact(contact) => deed.clone().in_conversation(contact),
                Whom::Identity(..) => deed.clone(),
            };
            deed.note(tx).await
        });
        removed.await
    }
}
