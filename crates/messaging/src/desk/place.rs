//! Where a ticket stands among those that wait for a member.

use subrosa_access::{Actor, ReadJournal};
use subrosa_proto::ConversationId;
use subrosa_proto::team::QueuePlace;
use subrosa_store::{threads, tickets};

use crate::conversations::get::permitted;
use crate::{Error, Messaging};

impl Messaging {
    /// How many wait before the conversation's newest ticket in its queue.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn place_in_queue(&self, actor: &Actor, conversation: ConversationId) -> Result<QueuePlace, Error> {
        let actor = *actor;
        let read = self.core.db.read(async move |tx| {
            let (permit, _) = permitted::<ReadJournal>(tx, &actor, conversation).await?;
            let ticket = threads::find(tx, conversation).await?.and_then(|thread| thread.ticket);
            let before = match &ticket {
                Some(ticket) => tickets::place_in_queue(tx, permit.account()?, ticket).await?,
                None => None,
            };
            Ok(QueuePlace { before })
        });
        read.await
    }
}
