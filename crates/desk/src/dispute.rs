//! How a dispute goes: which steps follow which, by whom, and what time does. One machine: a history, replayed step by step, gives the dispute
//! that it is the history of.
//!
//! Never: a step after the end, two answers to one offer, a refund of more than the order has left.

use subrosa_proto::dispute::{Dispute, DisputeDeed, DisputeOffer, DisputeSide, DisputeState, DisputedOrder};
use subrosa_proto::remedy::{Remedy, Worth};
use subrosa_proto::{ConversationId, DisputeId, TicketId, Timestamp};

/// So long before its moment members are warned.
const WARNING_SECONDS: i64 = 24 * 60 * 60;

/// Why a step can't be taken. The dispute is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DisputeRefused {
    #[error("the dispute has ended")]
    Ended,
    #[error("no such offer is open: it was answered, taken back, or is over")]
    NoOffer,
    #[error("an offer is open: it has to be answered or taken back first")]
    OfferOpen,
    #[error("the other side takes this step")]
    NotTheirs,
    #[error("it is about an order already")]
    HasOrder,
    #[error("a moment that has not come yet")]
    Past,
    #[error("a refund is of an order: say first which one it is about")]
    NoOrder,
    #[error("more than the order's total less what was given back already")]
    TooMuch,
    #[error("the order is in another currency")]
    OtherCurrency,
}

/// What a dispute begins with.
#[derive(Debug, Clone)]
pub struct Beginning {
    pub id: DisputeId,
    pub conversation: ConversationId,
    pub ticket: TicketId,
    pub number: i64,
    pub order: Option<DisputedOrder>,
    pub by: DisputeSide,
    pub at: Timestamp,
}

/// A dispute that was just opened: its first step is taken.
#[must_use]
pub fn open(beginning: Beginning) -> Dispute {
    let Beginning { id, conversation, ticket, number, order, by, at } = beginning;
    Dispute {
        id,
        conversation,
        ticket,
        number,
        state: DisputeState::Opened,
        opened_by: by,
        opened_at: at,
        order,
        offer: None,
        offers: 0,
        answer_until: None,
        due_at: None,
        due_soon: false,
        overdue: false,
        decision: None,
        ended_at: None,
        steps: 1,
    }
}

/// What an offer of a remedy would be.
#[must_use]
pub const fn next_offer(dispute: &Dispute, remedy: Remedy, until: Timestamp) -> DisputeOffer {
    DisputeOffer { number: dispute.offers + 1, remedy, until }
}

/// Whether a remedy can be had: money back within what the order has left, of which there is nothing where it is about none.
///
/// # Errors
/// [`DisputeRefused::NoOrder`], [`DisputeRefused::OtherCurrency`], [`DisputeRefused::TooMuch`].
pub fn check_remedy(remedy: &Remedy, left: Option<&Worth>) -> Result<(), DisputeRefused> {
    let Remedy::Refund(wanted) = remedy else { return Ok(()) };
    let left = left.ok_or(DisputeRefused::NoOrder)?;
    if wanted.currency != left.currency {
        return Err(DisputeRefused::OtherCurrency);
    }
    if wanted.amount > left.amount { Err(DisputeRefused::TooMuch) } else { Ok(()) }
}

