//! Send a message template to a customer.

use subrosa_access::{Actor, SendTemplate};
use subrosa_messaging::{Error, FromTemplate, SentOnce, permitted};
use subrosa_proto::event::Sent;
use subrosa_proto::journal::Happening;
use subrosa_proto::template::{self, PreviewTemplate};
use subrosa_proto::{ClientId, ConversationId, ErrorCode};
use subrosa_store::{Tx, events, journal};

use super::preview::fill;
use crate::Engage;

impl Engage {
    /// Sends what a preview shows, as the member's own message; a promotion only by a consent that is read in the transaction that sends it.
    /// The same client id again gives the first result, whatever has changed since.
    ///
    /// # Errors
    /// `invalid_parameter` that names the blank without a value, and for a language that it has not; `text_invalid`, `body_invalid`,
    /// `client_id_conflict`, `thread_taken`, `not_found`, `recipient_unavailable`, `too_many_requests`; `forbidden`, also where the
    /// customer has not agreed to the topic.
    pub async fn send_template(
        &self,
        actor: &Actor,
        (conversation, name): (ConversationId, String),
        wanted: template::SendTemplate,
    ) -> Result<SentOnce, Error> {
        let template::SendTemplate { client_id, language, values, epoch } = wanted;
        let (asking, filling) = (*actor, PreviewTemplate { language, values });
        let read = self.messaging.db().read(async move |tx| {
            match sent_before(tx, &asking, (conversation, client_id), &name).await? {
                Some(sent) => Ok(Err(sent)),
                None => Ok::<_, Error>(Ok(fill(tx, &asking, conversation, &name, &filling).await?)),
            }
        });
        let filled = match read.await? {
            Ok(filled) => filled,
            Err(sent) => return Ok(SentOnce { sent, repeated: true }),
        };
        if let Some(missing) = filled.missing() {
            let detail = format!("{{{{{missing}}}}} has no value");
            return Err(Error::field(ErrorCode::InvalidParameter, "values", detail));
        }
        let body = filled.body();
        let (template, topic) = (filled.template.name, filled.template.topic);
        let message = FromTemplate { client_id, template, topic, body, epoch };
        self.messaging.send_template(actor, conversation, message).await
    }
}

/// What came of this send before, if it was one of this template: it may not be made anew by now.
async fn sent_before(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (conversation, client_id): (ConversationId, ClientId),
    name: &str,
) -> Result<Option<Sent>, Error> {
    let person = permitted::<SendTemplate>(tx, actor, conversation).await?.0.person()?;
    let Some(entry) = journal::find_by_client_id(tx, conversation, person, &client_id).await? else { return Ok(None) };
    let Happening::Replied { seq, template: Some(of), .. } = entry.what else { return Ok(None) };
    if of != name {
        return Ok(None);
    }
    let event = events::at_many(tx, &[(conversation, seq)]).await?.into_iter().flatten().next();
    Ok(event.map(|event| Sent { seq: event.seq, id: event.id, at: event.at }))
}
