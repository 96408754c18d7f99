//! What a customer hears of from a brand, as they see it themselves.

use subrosa_access::{Actor, SetPreferences};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::consent::{ConsentState, Preference, Preferences, PromotionWishes, Topic};
use subrosa_proto::limits::BRAND_TOPICS;
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::consents::Entry;
use subrosa_store::conversations::Conversation;
use subrosa_store::{Tx, consents, contact_preferences, suppressions, topics};

use crate::Engage;

impl Engage {
    /// The topics of the brand in a conversation: those that it asks for, and archived ones that are on; and how it is to write.
    ///
    /// # Errors
    /// `not_found`, also where the other one is no brand; `forbidden` for those who act for one.
    pub async fn preferences(&self, actor: &Actor, conversation: ConversationId) -> Result<Preferences, Error> {
        let actor = *actor;
        self.messaging
            .db()
            .read(async move |tx| {
                let (brand, _) = customer_of(tx, &actor, conversation).await?;
                preferences_of(tx, brand, conversation).await
            })
            .await
    }
}

/// How a customer stands to all that a brand sends.
pub(super) async fn preferences_of(
    tx: &mut Tx<'_>,
    brand: AccountId,
    conversation: ConversationId,
) -> Result<Preferences, Error> {
    let entries = consents::current(tx, brand, conversation).await?;
    let topics = topics::list(tx, brand, BRAND_TOPICS).await?.into_iter();
    let topics = topics.map(|topic| (topic.is_archived, preference(topic, &entries)));
    let shown = topics.filter(|(is_archived, one)| !is_archived || one.is_on);
    let wanted = contact_preferences::find_many(tx, &[conversation]).await?.pop().unwrap_or_default();
    let PromotionWishes { frequency, language } = wanted;
    let complained_at = suppressions::complained(tx, (brand, conversation)).await?;
    Ok(Preferences { topics: shown.map(|(_, one)| one).collect(), frequency, language, complained_at })
}

/// The brand that someone is a customer of in a conversation, and the customer.
pub(super) async fn customer_of(
    tx: &mut Tx<'_>,
    actor: &Actor,
    conversation: ConversationId,
) -> Result<(AccountId, AccountId), Error> {
    let (permit, state) = permitted::<SetPreferences>(tx, actor, conversation).await?;
    let brand = brand_of(&state).ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    Ok((brand, permit.account()?))
}

fn brand_of(state: &Conversation) -> Option<AccountId> {
    state.brand_side().map(|side| state.members[side].profile.id)
}

/// How a customer stands to a topic, by the entries that count.
pub(super) fn preference(topic: Topic, entries: &[Entry]) -> Preference {
    let entry = entries.iter().find(|entry| entry.topic == topic.name);
    Preference {
        text: topic.text(),
        topic: topic.name,
        label: topic.label,
        description: topic.description,
        is_on: entry.is_some_and(|entry| entry.state == ConsentState::Granted),
        since: entry.map(|entry| entry.at),
    }
}
