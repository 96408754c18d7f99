//! What a customer has agreed to, as members see it.

use subrosa_access::{Actor, ReadContact};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::consent::{ConsentList, TopicConsent};
use subrosa_proto::limits::BRAND_TOPICS;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::{Tx, consents, topics};

use super::told::told;
use crate::Engage;

impl Engage {
    /// Every topic of the brand with the entry that counts; archived ones only where there is an entry.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn consents(&self, actor: &Actor, conversation: ConversationId) -> Result<ConsentList, Error> {
        let asking = *actor;
        let read = self.messaging.db().read(async move |tx| {
            let (permit, _) = permitted::<ReadContact>(tx, &asking, conversation).await?;
            let brand = permit.account()?;
            Ok::<_, Error>((brand, read(tx, brand, conversation).await?))
        });
        let (brand, topics) = read.await?;
        self.note_once(self.deed(actor, brand, AuditDeed::ContactRead).in_conversation(conversation)).await?;
        Ok(ConsentList { topics })
    }
}

async fn read(tx: &mut Tx<'_>, brand: AccountId, contact: ConversationId) -> Result<Vec<TopicConsent>, Error> {
    let entries = consents::current(tx, brand, contact).await?;
    let mut told = told(tx, entries).await?;
    let topics = topics::list(tx, brand, BRAND_TOPICS).await?.into_iter().map(|topic| {
        // There is one channel so far.
        let place = told.iter().position(|one| one.topic == topic.name);
        TopicConsent { topic, consent: place.map(|place| told.swap_remove(place)) }
    });
    Ok(topics.filter(|one| !one.topic.is_archived || one.consent.is_some()).collect())
}
