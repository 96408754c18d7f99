//! How disputes go: what follows what, whatever people try and in whatever order.

use proptest::prelude::*;
use subrosa_desk::dispute::{Beginning, DisputeRefused, check_remedy, next_offer, open, ring, rings_at, take};
use subrosa_proto::dispute::{
    Dispute, DisputeDecision, DisputeDeed, DisputeRuling, DisputeSide, DisputeState, DisputedOrder,
};
use subrosa_proto::remedy::{Remedy, Voucher, Worth};
use subrosa_proto::{ConversationId, DisputeId, OrderId, TicketId, Timestamp};

use DisputeDeed as D;
use DisputeSide::{Brand, Clock, Customer};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_microseconds(seconds * 1_000_000)
}

fn worth(amount: i64) -> Worth {
    Worth { amount, currency: "EUR".to_owned() }
}

fn refund() -> Remedy {
    Remedy::Refund(worth(500))
}

fn order() -> DisputedOrder {
    DisputedOrder { id: OrderId::new(5), number: "RW-1".to_owned(), currency: "EUR".to_owned(), total: 4_990 }
}

fn opened_by(by: DisputeSide, order: Option<DisputedOrder>) -> Dispute {
    let (id, conversation, ticket) = (DisputeId::new(1), ConversationId::new(2), TicketId::new(3));
    open(Beginning { id, conversation, ticket, number: 1, order, by, at: at(0) })
}

fn opened() -> Dispute {
    opened_by(Customer, Some(order()))
}

fn took(dispute: &mut Dispute, side: DisputeSide, deed: &D, seconds: i64) -> Result<DisputeState, DisputeRefused> {
    take(dispute, side, deed, at(seconds)).map(|()| dispute.state)
}

fn offer(dispute: &Dispute, until: i64) -> D {
    D::Offered { offer: next_offer(dispute, refund(), at(until)) }
}

#[test]
fn a_dispute_is_settled_by_the_offer_that_the_customer_accepts() {
    let mut dispute = opened();
    assert_eq!(took(&mut dispute, Brand, &D::Asked { until: None }, 1), Ok(DisputeState::WaitingForCustomer));
    assert_eq!(took(&mut dispute, Customer, &D::Stated, 2), Ok(DisputeState::WaitingForBrand));
    let first = offer(&dispute, DAY);
    assert_eq!(took(&mut dispute, Brand, &first, 3), Ok(DisputeState::Offered));
    assert_eq!(took(&mut dispute, Brand, &first, 3), Err(DisputeRefused::OfferOpen));
    assert_eq!(took(&mut dispute, Customer, &D::Declined { offer: 1 }, 4), Ok(DisputeState::WaitingForBrand));
    assert_eq!(took(&mut dispute, Customer, &D::Declined { offer: 1 }, 4), Err(DisputeRefused::NoOffer));
    let second = offer(&dispute, DAY);
    assert_eq!(took(&mut dispute, Brand, &second, 5), Ok(DisputeState::Offered));
    let accepted = D::Accepted { offer: dispute.offer.clone().expect("an offer") };
    assert_eq!(took(&mut dispute, Brand, &accepted, 6), Err(DisputeRefused::NotTheirs));
    assert_eq!(took(&mut dispute, Customer, &accepted, 6), Ok(DisputeState::Settled));
    assert_eq!(took(&mut dispute, Customer, &accepted, 6), Err(DisputeRefused::Ended), "one answer wins");
    assert_eq!((dispute.ended_at, dispute.offers, rings_at(&dispute)), (Some(at(6)), 2, None));
}

#[test]
fn time_ends_offers_and_what_nobody_answers_and_warns_once() {
    let mut dispute = opened();
    let first = offer(&dispute, DAY);
    took(&mut dispute, Brand, &first, 1).expect("an offer");
    let accepted = D::Accepted { offer: dispute.offer.clone().expect("an offer") };
    assert_eq!(took(&mut dispute, Customer, &accepted, DAY), Err(DisputeRefused::NoOffer), "its time was over");
    assert_eq!(ring(&dispute, at(DAY - 1)), None);
    assert_eq!(ring(&dispute, at(DAY)), Some(D::Lapsed { offer: 1 }));
    assert_eq!(took(&mut dispute, Clock, &D::Lapsed { offer: 1 }, DAY), Ok(DisputeState::WaitingForBrand));
    assert_eq!(ring(&dispute, at(9 * DAY)), None);

    took(&mut dispute, Brand, &D::Due { at: Some(at(4 * DAY)) }, DAY).expect("a moment");
    assert_eq!((rings_at(&dispute), ring(&dispute, at(3 * DAY))), (Some(at(3 * DAY)), Some(D::DueSoon)));
    took(&mut dispute, Clock, &D::DueSoon, 3 * DAY).expect("a warning");
    assert_eq!((rings_at(&dispute), ring(&dispute, at(4 * DAY))), (Some(at(4 * DAY)), Some(D::Overdue)));
    took(&mut dispute, Clock, &D::Overdue, 4 * DAY).expect("passed");
    assert_eq!(ring(&dispute, at(99 * DAY)), None, "exactly once");
    assert_eq!(took(&mut dispute, Clock, &D::Overdue, 5 * DAY), Err(DisputeRefused::NotTheirs));

    took(&mut dispute, Brand, &D::Asked { until: Some(at(9 * DAY)) }, 5 * DAY).expect("a question");
    assert_eq!(ring(&dispute, at(9 * DAY)), Some(D::Expired));
    assert_eq!(took(&mut dispute, Clock, &D::Expired, 9 * DAY), Ok(DisputeState::Expired));
}

