//! Call a promotion unwanted, as the customer who got it.

use subrosa_access::Actor;
use subrosa_messaging::campaigns::note_complaint;
use subrosa_messaging::consents::{append, held};
use subrosa_messaging::{Error, Messaging};
use subrosa_proto::consent::{Complain, ConsentSource, ConsentState, Preferences};
use subrosa_proto::suppression::SuppressionReason;
use subrosa_proto::{AccountId, ConversationId, ErrorCode, SuppressionId, Timestamp};
use subrosa_store::consents::Entry;
use subrosa_store::suppressions::{self, Suppressed, Whom};
use subrosa_store::{Tx, campaigns};

use super::preferences::{customer_of, preferences_of};
use crate::Engage;

impl Engage {
    /// Ends all that the customer agreed to hear of from the brand, counts it with the campaign, and puts them on the brand's suppression list: in one
    /// transaction, and once, however often it is asked for.
    ///
    /// # Errors
    /// `not_found`, also where the other one is no brand, and for a campaign of which they got nothing; `forbidden` for those who act for a brand.
    pub async fn complain(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        Complain { campaign }: Complain,
    ) -> Result<Preferences, Error> {
        let (asking, now, messaging) = (*actor, self.messaging.now(), self.messaging.clone());
        let written = self.messaging.db().write(async move |tx| {
            let (brand, customer) = customer_of(tx, &asking, conversation).await?;
            let known = campaigns::find(tx, (brand, campaign)).await?;
            let topic = known.ok_or_else(|| Error::new(ErrorCode::NotFound))?.campaign.topic;
            let ended = end_all(tx, &messaging, (brand, conversation, customer), now).await?;
            note_complaint(tx, (customer, conversation), (campaign, ended.contains(&topic)), now).await?;
            let entry = Suppressed {
                id: SuppressionId::new(messaging.next_id()),
                whom: Whom::Contact(conversation),
                reason: SuppressionReason::Complained,
                note: String::new(),
                added_at: now,
                added_by: None,
            };
            suppressions::insert_many(tx, brand, &[entry]).await?;
            Ok::<_, Error>((preferences_of(tx, brand, conversation).await?, customer))
        });
        let (preferences, customer) = written.await?;
        // It is kept; that the brand's members see it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&[(conversation, customer)]).await;
        Ok(preferences)
    }
}

/// Ends every consent that counts, by the customer's own word; of which topics.
async fn end_all(
    tx: &mut Tx<'_>,
    messaging: &Messaging,
    (brand, contact, customer): (AccountId, ConversationId, AccountId),
    now: Timestamp,
) -> Result<Vec<String>, Error> {
    let held = held(tx, (brand, contact), customer).await?;
    let mut ended = Vec::new();
    for before in held.iter().filter(|entry| entry.state == ConsentState::Granted) {
        let entry = Entry {
            id: messaging.next_id(),
            topic: before.topic.clone(),
            channel: before.channel,
            state: ConsentState::Withdrawn,
            source: ConsentSource::Customer,
            // What the customer says counts from now on, whatever another clock said.
            at: before.at.max(now),
            recorded_at: now,
            recorded_by: None,
            text: String::new(),
        };
        append(tx, (brand, contact), &held, &entry).await?;
        ended.push(entry.topic);
    }
    Ok(ended)
}
