//! Disputes: opened, carried on, decided and read by both sides, and what time does to them. Every node looks; doing it twice does nothing.

use subrosa_access::{Actor, ReadContact, ReadConversation};
use subrosa_proto::dispute::{Dispute, DisputeDecision, DisputeList, DisputeSide, DisputeStep, DisputeWithHistory};
use subrosa_proto::dispute_commands::{DecideDispute, OpenDispute, TakeDisputeStep, WantedStep};
use subrosa_proto::limits::{DISPUTE_CHARACTERS, DISPUTE_DAYS, DISPUTE_MESSAGES, DISPUTE_STEPS, PAGE_DISPUTES};
use subrosa_proto::remedy::Remedy;
use subrosa_proto::{AccountId, ConversationId, DisputeId, ErrorCode, OrderId, Timestamp, text};
use subrosa_store::{Tx, contact_orders, disputes};

use crate::batch::{Batch, Change, Command, Disputing, Outcome, Wanted, Work};
use crate::conversations::get::permitted;
use crate::core::Core;
use crate::{Error, Messaging};

/// Disputes looked at in one go.
const STEP: u32 = 200;
const DAY_SECONDS: i64 = 24 * 60 * 60;
/// What time does comes on top of what people do.
const HISTORY: u32 = 4 * DISPUTE_STEPS.unsigned_abs() as u32;
/// The newest order stands behind this.
const NEWEST: (Timestamp, OrderId) = (Timestamp::from_microseconds(i64::MAX), OrderId::new(i64::MAX));

impl Messaging {
    /// Opens a dispute: by the customer, or by a member. The same client id again gives the first result.
    ///
    /// # Errors
    /// `text_invalid`; `invalid_parameter` when it is no order or message of the customer's; `dispute_refused` when one about this order, or as
    /// many as can be, are open; `client_id_conflict`, `not_found`, `forbidden`, `recipient_unavailable`, `too_many_requests`.
    pub async fn open_dispute(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        wanted: OpenDispute,
    ) -> Result<Dispute, Error> {
        let whole = whole(&wanted)?;
        let OpenDispute { client_id, order, text, messages } = wanted;
        let dispute = DisputeId::new(self.core.next_id());
        let (wanted, text) = (Wanted::Open { order }, Some(text));
        let command = Command { dispute, client_id, whole, wanted, text, messages };
        self.command_in_dispute(actor, conversation, command).await
    }

    /// Takes a step in a dispute. The same client id again gives how it stands now.
    ///
    /// # Errors
    /// The same; `dispute_refused` when the dispute does not take this step now: it has ended, or someone has answered first.
    pub async fn take_dispute_step(
        &self,
        actor: &Actor,
        (conversation, dispute): (ConversationId, DisputeId),
        wanted: TakeDisputeStep,
    ) -> Result<Dispute, Error> {
        let whole = whole(&(dispute, &wanted))?;
        let TakeDisputeStep { client_id, step, text, messages } = wanted;
        match &step {
            WantedStep::State | WantedStep::Ask(_) if text.is_none() => {
                return Err(wrong("text", "what is said"));
            }
            WantedStep::Ask(ask) => self.check_moment("until", ask.until)?,
            WantedStep::Offer(offer) => {
                self.check_moment("until", Some(offer.until))?;
                check_remedy(Some(&offer.remedy))?;
            }
            WantedStep::Due(due) => self.check_moment("at", due.at)?,
            _ => {}
        }
        let command = Command { dispute, client_id, whole, wanted: Wanted::Step(step), text, messages };
        self.command_in_dispute(actor, conversation, command).await
    }

    /// Decides a dispute, with a reason that the customer reads.
    ///
    /// # Errors
    /// The same.
    pub async fn decide_dispute(
        &self,
        actor: &Actor,
        (conversation, dispute): (ConversationId, DisputeId),
        wanted: DecideDispute,
    ) -> Result<Dispute, Error> {
        let whole = whole(&(dispute, &wanted))?;
        let DecideDispute { client_id, ruling, remedy, text } = wanted;
        check_remedy(remedy.as_ref())?;
        let wanted = Wanted::Decide(DisputeDecision { ruling, remedy });
        let (text, messages) = (Some(text), Vec::new());
        let command = Command { dispute, client_id, whole, wanted, text, messages };
        self.command_in_dispute(actor, conversation, command).await
    }

    async fn command_in_dispute(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        command: Command,
    ) -> Result<Dispute, Error> {
        let person = actor.person().ok_or_else(|| Error::new(ErrorCode::Unauthenticated))?;
        self.core.limits.message(person)?;
        if let Some(said) = &command.text {
            text::check_message(said, DISPUTE_CHARACTERS).map_err(|why| Error::text("text", why))?;
        }
        if command.messages.len() > DISPUTE_MESSAGES {
            return Err(wrong("messages", &format!("at most {DISPUTE_MESSAGES}")));
        }
        let is_customers = actor.role().is_none();
        let change = Change::Dispute(Box::new(Disputing::Command(command)));
        match self.batch.run(Work::Change { actor: *actor, conversation, change }).await? {
            Outcome::Disputed(dispute) if is_customers => Ok(for_customer(*dispute)),
            Outcome::Disputed(dispute) => Ok(*dispute),
            _ => Err(Error::new(ErrorCode::Internal)),
        }
    }

