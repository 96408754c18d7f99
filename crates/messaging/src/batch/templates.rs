//! Messages that were made from templates: as a member's own, but for what they advertise, by a consent that is read where they are sent;
//! and a repetition is known by its template, since the same blanks may be filled otherwise by then.

use subrosa_access::{Actor, SendMessage, SendTemplate, permit};
use subrosa_proto::body::SealedBody;
use subrosa_proto::consent::{ConsentChannel, ConsentState};
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_proto::{ClientId, ErrorCode, EventId};
use subrosa_store::{Tx, consents, journal};

use super::Outcome;
use super::around::Around;
use super::folded::{Asked, Folded};
use super::origin::Origin;
use crate::Error;
use crate::conversations::view;

/// A message that was made from a template.
#[derive(Debug, Clone)]
pub(crate) struct Templated {
    pub(crate) client_id: ClientId,
    /// The template's name.
    pub(crate) template: String,
    /// What the customer has to have agreed to.
    pub(crate) topic: Option<String>,
    pub(crate) body: SealedBody,
    pub(crate) epoch: Option<i64>,
}

impl Folded {
    pub(super) async fn template(
        &mut self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        wanted: Templated,
        id: EventId,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let subject = view::subject(&self.state);
        let person = permit::<SendTemplate>(actor, &subject)?.person()?;
        let permit = permit::<SendMessage>(actor, &subject)?;
        let Templated { client_id, template, topic, body, epoch } = wanted;
        let brand = permit.account()?;
        let here = |one: &&JournalEntry| (one.author, one.client_id) == (person, Some(client_id));
        let before = match self.business()?.journal.iter().find(here).cloned() {
            Some(entry) => Some(entry),
            None => journal::find_by_client_id(tx, self.id(), person, &client_id).await?,
        };
        if let Some(entry) = before {
            let is_same = matches!(entry.what, Happening::Replied { template: Some(of), .. } if of == template);
            return match self.named(&(self.id(), brand, client_id), around) {
                Some((sent, _)) if is_same => Ok(Outcome::Sent { sent, repeated: true }),
                _ => Err(Error::new(ErrorCode::ClientIdConflict)),
            };
        }
        let is_welcome = match topic {
            Some(topic) => {
                let held = consents::hold(tx, (brand, self.id()), &topic, ConsentChannel::Subrosa).await?;
                held == Some(ConsentState::Granted)
            }
            None => true,
        };
        let template = Some(Origin { name: template, client_id, is_welcome });
        self.append(tx, &permit, Asked { id, client_id, body, epoch, template }, around).await
    }
}
