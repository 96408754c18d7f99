//! Disputes and their steps.

use subrosa_proto::dispute::{Dispute, DisputeDeed, DisputeSide, DisputeState, DisputeStep, DisputedOrder};
use subrosa_proto::{AccountId, ClientId, DisputeId, OrderId, TicketId};
use subrosa_store::disputes::{self, Kept};
use subrosa_store::{Db, Error};
use uuid::Uuid;

use crate::people::{ADA, GRACE, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    disputes_are_kept_found_and_ring_in_order,
    a_command_is_found_by_its_name,
    what_was_said_goes_and_what_was_done_stays,
);

pub(crate) fn dispute(id: i64, order: Option<i64>) -> Dispute {
    let order = order.map(|order| DisputedOrder {
        id: OrderId::new(order),
        number: format!("RW-{order}"),
        currency: "EUR".to_owned(),
        total: 4_990,
    });
    Dispute {
        id: DisputeId::new(id),
        conversation: ORDER,
        ticket: TicketId::new(1),
        number: id,
        state: DisputeState::Opened,
        opened_by: DisputeSide::Customer,
        opened_at: at(1_000),
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

fn step(number: i64, by: Option<AccountId>) -> DisputeStep {
    let side = if by.is_some() { DisputeSide::Customer } else { DisputeSide::Clock };
    let (deed, text) = (DisputeDeed::Stated, Some("It is broken.".to_owned()));
    DisputeStep { number, at: at(1_000 * number), side, by, deed, text, messages: vec![1, 2], seq: Some(number) }
}

async fn disputes_are_kept_found_and_ring_in_order(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (first, second) = (dispute(1, Some(7)), dispute(2, None));
        disputes::save(tx, SHOP, &first, Some(at(50))).await?;
        disputes::save(tx, SHOP, &second, Some(at(40))).await?;
        assert_eq!(disputes::list(tx, ORDER, 9).await?, [second.clone(), first.clone()]);
        assert_eq!(disputes::list(tx, ORDER, 1).await?, std::slice::from_ref(&second));
        assert_eq!(disputes::count(tx, ORDER).await?, 2);
        assert_eq!(disputes::find(tx, ORDER, first.id).await?, Some(first.clone()));
        assert_eq!(disputes::find(tx, TALK, first.id).await?, None, "another conversation's");
        let mut open = disputes::open_orders(tx, ORDER).await?;
        open.sort_unstable();
        assert_eq!(open, [None, Some(OrderId::new(7))]);
        assert_eq!(disputes::ringing(tx, at(39), 9).await?, []);
        assert_eq!(disputes::ringing(tx, at(50), 9).await?, [(ORDER, second.id), (ORDER, first.id)]);

        let ended = Dispute { state: DisputeState::Withdrawn, ..second };
        disputes::save(tx, SHOP, &ended, None).await?;
        assert_eq!(disputes::open_orders(tx, ORDER).await?, [Some(OrderId::new(7))]);
        assert_eq!(disputes::ringing(tx, at(99), 9).await?, [(ORDER, first.id)]);
        assert_eq!(disputes::find(tx, ORDER, ended.id).await?, Some(ended));
        Ok::<_, Error>(())
    })
    .await
    .expect("disputes");
}

async fn a_command_is_found_by_its_name(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (dispute, conversation, name) = (DisputeId::new(1), ORDER, ClientId(Uuid::from_u128(5)));
        let steps = [step(1, Some(ADA)), step(2, None), step(3, None)];
        for (step, command) in steps.iter().zip([Some((name, "{}")), None, None]) {
            disputes::add_step(tx, &Kept { dispute, conversation, step, command }).await?;
        }
        assert_eq!(disputes::history(tx, dispute, 9).await?, steps);
        assert_eq!(disputes::history(tx, dispute, 2).await?, steps[..2]);
        assert_eq!(disputes::find_command(tx, ORDER, ADA, &name).await?, Some((dispute, "{}".to_owned())));
        assert_eq!(disputes::find_command(tx, ORDER, GRACE, &name).await?, None, "another's name");
        assert_eq!(disputes::find_command(tx, TALK, ADA, &name).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("steps");
}

async fn what_was_said_goes_and_what_was_done_stays(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (id, name) = (DisputeId::new(1), ClientId(Uuid::from_u128(5)));
        disputes::save(tx, SHOP, &dispute(1, None), None).await?;
        assert!(disputes::is_any_open(tx, ORDER).await?);
        assert!(!disputes::is_any_open(tx, TALK).await?);
        disputes::save(tx, SHOP, &Dispute { state: DisputeState::Withdrawn, ..dispute(1, None) }, None).await?;
        assert!(!disputes::is_any_open(tx, ORDER).await?);
        let steps = [step(1, Some(ADA)), step(2, None)];
        for (step, command) in steps.iter().zip([Some((name, "It is broken.")), None]) {
            disputes::add_step(tx, &Kept { dispute: id, conversation: ORDER, step, command }).await?;
        }
        disputes::empty(tx, TALK, 9).await?;
        assert_eq!(disputes::history(tx, id, 9).await?, steps);
        disputes::empty(tx, ORDER, 1).await?;
        let [first, second] = steps;
        assert_eq!(disputes::history(tx, id, 9).await?, [DisputeStep { text: None, ..first }, second]);
        assert_eq!(disputes::find_command(tx, ORDER, ADA, &name).await?, Some((id, String::new())), "its name stays");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