    /// The disputes of a conversation, the newest first, and the orders that one can be about. The customer sees what concerns them.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn disputes(&self, actor: &Actor, conversation: ConversationId) -> Result<DisputeList, Error> {
        let actor = *actor;
        self.core
            .db
            .read(async move |tx| {
                let brand = reader(tx, &actor, conversation).await?;
                let found = disputes::list(tx, conversation, PAGE_DISPUTES).await?;
                let may_see =
                    actor.role().is_none() || permitted::<ReadContact>(tx, &actor, conversation).await.is_ok();
                let orders = if may_see {
                    contact_orders::newest(tx, (brand, conversation), NEWEST, PAGE_DISPUTES).await?
                } else {
                    Vec::new()
                };
                let is_customers = actor.role().is_none();
                let seen = |dispute| if is_customers { for_customer(dispute) } else { dispute };
                Ok(DisputeList { disputes: found.into_iter().map(seen).collect(), orders })
            })
            .await
    }

    /// A dispute with its history. The customer sees what concerns them.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn dispute(
        &self,
        actor: &Actor,
        (conversation, id): (ConversationId, DisputeId),
    ) -> Result<DisputeWithHistory, Error> {
        let actor = *actor;
        self.core
            .db
            .read(async move |tx| {
                let brand = reader(tx, &actor, conversation).await?;
                let found = disputes::find(tx, conversation, id).await?;
                let dispute = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                let history = disputes::history(tx, id, HISTORY).await?;
                Ok(if actor.role().is_some() {
                    DisputeWithHistory { dispute, history }
                } else {
                    let history = history.into_iter().filter_map(|step| step_for_customer(step, brand)).collect();
                    DisputeWithHistory { dispute: for_customer(dispute), history }
                })
            })
            .await
    }

    /// Does all that time does to disputes now, here and now; how many were looked at.
    ///
    /// # Errors
    /// When the store fails; what is left is done later.
    pub async fn ring_due_disputes(&self) -> Result<u32, Error> {
        ring_due(&self.core, &self.batch).await
    }

    fn check_moment(&self, field: &str, moment: Option<Timestamp>) -> Result<(), Error> {
        let latest = self.core.now().plus_seconds(DISPUTE_DAYS * DAY_SECONDS);
        if moment.is_some_and(|moment| moment > latest) {
            return Err(wrong(field, "a moment within a year from now"));
        }
        Ok(())
    }
}

/// The brand of a conversation, for one of its members.
async fn reader(tx: &mut Tx<'_>, actor: &Actor, conversation: ConversationId) -> Result<AccountId, Error> {
    let (_, state) = permitted::<ReadConversation>(tx, actor, conversation).await?;
    let brand = state.brand_side().map(|side| state.members[side].profile.id);
    brand.ok_or_else(|| Error::new(ErrorCode::NotFound))
}

/// A dispute as its customer sees it.
fn for_customer(dispute: Dispute) -> Dispute {
    let is_theirs = dispute.state.has_ended();
    let offer = dispute.offer.map(|offer| if is_theirs { offer } else { offer.without_code() });
    Dispute { offer, due_soon: false, overdue: false, ..dispute }
}

/// A step as the customer sees it: of members they know the brand.
fn step_for_customer(step: DisputeStep, brand: AccountId) -> Option<DisputeStep> {
    let by = step.by.map(|by| if step.side == DisputeSide::Brand { brand } else { by });
    let deed = step.deed.is_for_customers().then(|| step.deed.for_customers())?;
    Some(DisputeStep { by, deed, ..step })
}

fn check_remedy(remedy: Option<&Remedy>) -> Result<(), Error> {
    remedy.map_or(Ok(()), Remedy::check).map_err(|why| wrong("remedy", why))
}

fn whole(command: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(command).map_err(|_| Error::new(ErrorCode::Internal))
}

fn wrong(field: &str, detail: &str) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, detail)
}

/// Does what time does to all disputes in which it has something to do; how many they were.
pub(crate) async fn ring_due(core: &Core, batch: &Batch) -> Result<u32, Error> {
    let mut rung = 0;
    loop {
        let now = core.now();
        let due = core.db.read(async move |tx| disputes::ringing(tx, now, STEP).await).await.map_err(Error::from)?;
        if due.is_empty() {
            return Ok(rung);
        }
        let changes = due
            .into_iter()
            .map(|(conversation, dispute)| (conversation, Change::Dispute(Box::new(Disputing::Ring { dispute }))));
        rung += batch.run_all(changes).await?;
    }
}
