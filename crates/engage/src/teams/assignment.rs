//! How tickets of no team are given to members.

use subrosa_access::{Actor, ManageMembers, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::team::Assignment;
use subrosa_store::assignment;

use crate::Engage;

impl Engage {
    /// The rule.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn assignment(&self, actor: &Actor) -> Result<Assignment, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let rule = self.messaging.db().read(async move |tx| assignment::rule(tx, brand).await).await;
        Ok(Assignment { rule: rule.map_err(Error::from)? })
    }

    /// Sets it. What waits is given by it at once.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn set_assignment(&self, actor: &Actor, wanted: Assignment) -> Result<Assignment, Error> {
        let brand = permit::<ManageMembers>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::AssignmentChanged);
        self.messaging
            .db()
            .write(async move |tx| {
                assignment::set_rule(tx, brand, wanted.rule).await?;
                deed.note(tx).await
            })
            .await?;
        self.messaging.stir_queue(brand);
        Ok(wanted)
    }
}
