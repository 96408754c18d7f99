//! Disputes, in the batch: each command once, and what it asks for as a step. How a dispute goes is `subrosa_desk`'s.

use subrosa_access::{Actor, DecideDispute, SettleDispute, TakeToDispute, permit};
use subrosa_desk::dispute::{self, Beginning, DisputeRefused};
use subrosa_proto::dispute::{Dispute, DisputeDecision, DisputeDeed, DisputeSide, DisputedOrder};
use subrosa_proto::dispute_commands::WantedStep;
use subrosa_proto::limits::{DISPUTE_STEPS, OPEN_DISPUTES};
use subrosa_proto::order::Order;
use subrosa_proto::remedy::{Remedy, Worth};
use subrosa_proto::{AccountId, ClientId, DisputeId, ErrorCode, OrderId};
use subrosa_store::{Tx, contact_orders, disputes};

use super::Outcome;
use super::around::Around;
use super::dispute_steps::{Taking, refused};
use super::folded::Folded;
use crate::Error;
use crate::conversations::view;

/// What is done in a dispute.
#[derive(Debug, Clone)]
pub(crate) enum Disputing {
    /// Someone does something.
    Command(Command),
    /// A moment of the dispute may have come.
    Ring { dispute: DisputeId },
}

/// What someone does in a dispute.
#[derive(Debug, Clone)]
pub(crate) struct Command {
    /// The dispute; the one that is opened has a fresh id.
    pub(crate) dispute: DisputeId,
    pub(crate) client_id: ClientId,
    /// The whole command as JSON: the same name with another is a conflict.
    pub(crate) whole: String,
    pub(crate) wanted: Wanted,
    pub(crate) text: Option<String>,
    pub(crate) messages: Vec<i64>,
}

/// Which command it is.
#[derive(Debug, Clone)]
pub(crate) enum Wanted {
    Open { order: Option<OrderId> },
    Step(WantedStep),
    Decide(DisputeDecision),
}

impl Folded {
    pub(super) async fn dispute(
        &mut self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        change: Disputing,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        match change {
            Disputing::Command(command) => self.command_in_dispute(tx, actor, command, around).await,
            Disputing::Ring { dispute } => self.dispute_rings(tx, dispute, around).await,
        }
    }

    async fn command_in_dispute(
        &mut self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        command: Command,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let person = self.permitted_in_dispute(actor, &command.wanted)?;
        self.business()?;
        let Command { dispute: id, client_id, whole, wanted, text, messages } = command;
        if let Some((first, before)) = disputes::find_command(tx, self.id(), person, &client_id).await? {
            // Of one whose contents are gone the name is left.
            if !before.is_empty() && before != whole {
                return Err(Error::new(ErrorCode::ClientIdConflict));
            }
            return Ok(Outcome::Disputed(Box::new(self.found_dispute(tx, first).await?)));
        }
        if messages.iter().any(|seq| !(1..=self.state.head).contains(seq)) {
            let detail = "a message of this conversation";
            return Err(Error::field(ErrorCode::InvalidParameter, "messages", detail));
        }
        let is_brand =
            actor.account().is_some_and(|account| Some(account) == self.business.as_ref().map(|one| one.brand));
        let side = if is_brand { DisputeSide::Brand } else { DisputeSide::Customer };
        let (mut before, deed) = match wanted {
            Wanted::Open { order } => (None, self.opening(tx, order).await?),
            Wanted::Step(step) => {
                let dispute = self.found_dispute(tx, id).await?;
                check_length(&dispute, &step)?;
                let deed = self.deed(tx, &dispute, step).await?;
                (Some(dispute), deed)
            }
            Wanted::Decide(decision) => {
                let dispute = self.found_dispute(tx, id).await?;
                if let Some(remedy) = &decision.remedy {
                    self.check_remedy(tx, &dispute, remedy).await?;
                }
                (Some(dispute), DisputeDeed::Decided { decision })
            }
        };
        if let Some(dispute) = &mut before {
            dispute::take(dispute, side, &deed, around.now).map_err(refused)?;
        }
        let command = Some((client_id, whole));
        let taking = Taking { side, by: Some(person), deed, text, messages, command };
        let seq = if taking.deed.is_for_customers() { self.say_in_dispute(actor, side, person, around)? } else { None };
        let dispute = match before {
            Some(dispute) => dispute,
            None => self.open_dispute(tx, (id, &taking), around).await?,
        };
        self.write_step(tx, &dispute, taking, seq, around).await?;
        Ok(Outcome::Disputed(Box::new(dispute)))
    }

