//! Write down a consent that a customer gave or withdrew somewhere else.

use subrosa_access::{Actor, ChangeContact};
use subrosa_messaging::consents::{append, held};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::consent::{Consent, ConsentSource, ConsentState, RecordConsent};
use subrosa_proto::limits::{BRAND_TOPICS, CONSENT_CHARACTERS};
use subrosa_proto::{ConversationId, ErrorCode, Timestamp, text};
use subrosa_store::consents::Entry;
use subrosa_store::topics;

use super::told::told;
use crate::Engage;

/// Clocks of other systems may be ahead of this one by so much.
const AHEAD_SECONDS: i64 = 5 * 60;

impl Engage {
    /// Adds an entry to what is known of a customer's consents. It counts unless one with a later moment is there.
    ///
    /// # Errors
    /// `invalid_parameter` with the field (no such topic, an archived one, a moment to come, the customer as the source),
    /// `text_invalid` when it is not said what was agreed to, `not_found`, `forbidden`, also when the customer has withdrawn it
    /// themselves.
    pub async fn record_consent(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        request: RecordConsent,
    ) -> Result<Consent, Error> {
        let now = self.messaging.now();
        let mut entry = check(request, now)?;
        entry.id = self.messaging.next_id();
        let (asking, engage) = (*actor, self.clone());
        let written = self.messaging.db().write(async move |tx| {
            let (permit, state) = permitted::<ChangeContact>(tx, &asking, conversation).await?;
            let brand = permit.account()?;
            let customer = state.members.iter().find(|member| member.profile.id != brand);
            let customer = customer.ok_or_else(|| Error::new(ErrorCode::NotFound))?.profile.id;
            let known = topics::list(tx, brand, BRAND_TOPICS).await?;
            let topic = known.iter().find(|topic| topic.name == entry.topic);
            let topic = topic.ok_or_else(|| wrong("topic", "the brand has no topic of this name"))?;
            if topic.is_archived && entry.state == ConsentState::Granted {
                return Err(wrong("topic", "it is archived"));
            }
            entry.recorded_by = Some(permit.person()?);
            let held = held(tx, (brand, conversation), customer).await?;
            append(tx, (brand, conversation), &held, &entry).await?;
            let deed = engage.deed(&asking, brand, AuditDeed::ConsentRecorded).in_conversation(conversation);
            deed.about(&entry.topic).note(tx).await?;
            let consent = told(tx, vec![entry.clone()]).await?.pop();
            Ok::<_, Error>((consent.ok_or_else(|| Error::new(ErrorCode::Internal))?, customer))
        });
        let (consent, customer) = written.await?;
        // It is kept; that a colleague learns of it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&[(conversation, customer)]).await;
        Ok(consent)
    }
}

/// The entry to keep, as far as it can be checked without the store.
fn check(request: RecordConsent, now: Timestamp) -> Result<Entry, Error> {
    let RecordConsent { topic, channel, state, source, at, text } = request;
    if source == ConsentSource::Customer {
        return Err(wrong("source", "customers switch it themselves; say where it comes from"));
    }
    let text = text.trim().to_owned();
    if state == ConsentState::Granted || !text.is_empty() {
        text::check_message(&text, CONSENT_CHARACTERS).map_err(|why| Error::text("text", why))?;
    }
    let at = at.unwrap_or(now);
    if at > now.plus_seconds(AHEAD_SECONDS) || at < Timestamp::default() {
        return Err(wrong("at", "a moment since 1970 that is not to come"));
    }
    // What is said now may not outweigh what the customer says in a minute.
    let at = at.min(now);
    Ok(Entry { id: 0, topic, channel, state, source, at, recorded_at: now, recorded_by: None, text })
}

fn wrong(field: &str, what: &str) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, what)
}
