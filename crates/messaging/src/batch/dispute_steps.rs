//! Steps of disputes, as the batch writes them: each with its message in the thread, its place in the journal and its entry of the audit, and what
//! time does by itself.

use subrosa_desk::dispute::{self, DisputeRefused};
use subrosa_desk::sending::Sender;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::body::{Body, SealedBody, Voice};
use subrosa_proto::dispute::{Dispute, DisputeCard, DisputeDeed, DisputeSide, DisputeStep};
use subrosa_proto::journal::Happening;
use subrosa_proto::{AccountId, ClientId, DisputeId, ErrorCode};
use subrosa_store::Tx;
use subrosa_store::audit::{self, Entry};
use subrosa_store::disputes::{self, Kept};

use super::Outcome;
use super::around::Around;
use super::business::Business;
use super::folded::Folded;
use crate::Error;
use crate::conversations::view;

/// A step that is about to be written.
pub(super) struct Taking {
    pub(super) side: DisputeSide,
    pub(super) by: Option<AccountId>,
    pub(super) deed: DisputeDeed,
    pub(super) text: Option<String>,
    pub(super) messages: Vec<i64>,
    /// The name and the whole of the command; nothing where time does it.
    pub(super) command: Option<(ClientId, String)>,
}

impl Folded {
    /// Writes a step that was taken: its message, its place in both logs, and the dispute as it stands after it.
    pub(super) async fn write_step(
        &mut self,
        tx: &mut Tx<'_>,
        dispute: &Dispute,
        taking: Taking,
        seq: Option<i64>,
        around: &Around<'_>,
    ) -> Result<(), Error> {
        let Taking { side, by, deed, text, messages, command } = taking;
        let conversation = self.id();
        let (brand, brand_side) = {
            let business = self.business()?;
            (business.brand, business.side)
        };
        let seq = match seq {
            Some(_) => {
                let card = DisputeCard {
                    id: dispute.id,
                    number: dispute.number,
                    step: dispute.steps,
                    deed: deed.for_customers(),
                    state: dispute.state,
                    text: text.clone(),
                    messages: messages.clone(),
                };
                let words = subrosa_desk::dispute_words(dispute.number, &card.deed, text.as_deref());
                let automatic = side == DisputeSide::Clock;
                let body = Body { dispute: Some(Box::new(card)), automatic, ..Body::text(words) };
                let body = SealedBody::from_body(&body, Voice::Server)?;
                let author = if side == DisputeSide::Customer { 1 - brand_side } else { brand_side };
                Some(self.push_automatic(author, body, around))
            }
            None => None,
        };
        let step = DisputeStep { number: dispute.steps, at: around.now, side, by, deed, text, messages, seq };
        disputes::save(tx, brand, dispute, dispute::rings_at(dispute)).await?;
        let command = command.as_ref().map(|(name, whole)| (*name, whole.as_str()));
        disputes::add_step(tx, &Kept { dispute: dispute.id, conversation, step: &step, command }).await?;
        if let (Some(member), DisputeSide::Brand) = (by, side) {
            note(tx, brand, (member, dispute), &step.deed, around).await?;
        }
        let head = self.state.head;
        self.business()?.disputed(dispute, &step, head, around);
        self.touched[brand_side] = true;
        Ok(())
    }

    /// Does what time does to a dispute, all of it that is due.
    pub(super) async fn dispute_rings(
        &mut self,
        tx: &mut Tx<'_>,
        id: DisputeId,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let Some(mut dispute) = disputes::find(tx, self.id(), id).await? else { return Ok(Outcome::Done) };
        let (reach, steps) = (view::reach(&self.state), dispute.steps);
        while let Some(deed) = dispute::ring(&dispute, around.now) {
            let side = DisputeSide::Clock;
            dispute::take(&mut dispute, side, &deed, around.now).map_err(refused)?;
            let may_say = deed.is_for_customers() && self.business()?.may_send(Sender::Brand, &reach, around).is_ok();
            let seq = may_say.then_some(self.state.head + 1);
            let taking = Taking { side, by: None, deed, text: None, messages: Vec::new(), command: None };
            self.write_step(tx, &dispute, taking, seq, around).await?;
        }
        if dispute.steps == steps {
            // It was done by another node, or is put off.
            let brand = self.business()?.brand;
            disputes::save(tx, brand, &dispute, dispute::rings_at(&dispute)).await?;
        }
        Ok(Outcome::Done)
    }
}

impl Business {
    fn disputed(&mut self, dispute: &Dispute, step: &DisputeStep, head: i64, around: &Around<'_>) {
        let after = (around.now.milliseconds() - dispute.opened_at.milliseconds()).max(0);
        let member = step.by.filter(|_| step.side == DisputeSide::Brand);
        if let (Some(counted), Some(ticket)) = (&mut self.counted, &self.thread.ticket) {
            counted.facts.extend(subrosa_desk::figures::disputed(ticket.id, &step.deed, after, member, around.now));
        }
        let what = Happening::Disputed {
            dispute: dispute.id,
            number: dispute.number,
            side: step.side,
            deed: Box::new(step.deed.clone()),
            state: dispute.state,
            after,
            seq: step.seq,
        };
        self.happened((step.by.unwrap_or(self.brand), None), None, vec![what], head, around);
    }

    /// A bot that has the thread gives it to people.
    pub(super) fn leave_to_people(&mut self, head: i64, around: &Around<'_>) {
        let Some(ticket) = self.thread.ticket.as_ref().filter(|_| self.bots.has_bots) else { return };
        let (id, holder) = (ticket.id, ticket.assignee);
        let bot = self.bots.at.as_ref().and_then(|at| at.bot);
        if let Some(bot) = holder.filter(|holder| Some(*holder) == bot) {
            self.hand_on(bot, head, around);
        }
        if holder.is_none() || holder == bot {
            self.bots.leave((self.conversation, self.brand), id);
        }
    }
}

/// Notes what a member did.
async fn note(
    tx: &mut Tx<'_>,
    brand: AccountId,
    (member, dispute): (AccountId, &Dispute),
    deed: &DisputeDeed,
    around: &Around<'_>,
) -> Result<(), Error> {
    let deed = match deed {
        DisputeDeed::Opened { .. } => AuditDeed::DisputeOpened,
        DisputeDeed::Offered { .. } => AuditDeed::DisputeOffered,
        DisputeDeed::Decided { .. } => AuditDeed::DisputeDecided,
        _ => AuditDeed::DisputeChanged,
    };
    let about = dispute.order.as_ref().map(|order| order.number.clone()).unwrap_or_default();
    let (id, at) = (around.core.next_id(), around.now);
    let entry = Entry { id, at, member: Some(member), deed, conversation: Some(dispute.conversation), about };
    Ok(audit::insert(tx, brand, &entry).await?)
}

pub(super) fn refused(why: DisputeRefused) -> Error {
    Error::field(ErrorCode::DisputeRefused, "step", why.to_string())
}
