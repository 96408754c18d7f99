//! Make a team.

use subrosa_access::{Actor, ManageMembers, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::BRAND_TEAMS;
use subrosa_proto::team::{SaveTeam, Team};
use subrosa_proto::{ErrorCode, TeamId};
use subrosa_store::{accounts, assignment, teams};

use super::{check, check_in};
use crate::Engage;

impl Engage {
    /// Keeps a new team.
    ///
    /// # Errors
    /// `text_invalid`, `name_taken`, `forbidden`; `invalid_parameter` when the brand has as many as it can, for a key that flows could not
    /// write, or for whoever can't be in a team.
    pub async fn create_team(&self, actor: &Actor, team: SaveTeam) -> Result<Team, Error> {
        let brand = permit::<ManageMembers>(actor, &Subject::Own)?.account()?;
        let team = check(TeamId::new(self.messaging.next_id()), team)?;
        let deed = self.deed(actor, brand, AuditDeed::TeamSaved).about(&team.name);
        let kept = self
            .messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                if teams::count(tx, brand).await? >= i64::from(BRAND_TEAMS) {
                    let detail = format!("a brand has at most {BRAND_TEAMS} teams");
                    return Err(Error::field(ErrorCode::InvalidParameter, "name", detail));
                }
                check_in(tx, brand, &team).await?;
                teams::insert(tx, brand, &team).await?;
                assignment::refresh(tx, brand).await?;
                deed.note(tx).await?;
                Ok::<_, Error>(team)
            })
            .await?;
        self.messaging.stir_queue(brand);
        Ok(kept)
    }
}
