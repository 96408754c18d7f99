//! Switch a topic on or off, as the customer.

use subrosa_access::Actor;
use subrosa_messaging::Error;
use subrosa_messaging::campaigns::note_opt_out;
use subrosa_messaging::consents::{append, held};
use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState, Preference, SetPreference};
use subrosa_proto::limits::BRAND_TOPICS;
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::consents::Entry;
use subrosa_store::{suppressions, topics};

use super::preferences::{customer_of, preference};
use crate::Engage;

impl Engage {
    /// Switches a topic, at once: whoever sends by it next finds it so. Switching to what it is already does nothing.
    ///
    /// # Errors
    /// `not_found` (no brand, or no such topic), `invalid_parameter` when it is to be switched on and the brand says something else by
    /// now than what the customer saw, or asks for it no more; `forbidden`.
    pub async fn set_preference(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        name: String,
        wanted: SetPreference,
    ) -> Result<Preference, Error> {
        let (actor, now, id) = (*actor, self.messaging.now(), self.messaging.next_id());
        let written = self.messaging.db().write(async move |tx| {
            let (brand, customer) = customer_of(tx, &actor, conversation).await?;
            let mut held = held(tx, (brand, conversation), customer).await?;
            let known = topics::list(tx, brand, BRAND_TOPICS).await?;
            let topic = known.into_iter().find(|topic| topic.name == name);
            let topic = topic.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
            let before = held.iter().position(|entry| entry.topic == topic.name);
            let is_on = before.is_some_and(|place| held[place].state == ConsentState::Granted);
            if is_on == wanted.is_on {
                return Ok::<_, Error>((preference(topic, &held), None));
            }
            let text = topic.text();
            if wanted.is_on && (topic.is_archived || wanted.text.as_ref() != Some(&text)) {
                let detail = "what the customer saw is not what the brand asks for now; read it again";
                return Err(Error::field(ErrorCode::InvalidParameter, "text", detail));
            }
            // What the customer says counts from now on, whatever another clock said.
            let at = before.map_or(now, |place| held[place].at.max(now));
            let entry = Entry {
                id,
                topic: topic.name.clone(),
                channel: ConsentChannel::Subrosa,
                state: if wanted.is_on { ConsentState::Granted } else { ConsentState::Withdrawn },
                source: ConsentSource::Customer,
                at,
                recorded_at: now,
                recorded_by: None,
                text: if wanted.is_on { text } else { String::new() },
            };
            append(tx, (brand, conversation), &held, &entry).await?;
            if wanted.is_on {
                // Who complained and says so now wants it after all.
                suppressions::lift(tx, (brand, conversation)).await?;
            } else {
                note_opt_out(tx, (customer, conversation), &entry.topic, now).await?;
            }
            held.retain(|other| other.topic != entry.topic);
            held.push(entry);
            Ok((preference(topic, &held), Some(customer)))
        });
        let (preference, customer) = written.await?;
        if let Some(customer) = customer {
            // It is kept; that the brand's members see it later than now harms nothing.
            let _missed = self.messaging.contacts_changed(&[(conversation, customer)]).await;
        }
        Ok(preference)
    }
}
