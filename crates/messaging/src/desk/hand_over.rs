//! A program of the brand's own gives a thread away.

use std::collections::BTreeMap;

use subrosa_access::Actor;
use subrosa_proto::journal::{HandOver, HandOverReason, HandedOver};
use subrosa_proto::limits::HAND_OVER_CHARACTERS;
use subrosa_proto::{ConversationId, ErrorCode, text};

use crate::batch::{Change, Work};
use crate::{Error, Messaging, range};

impl Messaging {
    /// Gives the thread to a member, or to people at large, with what they should know. The ticket then stays with people, until one of
    /// them gives it to a bot again.
    ///
    /// # Errors
    /// `text_invalid`, `invalid_parameter`, `not_found`, `forbidden`; `thread_taken` when another has the thread, or the epoch is an older
    /// one; `ticket_refused` when `to` answers no customers.
    pub async fn hand_over(&self, actor: &Actor, conversation: ConversationId, request: HandOver) -> Result<(), Error> {
        let person = actor.person().ok_or_else(|| Error::new(ErrorCode::Unauthenticated))?;
        self.core.limits.message(person)?;
        if let Some(epoch) = request.epoch {
            range::check("epoch", epoch, 0..=i64::MAX)?;
        }
        for (field, said) in [("summary", &request.summary), ("note", &request.note)] {
            if let Some(said) = said {
                text::check_message(said, HAND_OVER_CHARACTERS).map_err(|why| Error::text(field, why))?;
            }
        }
        let HandOver { to, summary, note, epoch } = request;
        let packet = Box::new(HandedOver {
            reason: HandOverReason::Passed,
            team: None,
            summary,
            note,
            intent: None,
            learnt: BTreeMap::new(),
            order: BTreeMap::new(),
        });
        let change = Change::HandOver { packet, to, epoch };
        self.batch.run(Work::Change { actor: *actor, conversation, change }).await.map(drop)
    }
}