#[test]
fn a_moment_that_comes_late_is_told_without_a_warning_first() {
    let mut dispute = opened();
    took(&mut dispute, Brand, &D::Due { at: Some(at(3 * DAY)) }, 1).expect("a moment");
    assert_eq!(ring(&dispute, at(3 * DAY)), Some(D::Overdue));
    took(&mut dispute, Brand, &D::Due { at: Some(at(HOUR)) }, 2).expect("a moment");
    assert_eq!(rings_at(&dispute), Some(at(HOUR)), "who has just said so is not warned");
    assert_eq!(took(&mut dispute, Brand, &D::Due { at: Some(at(2)) }, 2), Err(DisputeRefused::Past));
}

#[test]
fn each_side_takes_back_what_is_its_own() {
    for (by, side, may) in [(Customer, Customer, true), (Customer, Brand, false), (Brand, Brand, true)] {
        let mut dispute = opened_by(by, None);
        assert_eq!(took(&mut dispute, side, &D::Withdrawn, 1).is_ok(), may, "{by:?} {side:?}");
    }
    let mut dispute = opened_by(Brand, None);
    took(&mut dispute, Brand, &D::About { order: order() }, 1).expect("an order");
    assert_eq!(took(&mut dispute, Brand, &D::About { order: order() }, 2), Err(DisputeRefused::HasOrder));
    let first = offer(&dispute, DAY);
    took(&mut dispute, Brand, &first, 3).expect("an offer");
    assert_eq!(took(&mut dispute, Brand, &D::TakenBack { offer: 1 }, 4), Ok(DisputeState::WaitingForBrand));
}

#[test]
fn money_back_is_no_more_than_is_left() {
    let check = |remedy: &Remedy, left: Option<Worth>| check_remedy(remedy, left.as_ref());
    assert_eq!(check(&refund(), Some(worth(500))), Ok(()));
    assert_eq!(check(&refund(), Some(worth(499))), Err(DisputeRefused::TooMuch));
    assert_eq!(check(&refund(), None), Err(DisputeRefused::NoOrder));
    let yen = Worth { amount: 9_000, currency: "JPY".to_owned() };
    assert_eq!(check(&refund(), Some(yen)), Err(DisputeRefused::OtherCurrency));
    let voucher = Remedy::Voucher(Voucher { worth: Some(worth(9_000)), code: None });
    assert_eq!(check(&voucher, None), Ok(()), "a voucher is the brand's to give");
}

/// What someone may try, by numbers: the offers and moments are those at hand, or others.
fn deed(dispute: &Dispute, choice: u8, number: i64, until: i64, now: i64) -> D {
    let soon = at(now + until);
    let open = || dispute.offer.clone().unwrap_or_else(|| next_offer(dispute, refund(), soon));
    match choice {
        0 => D::Stated,
        1 => D::Asked { until: (until % 2 == 0).then_some(soon) },
        2 | 3 => D::Offered { offer: next_offer(dispute, refund(), soon) },
        4 => D::TakenBack { offer: number },
        5 => D::Accepted { offer: open() },
        6 => D::Declined { offer: number },
        7 => D::Lapsed { offer: number },
        8 => D::Decided { decision: DisputeDecision { ruling: DisputeRuling::ForCustomer, remedy: Some(refund()) } },
        9 => D::Withdrawn,
        10 => D::Expired,
        11 => D::About { order: order() },
        12 => D::Due { at: (until % 3 > 0).then_some(soon) },
        13 => D::DueSoon,
        _ => D::Overdue,
    }
}

proptest! {
    #[test]
    fn every_history_replays_to_the_same_dispute_and_nothing_follows_the_end(
        tries in prop::collection::vec((0_u8..15, 0_u8..3, 1_i64..4, -10_i64..100_000, 0_i64..50_000), 0..60),
    ) {
        let mut dispute = opened_by(Customer, None);
        let mut history = Vec::new();
        let mut now = 0;
        for (choice, side, number, until, later) in tries {
            now += later;
            // Time does what is due before anybody does anything.
            while let Some(done) = ring(&dispute, at(now)) {
                take(&mut dispute, Clock, &done, at(now)).expect("what time does can be done");
                history.push((Clock, done, at(now)));
            }
            let side = [Customer, Brand, Clock][usize::from(side)];
            let (before, deed) = (dispute.clone(), deed(&dispute, choice, number, until, now));
            match take(&mut dispute, side, &deed, at(now)) {
                Ok(()) => {
                    prop_assert!(!before.state.has_ended());
                    prop_assert_eq!(dispute.steps, before.steps + 1);
                    history.push((side, deed, at(now)));
                }
                Err(_) => prop_assert_eq!(&dispute, &before, "what is refused changes nothing"),
            }
            prop_assert_eq!(dispute.state.has_ended(), dispute.ended_at.is_some());
            prop_assert_eq!(
                matches!(dispute.state, DisputeState::Offered | DisputeState::Settled),
                dispute.offer.is_some()
            );
            if dispute.state.has_ended() {
                prop_assert_eq!(rings_at(&dispute), None);
            }
        }
        let mut again = opened_by(Customer, None);
        for (side, deed, moment) in &history {
            take(&mut again, *side, deed, *moment).expect("it was taken before");
        }
        prop_assert_eq!(again, dispute);
    }
}
