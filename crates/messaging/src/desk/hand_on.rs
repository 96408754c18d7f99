//! Give back what a member held who works for the brand no more.

use subrosa_access::Actor;
use subrosa_proto::{AccountId, ConversationId};

use crate::batch::{Change, Work};
use crate::{Error, Messaging};

impl Messaging {
    /// Makes a ticket that someone holds nobody's. Whoever calls it has seen to it that they may hold none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn hand_on(&self, conversation: ConversationId, from: AccountId) -> Result<(), Error> {
        let work = Work::Change { actor: Actor::Operator, conversation, change: Change::HandOn { from } };
        self.batch.run(work).await.map(|_| ())
    }
}