/// Takes a step. That a remedy can be had was checked.
///
/// # Errors
/// Why not: the dispute is as it was.
pub fn take(dispute: &mut Dispute, side: DisputeSide, deed: &DisputeDeed, at: Timestamp) -> Result<(), DisputeRefused> {
    use DisputeDeed as D;
    use DisputeSide::{Brand, Clock, Customer};
    use DisputeState as S;

    if dispute.state.has_ended() {
        return Err(DisputeRefused::Ended);
    }
    let is_offered = dispute.state == S::Offered;
    match (side, deed) {
        (Customer, D::Stated) => {
            if dispute.state == S::WaitingForCustomer {
                dispute.turn(S::WaitingForBrand);
            }
        }
        (Brand, D::Stated) => {
            if dispute.state == S::Opened {
                dispute.turn(S::WaitingForBrand);
            }
        }
        (Brand, D::Asked { .. } | D::Offered { .. }) if is_offered => return Err(DisputeRefused::OfferOpen),
        (Brand, D::Asked { until }) => {
            refuse_past(*until, at)?;
            dispute.turn(S::WaitingForCustomer);
            dispute.answer_until = *until;
        }
        (Brand, D::Offered { offer }) => {
            refuse_past(Some(offer.until), at)?;
            dispute.turn(S::Offered);
            dispute.offers = offer.number;
            dispute.offer = Some(offer.clone());
        }
        (Brand, D::TakenBack { offer }) | (Customer, D::Declined { offer }) => {
            dispute.open_offer(*offer)?;
            dispute.turn(S::WaitingForBrand);
        }
        (Customer, D::Accepted { offer }) => {
            if dispute.open_offer(offer.number)?.until <= at {
                return Err(DisputeRefused::NoOffer);
            }
            dispute.end(S::Settled, at);
            dispute.offer = Some(offer.clone());
        }
        (Clock, D::Lapsed { offer }) => {
            dispute.open_offer(*offer)?;
            dispute.turn(S::WaitingForBrand);
        }
        (Brand, D::Decided { decision }) => {
            dispute.end(S::Decided, at);
            dispute.decision = Some(decision.clone());
        }
        (Customer, D::Withdrawn) => dispute.end(S::Withdrawn, at),
        (Brand, D::Withdrawn) if dispute.opened_by == Brand => dispute.end(S::Withdrawn, at),
        (Clock, D::Expired) if dispute.state == S::WaitingForCustomer => dispute.end(S::Expired, at),
        (Brand, D::About { .. }) if dispute.order.is_some() => return Err(DisputeRefused::HasOrder),
        (Brand, D::About { order }) => dispute.order = Some(order.clone()),
        (Brand, D::Due { at: due }) => {
            refuse_past(*due, at)?;
            dispute.due_at = *due;
            // Who has just said so needs no warning.
            dispute.due_soon = due.is_some_and(|due| warning(due) <= at);
            dispute.overdue = false;
        }
        (Clock, D::DueSoon) if dispute.due_at.is_some() && !dispute.due_soon => dispute.due_soon = true,
        (Clock, D::Overdue) if dispute.due_at.is_some() && !dispute.overdue => {
            (dispute.due_soon, dispute.overdue) = (true, true);
        }
        _ => return Err(DisputeRefused::NotTheirs),
    }
    dispute.steps += 1;
    Ok(())
}

/// When time has next something to do here.
#[must_use]
pub fn rings_at(dispute: &Dispute) -> Option<Timestamp> {
    let lapses = dispute.offer.as_ref().filter(|_| dispute.state == DisputeState::Offered).map(|offer| offer.until);
    let expires = dispute.answer_until.filter(|_| dispute.state == DisputeState::WaitingForCustomer);
    let due = dispute.due_at.filter(|_| !dispute.state.has_ended() && !dispute.overdue);
    let warns = due.filter(|_| !dispute.due_soon).map(warning);
    [lapses, expires, due, warns].into_iter().flatten().min()
}

/// The next thing that time does, now that it is this moment.
#[must_use]
pub fn ring(dispute: &Dispute, at: Timestamp) -> Option<DisputeDeed> {
    rings_at(dispute).filter(|rings| *rings <= at)?;
    if let Some(due) = dispute.due_at {
        if !dispute.overdue && due <= at {
            return Some(DisputeDeed::Overdue);
        }
        if !dispute.due_soon && warning(due) <= at {
            return Some(DisputeDeed::DueSoon);
        }
    }
    match (dispute.state, &dispute.offer) {
        (DisputeState::Offered, Some(offer)) => Some(DisputeDeed::Lapsed { offer: offer.number }),
        (DisputeState::WaitingForCustomer, _) => Some(DisputeDeed::Expired),
        _ => None,
    }
}

const fn warning(due: Timestamp) -> Timestamp {
    due.plus_seconds(-WARNING_SECONDS)
}

fn refuse_past(moment: Option<Timestamp>, now: Timestamp) -> Result<(), DisputeRefused> {
    if moment.is_some_and(|moment| moment <= now) { Err(DisputeRefused::Past) } else { Ok(()) }
}

/// What steps do to a dispute.
trait Steps {
    fn turn(&mut self, to: DisputeState);
    fn end(&mut self, to: DisputeState, at: Timestamp);
    fn open_offer(&self, number: i64) -> Result<&DisputeOffer, DisputeRefused>;
}

impl Steps for Dispute {
    /// What was waited for is waited for no more.
    fn turn(&mut self, to: DisputeState) {
        self.state = to;
        (self.offer, self.answer_until) = (None, None);
    }

    fn end(&mut self, to: DisputeState, at: Timestamp) {
        self.turn(to);
        self.ended_at = Some(at);
    }

    fn open_offer(&self, number: i64) -> Result<&DisputeOffer, DisputeRefused> {
        let open = self.offer.as_ref().filter(|offer| self.state == DisputeState::Offered && offer.number == number);
        open.ok_or(DisputeRefused::NoOffer)
    }
}
