//! Have no campaign write to somebody.

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::SUPPRESSION_NOTE_CHARACTERS;
use subrosa_proto::suppression::{NewSuppression, Suppression};
use subrosa_proto::{ErrorCode, SuppressionId, text};
use subrosa_store::suppressions::{self, Suppressed, Whom};

use super::told::told;
use super::whom::{meant, resolve};
use super::wrong;
use crate::Engage;

impl Engage {
    /// Adds an entry: it holds for the next message. Who stands there already stays as they are, unless they complained themselves.
    ///
    /// # Errors
    /// `invalid_parameter` with the field, `text_invalid`; `not_found` where it is no contact of the brand; `forbidden`.
    pub async fn add_suppression(&self, actor: &Actor, new: NewSuppression) -> Result<Suppression, Error> {
        let permit = permit::<ManageCampaigns>(actor, &Subject::Own)?;
        let (brand, by) = (permit.account()?, permit.person()?);
        let whom = meant(&new).map_err(|(field, what)| wrong(field, what))?;
        let note = new.note.trim().to_owned();
        text::check_line(&note, SUPPRESSION_NOTE_CHARACTERS, true).map_err(|why| Error::text("note", why))?;
        let (id, now) = (SuppressionId::new(self.messaging.next_id()), self.messaging.now());
        let deed = self.deed(actor, brand, AuditDeed::SuppressionsAdded);
        let written = self.messaging.db().write(async move |tx| {
            let whom = resolve(tx, brand, std::slice::from_ref(&whom)).await?.pop().flatten();
            let whom = whom.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
            let of = std::slice::from_ref(&whom);
            let before = suppressions::of(tx, brand, of).await?.pop().flatten();
            let (reason, note) = (new.reason, note.clone());
            let entry = Suppressed { id, whom: whom.clone(), reason, note, added_at: now, added_by: Some(by) };
            suppressions::insert_many(tx, brand, &[entry]).await?;
            if before.is_none_or(|one| one.added_by.is_none()) {
                let deed = deed.clone();
                let deed = match whom {
                    Whom::Contact(contact) => deed.in_conversation(contact),
                    // Not who it is: the log outlives the list.
                    Whom::Identity(..) => deed.about("1"),
                };
                deed.note(tx).await?;
            }
            let kept = suppressions::of(tx, brand, of).await?;
            let kept = told(tx, brand, kept.into_iter().flatten().collect()).await?.pop();
            kept.ok_or_else(|| Error::new(ErrorCode::Internal))
        });
        written.await
    }
}
