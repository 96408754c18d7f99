//! Change a team.

use subrosa_access::{Actor, ManageMembers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::team::{SaveTeam, Team};
use subrosa_proto::{ErrorCode, TeamId};
use subrosa_store::{accounts, assignment, teams};

use super::{check, check_in};
use crate::Engage;

impl Engage {
    /// Puts another name, key and other members in the place of a team's.
    ///
    /// # Errors
    /// `not_found`, `text_invalid`, `name_taken`, `invalid_parameter`, `forbidden`.
    pub async fn replace_team(&self, actor: &Actor, id: TeamId, team: SaveTeam) -> Result<Team, Error> {
        let brand = permit::<ManageMembers>(actor, &Subject::Own)?.account()?;
        let team = check(id, team)?;
        let deed = self.deed(actor, brand, AuditDeed::TeamSaved).about(&team.name);
        let kept = self
            .messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                if teams::find(tx, brand, id).await?.is_none() {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                check_in(tx, brand, &team).await?;
                teams::update(tx, brand, &team).await?;
                assignment::refresh(tx, brand).await?;
                deed.note(tx).await?;
                Ok::<_, Error>(team)
            })
            .await?;
        self.messaging.stir_queue(brand);
        Ok(kept)
    }
}
