//! Take a ticket out of a team that is no more.

use subrosa_access::Actor;
use subrosa_proto::{ConversationId, TeamId};

use crate::batch::{Change, Work};
use crate::{Error, Messaging};

impl Messaging {
    /// Makes a ticket of a team no team's. Whoever calls it has removed the team.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn leave_team(&self, conversation: ConversationId, team: TeamId) -> Result<(), Error> {
        let work = Work::Change { actor: Actor::Operator, conversation, change: Change::LeaveTeam { team } };
        self.batch.run(work).await.map(|_| ())
    }
}
