//! What happens to a contact, as far as the conversation has to know of it. What is known of contacts is `engage`'s.

use subrosa_access::Actor;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::contact_orders::Link;

use crate::batch::{Change, Work};
use crate::{Error, Messaging};

impl Messaging {
    /// Links an order to the contact who has shown it to be theirs, and writes it into the journal, both or none; once, however often
    /// it is called. Whoever calls it has made sure. The operator stands for the brand itself: a bot of the server.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `overloaded`.
    pub async fn link_verified_order(&self, actor: &Actor, order: Link, number: String) -> Result<(), Error> {
        let work = Work::Change { actor: *actor, conversation: order.0, change: Change::Verified { order, number } };
        self.batch.run(work).await.map(|_| ())
    }

    /// Lets a brand's members know that something about customers has changed: their conversations, and who they are. Missing it harms
    /// nothing: whoever opens a conversation reads what is there.
    ///
    /// # Errors
    /// `overloaded`, or when the store fails.
    pub async fn contacts_changed(&self, contacts: &[(ConversationId, AccountId)]) -> Result<(), Error> {
        let changes = contacts.iter().map(|&(conversation, account)| (conversation, Change::Refresh { account }));
        self.batch.run_all(changes).await.map(drop)
    }
}
