//! Send a message that was made from a template, as a member's.

use subrosa_access::Actor;
use subrosa_desk::Refused;
use subrosa_desk::sending::{Sender, may_send};
use subrosa_proto::body::{SealedBody, Voice};
use subrosa_proto::sending::SendingReason;
use subrosa_proto::ticket::Thread;
use subrosa_proto::{Body, ClientId, ConversationId, ErrorCode, Timestamp};
use subrosa_store::conversations::Conversation;

use super::send::SentOnce;
use crate::batch::{Change, Outcome, Templated, Work};
use crate::conversations::view;
use crate::{Error, Messaging, range};

/// A message that was made from a template.
#[derive(Debug)]
pub struct FromTemplate {
    pub client_id: ClientId,
    /// The template's name.
    pub template: String,
    /// The topic that the customer has to have agreed to.
    pub topic: Option<String>,
    pub body: Body,
    /// The thread's epoch when the sender looked.
    pub epoch: Option<i64>,
}

impl Messaging {
    /// Sends it. The same client id again gives the first result, whatever the template says by then.
    ///
    /// # Errors
    /// `body_invalid`, `text_invalid`, `invalid_parameter`, `not_found`, `recipient_unavailable`, `client_id_conflict`, `thread_taken`,
    /// `too_many_requests`; `forbidden`, also where the customer has not agreed to the topic.
    pub async fn send_template(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        message: FromTemplate,
    ) -> Result<SentOnce, Error> {
        let person = actor.person().ok_or_else(|| Error::new(ErrorCode::Unauthenticated))?;
        self.core.limits.message(person)?;
        let FromTemplate { client_id, template, topic, body, epoch } = message;
        if let Some(epoch) = epoch {
            range::check("epoch", epoch, 0..=i64::MAX)?;
        }
        let body = SealedBody::from_body(&body, Voice::Member)?;
        let change = Change::Template(Box::new(Templated { client_id, template, topic, body, epoch }));
        match self.batch.run(Work::Change { actor: *actor, conversation, change }).await? {
            Outcome::Sent { sent, repeated } => Ok(SentOnce { sent, repeated }),
            _ => Err(Error::new(ErrorCode::Internal)),
        }
    }
}

/// Why a template can't be sent on a thread now, for those who show it. `is_welcome`: it advertises nothing, or the customer has agreed to it.
#[must_use]
pub fn template_refused(
    state: &Conversation,
    thread: &Thread,
    is_welcome: bool,
    now: Timestamp,
) -> Option<SendingReason> {
    match may_send(Sender::Template { epoch: None, is_welcome }, thread, &view::reach(state), now) {
        Err(Refused::Unsendable(why)) => Some(why),
        Ok(_) | Err(_) => None,
    }
}