    /// Who asks, if they may do this.
    fn permitted_in_dispute(&self, actor: &Actor, wanted: &Wanted) -> Result<AccountId, Error> {
        let subject = view::subject(&self.state);
        let person = match wanted {
            Wanted::Open { .. } | Wanted::Step(WantedStep::State | WantedStep::Withdraw) => {
                permit::<TakeToDispute>(actor, &subject)?.person()?
            }
            Wanted::Step(WantedStep::Accept(_) | WantedStep::Decline(_)) => {
                let permit = permit::<TakeToDispute>(actor, &subject)?;
                if permit.role().is_ok() {
                    return Err(Error::new(ErrorCode::Forbidden));
                }
                permit.person()?
            }
            Wanted::Step(_) => permit::<SettleDispute>(actor, &subject)?.person()?,
            Wanted::Decide(_) => permit::<DecideDispute>(actor, &subject)?.person()?,
        };
        Ok(person)
    }

    async fn found_dispute(&self, tx: &mut Tx<'_>, id: DisputeId) -> Result<Dispute, Error> {
        disputes::find(tx, self.id(), id).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))
    }

    /// How a dispute opens, if one more can.
    async fn opening(&mut self, tx: &mut Tx<'_>, order: Option<OrderId>) -> Result<DisputeDeed, Error> {
        let order = match order {
            Some(order) => Some(disputed(&self.order(tx, order).await?)),
            None => None,
        };
        let open = disputes::open_orders(tx, self.id()).await?;
        if i64::try_from(open.len()).unwrap_or(i64::MAX) >= OPEN_DISPUTES {
            let detail = format!("at most {OPEN_DISPUTES} disputes of a conversation are open");
            return Err(Error::field(ErrorCode::DisputeRefused, "order", detail));
        }
        if order.as_ref().is_some_and(|order| open.contains(&Some(order.id))) {
            let detail = "a dispute about this order is open already";
            return Err(Error::field(ErrorCode::DisputeRefused, "order", detail));
        }
        Ok(DisputeDeed::Opened { order })
    }

    /// What a step would do to a dispute.
    async fn deed(&mut self, tx: &mut Tx<'_>, dispute: &Dispute, step: WantedStep) -> Result<DisputeDeed, Error> {
        let open = |number: i64| dispute.offer.clone().filter(|offer| offer.number == number);
        Ok(match step {
            WantedStep::State => DisputeDeed::Stated,
            WantedStep::Ask(ask) => DisputeDeed::Asked { until: ask.until },
            WantedStep::Offer(offer) => {
                self.check_remedy(tx, dispute, &offer.remedy).await?;
                DisputeDeed::Offered { offer: dispute::next_offer(dispute, offer.remedy, offer.until) }
            }
            WantedStep::TakeBack => DisputeDeed::TakenBack { offer: dispute.offers },
            WantedStep::Accept(answer) => {
                let offer = open(answer.offer).ok_or_else(|| refused(DisputeRefused::NoOffer))?;
                DisputeDeed::Accepted { offer }
            }
            WantedStep::Decline(answer) => DisputeDeed::Declined { offer: answer.offer },
            WantedStep::Withdraw => DisputeDeed::Withdrawn,
            WantedStep::Due(due) => DisputeDeed::Due { at: due.at },
            WantedStep::About(about) => {
                let order = disputed(&self.order(tx, about.order).await?);
                let is_taken = disputes::open_orders(tx, self.id()).await?.contains(&Some(order.id));
                if is_taken && dispute.order.is_none() {
                    let detail = "a dispute about this order is open already";
                    return Err(Error::field(ErrorCode::DisputeRefused, "order", detail));
                }
                DisputeDeed::About { order }
            }
        })
    }

    /// One of the customer's orders.
    async fn order(&mut self, tx: &mut Tx<'_>, order: OrderId) -> Result<Order, Error> {
        let here = (self.business()?.brand, self.id());
        let found = contact_orders::find(tx, here, order).await?;
        found.ok_or_else(|| {
            Error::field(ErrorCode::InvalidParameter, "order", "an order that is known to be the customer's")
        })
    }

    async fn check_remedy(&mut self, tx: &mut Tx<'_>, dispute: &Dispute, remedy: &Remedy) -> Result<(), Error> {
        let left = match (&dispute.order, remedy) {
            (Some(order), Remedy::Refund(_)) => {
                let order = self.order(tx, order.id).await?;
                Some(Worth { amount: order.total - order.refunded, currency: order.currency })
            }
            _ => None,
        };
        dispute::check_remedy(remedy, left.as_ref())
            .map_err(|why| Error::field(ErrorCode::InvalidParameter, "remedy", why.to_string()))
    }

    /// The dispute that a first step opens. The ticket is there by now.
    async fn open_dispute(
        &mut self,
        tx: &mut Tx<'_>,
        (id, taking): (DisputeId, &Taking),
        around: &Around<'_>,
    ) -> Result<Dispute, Error> {
        let conversation = self.id();
        let number = disputes::count(tx, conversation).await? + 1;
        let ticket = self.business()?.thread.ticket.as_ref().map(|ticket| ticket.id);
        let ticket = ticket.ok_or_else(|| Error::new(ErrorCode::Internal))?;
        let order = match &taking.deed {
            DisputeDeed::Opened { order } => order.clone(),
            _ => None,
        };
        let (by, at) = (taking.side, around.now);
        // People settle disputes.
        let head = self.state.head;
        self.business()?.leave_to_people(head, around);
        Ok(dispute::open(Beginning { id, conversation, ticket, number, order, by, at }))
    }

    /// What a step is to the thread: a word of the customer's, or the brand's answer. The `seq` of the message that is to tell of it, unless the
    /// customer is gone.
    fn say_in_dispute(
        &mut self,
        actor: &Actor,
        side: DisputeSide,
        person: AccountId,
        around: &Around<'_>,
    ) -> Result<Option<i64>, Error> {
        let (subject, seq, reach) = (view::subject(&self.state), self.state.head + 1, view::reach(&self.state));
        let business = self.business()?;
        if side == DisputeSide::Customer {
            business.customer_said(person, seq, around);
            return Ok(Some(seq));
        }
        let Ok(permit) = permit(actor, &subject) else { return Ok(None) };
        business.member_wrote(&permit, (None, None), &reach, seq, around)?;
        Ok(Some(seq))
    }
}

fn disputed(order: &Order) -> DisputedOrder {
    let Order { id, number, currency, total, .. } = order;
    DisputedOrder { id: *id, number: number.clone(), currency: currency.clone(), total: *total }
}

/// A dispute without end has an end: what people say and offer is bounded, what ends it is not.
fn check_length(dispute: &Dispute, step: &WantedStep) -> Result<(), Error> {
    let goes_on = matches!(step, WantedStep::State | WantedStep::Ask(_) | WantedStep::Offer(_) | WantedStep::Due(_));
    if dispute.state.has_ended() {
        return Err(refused(DisputeRefused::Ended));
    }
    if goes_on && dispute.steps >= DISPUTE_STEPS {
        let detail = format!("it has {DISPUTE_STEPS} steps: it is time to end it");
        return Err(Error::field(ErrorCode::DisputeRefused, "step", detail));
    }
    Ok(())
}
