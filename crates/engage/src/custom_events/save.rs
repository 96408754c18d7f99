//! Keep what a customer did elsewhere.

use subrosa_access::{Actor, SaveEvents as MaySaveEvents, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::custom_event::{EventOutcome, SaveEvents, SavedEvent, SavedEvents};
use subrosa_store::custom_events::{self, Numbered};

use super::check::check;
use super::whose::Whose;
use crate::Engage;

impl Engage {
    /// Keeps up to 100 events of one contact, all or none. One whose id the brand has told before stays as it is, so telling again does
    /// no harm. `contact` is a conversation's id, or a verified identity as `external_id:…`, `email:…`, `phone:…`.
    ///
    /// # Errors
    /// `not_found` when the brand knows nobody by it, `invalid_parameter`, `text_invalid`, `forbidden`.
    pub async fn save_events(&self, actor: &Actor, contact: String, request: SaveEvents) -> Result<SavedEvents, Error> {
        let brand = permit::<MaySaveEvents>(actor, &Subject::Own)?.account()?;
        let whose = Whose::read(&contact).ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        let now = self.messaging.now();
        let events = check(request.events, now)?;
        let told: Vec<Numbered> =
            events.into_iter().map(|event| Numbered { number: self.messaging.next_id(), event }).collect();
        let written = self.messaging.db().write(async move |tx| {
            let (conversation, customer) = whose.find(tx, brand).await?;
            let mut saved = Vec::with_capacity(told.len());
            for one in &told {
                let is_new = custom_events::insert(tx, (brand, conversation), one, now).await?;
                let outcome = if is_new { EventOutcome::Created } else { EventOutcome::Known };
                saved.push(SavedEvent { id: one.event.id.clone(), outcome });
            }
            Ok::<_, Error>((conversation, customer, saved))
        });
        let (conversation, customer, saved) = written.await?;
        // Systems tell all day long: an entry an hour says that they do.
        self.note_once(self.deed(actor, brand, AuditDeed::EventsSaved).in_conversation(conversation)).await?;
        if saved.iter().any(|one| one.outcome == EventOutcome::Created) {
            // They are kept; that someone learns of it later than now harms nothing.
            let _missed = self.messaging.contacts_changed(&[(conversation, customer)]).await;
        }
        Ok(SavedEvents { events: saved })
    }
}
