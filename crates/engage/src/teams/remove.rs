//! Remove a team. What was its work is no team's again.

use subrosa_access::{Actor, ManageMembers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::{ErrorCode, TeamId};
use subrosa_store::{assignment, teams, tickets};

use crate::Engage;

/// Tickets that leave it in one go.
const STEP: u32 = 100;

impl Engage {
    /// Removes a team for good. Its tickets that are not resolved keep those who hold them; the others wait among those of no team.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_team(&self, actor: &Actor, id: TeamId) -> Result<(), Error> {
        let brand = permit::<ManageMembers>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::TeamRemoved);
        self.messaging
            .db()
            .write(async move |tx| {
                let name = teams::find(tx, brand, id).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                teams::remove(tx, brand, id).await?;
                assignment::refresh(tx, brand).await?;
                deed.about(name).note(tx).await
            })
            .await?;
        // No ticket can be given to it by now.
        loop {
            let left = self.messaging.db().read(async move |tx| tickets::of_team(tx, brand, id, STEP).await).await;
            let left = left.map_err(Error::from)?;
            if left.is_empty() {
                return Ok(());
            }
            for conversation in left {
                self.messaging.leave_team(conversation, id).await?;
            }
        }
    }
}
