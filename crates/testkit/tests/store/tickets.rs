//! Threads, their tickets and labels, and the lists that an inbox is made of.

use subrosa_proto::ticket::{Priority, Thread, Ticket, TicketStatus};
use subrosa_proto::{ConversationId, TicketId, Timestamp};
use subrosa_store::tickets::{Listed, Saved};
use subrosa_store::{Db, Error, labels, threads, tickets};

use crate::people::{ADA, GRACE, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    a_thread_holds_its_newest_ticket,
    tickets_are_listed_in_their_orders,
    a_conversations_tickets_are_paged_by_when_they_were_opened,
    tickets_are_counted_up_to_a_number,
    labels_are_put_on_and_taken_off,
    the_due_and_the_held_are_found,
    a_place_in_a_log_lies_in_a_ticket,
);

const FIRST: (Timestamp, TicketId) = (Timestamp::from_microseconds(i64::MAX), TicketId::new(i64::MAX));
pub(crate) const LAST: (Timestamp, TicketId) = (Timestamp::from_microseconds(0), TicketId::new(0));

pub(crate) fn ticket(id: i64, status: TicketStatus) -> Ticket {
    Ticket {
        id: TicketId::new(id),
        ordinal: id,
        status,
        snoozed_until: None,
        assignee: None,
        priority: Priority::Normal,
        labels: Vec::new(),
        opened_at: at(id),
        opened_seq: 1,
        waiting_since: Some(at(id)),
        team: None,
        queued_at: None,
        quiet_since: None,
        first_response_at: None,
        resolved_at: None,
        promise: None,
    }
}

/// Writes tickets of the shop, each in a conversation of its own, last spoken in at its id.
pub(crate) async fn keep(db: &Db, all: Vec<Ticket>) {
    db.write(async move |tx| {
        let saved: Vec<_> = all
            .iter()
            .map(|ticket| Saved {
                brand: SHOP,
                conversation: ConversationId::new(ticket.id.number()),
                ticket,
                activity: at(ticket.id.number()),
                stirred_at: at(ticket.id.number()),
            })
            .collect();
        tickets::save_many(tx, &saved).await?;
        labels::place_many(tx, &saved).await
    })
    .await
    .expect("writes");
}

pub(crate) fn ids(listed: &[Listed]) -> Vec<i64> {
    listed.iter().map(|one| one.ticket.id.number()).collect()
}

async fn a_thread_holds_its_newest_ticket(db: &Db) {
    with_a_shop(db).await;
    let fresh = db.read(async |tx| threads::find(tx, ORDER).await).await.expect("reads");
    assert_eq!(fresh, Some(Thread::default()));
    let whole = Ticket {
        snoozed_until: Some(at(70)),
        assignee: Some(GRACE),
        priority: Priority::Urgent,
        labels: vec!["refund".to_owned(), "very late".to_owned()],
        team: None,
        queued_at: None,
        quiet_since: None,
        first_response_at: Some(at(8)),
        resolved_at: Some(at(9)),
        ..ticket(5, TicketStatus::Snoozed)
    };
    let thread = Thread { epoch: 3, journal: 12, ticket: Some(whole.clone()), ..Thread::default() };
    let written = thread.clone();
    let found = db
        .write(async move |tx| {
            let saved = Saved { brand: SHOP, conversation: ORDER, ticket: &whole, activity: at(6), stirred_at: at(6) };
            tickets::save_many(tx, &[saved]).await?;
            threads::update_many(tx, &[(ORDER, &written)]).await?;
            assert_eq!(threads::find_many(tx, &[TALK, ORDER]).await?, [None, Some(written)]);
            tickets::of_conversation(tx, ORDER, TicketId::new(6), 9).await
        })
        .await
        .expect("writes");
    assert_eq!(
        found,
        [Listed { ticket: thread.ticket.clone().expect("a ticket"), conversation: ORDER, activity: at(6) }]
    );
    assert_eq!(db.read(async |tx| threads::find(tx, ORDER).await).await.expect("reads"), Some(thread));
}

async fn a_conversations_tickets_are_paged_by_when_they_were_opened(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let opened = |id, moment| Ticket { opened_at: at(moment), ..ticket(id, TicketStatus::Resolved) };
        let all = [opened(1, 5), opened(2, 4), opened(3, 5)];
        let saved =
            |ticket, conversation| Saved { brand: SHOP, conversation, ticket, activity: at(6), stirred_at: at(6) };
        tickets::save_many(tx, &all.each_ref().map(|ticket| saved(ticket, ORDER))).await?;
        tickets::save_many(tx, &[saved(&opened(4, 9), TALK)]).await?;
        assert_eq!(ids(&tickets::opened_before(tx, ORDER, FIRST, 2).await?), [3, 1]);
        assert_eq!(ids(&tickets::opened_before(tx, ORDER, (at(5), TicketId::new(1)), 2).await?), [2]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn tickets_are_listed_in_their_orders(db: &Db) {
    with_a_shop(db).await;
    let mine = |id| Ticket { assignee: Some(GRACE), ..ticket(id, TicketStatus::Open) };
    keep(db, vec![ticket(1, TicketStatus::Open), mine(2), ticket(3, TicketStatus::Pending), mine(4)]).await;
    db.read(async |tx| {
        let open = (SHOP, TicketStatus::Open);
        assert_eq!(ids(&tickets::newest(tx, open, FIRST, 9).await?), [4, 2, 1]);
        assert_eq!(ids(&tickets::newest(tx, open, (at(4), TicketId::new(4)), 1).await?), [2]);
        assert_eq!(ids(&tickets::oldest(tx, open, LAST, 9).await?), [1, 2, 4]);
        assert_eq!(ids(&tickets::oldest(tx, open, (at(1), TicketId::new(1)), 1).await?), [2]);
        assert_eq!(ids(&tickets::newest_of(tx, open, Some(GRACE), FIRST, 9).await?), [4, 2]);
        assert_eq!(ids(&tickets::newest_of(tx, open, None, FIRST, 9).await?), [1]);
        assert_eq!(ids(&tickets::oldest_of(tx, open, Some(GRACE), LAST, 1).await?), [2]);
        assert_eq!(ids(&tickets::newest(tx, (ADA, TicketStatus::Open), FIRST, 9).await?), [0_i64; 0]);
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
    // What a later message changes: everything but where it began.
    let later = Ticket { status: TicketStatus::Resolved, ..mine(2) };
    keep(db, vec![later]).await;
    let open = db.read(async |tx| tickets::newest(tx, (SHOP, TicketStatus::Open), FIRST, 9).await).await;
    assert_eq!(ids(&open.expect("reads")), [4, 1]);
}

async fn tickets_are_counted_up_to_a_number(db: &Db) {
    with_a_shop(db).await;
    let mine = Ticket { assignee: Some(GRACE), ..ticket(9, TicketStatus::Open) };
    keep(db, (1..=5).map(|id| ticket(id, TicketStatus::Open)).chain([mine]).collect()).await;
    db.read(async |tx| {
        assert_eq!(tickets::count(tx, SHOP, TicketStatus::Open, 100).await?, 6);
        assert_eq!(tickets::count(tx, SHOP, TicketStatus::Open, 4).await?, 4);
        assert_eq!(tickets::count(tx, SHOP, TicketStatus::Pending, 100).await?, 0);
        assert_eq!(tickets::count_of(tx, SHOP, Some(GRACE), TicketStatus::Open, 100).await?, 1);
        assert_eq!(tickets::count_of(tx, SHOP, None, TicketStatus::Open, 3).await?, 3);
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
}

async fn labels_are_put_on_and_taken_off(db: &Db) {
    with_a_shop(db).await;
    let labelled = |id, status, labels: &[&str]| Ticket {
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        ..ticket(id, status)
    };
    let all = |first| {
        vec![
            labelled(1, first, &["late", "vip"]),
            ticket(2, TicketStatus::Open),
            labelled(3, TicketStatus::Open, &["vip"]),
        ]
    };
    let found = db
        .write(async |tx| {
            let on = |label, id| (SHOP, label, TicketId::new(id));
            labels::add_many(tx, &[on("vip", 1), on("late", 1), on("vip", 3), on("vip", 1)]).await?;
            assert_eq!(labels::list(tx, SHOP, 9).await?, ["late", "vip"]);
            Ok::<_, Error>(())
        })
        .await;
    found.expect("works");
    keep(db, all(TicketStatus::Open)).await;
    let found = db
        .write(async |tx| {
            let on = |label, id| (SHOP, label, TicketId::new(id));
            let open = TicketStatus::Open;
            assert_eq!(ids(&labels::newest(tx, (SHOP, "vip"), open, FIRST, 9).await?), [3, 1]);
            labels::remove_many(tx, &[on("vip", 3), on("late", 2)]).await?;
            assert_eq!(ids(&labels::newest(tx, (SHOP, "late"), open, FIRST, 9).await?), [1]);
            labels::newest(tx, (SHOP, "vip"), open, FIRST, 9).await
        })
        .await
        .expect("works");
    assert_eq!(ids(&found), [1]);
    // They follow their tickets.
    keep(db, all(TicketStatus::Resolved)).await;
    let listed =
        async |status| db.read(async move |tx| labels::newest(tx, (SHOP, "vip"), status, FIRST, 9).await).await;
    assert_eq!(ids(&listed(TicketStatus::Open).await.expect("reads")), [0_i64; 0]);
    assert_eq!(ids(&listed(TicketStatus::Resolved).await.expect("reads")), [1]);
}

async fn the_due_and_the_held_are_found(db: &Db) {
    with_a_shop(db).await;
    let snoozed = |id, until| Ticket { snoozed_until: Some(at(until)), ..ticket(id, TicketStatus::Snoozed) };
    let held = |id, status| Ticket { assignee: Some(GRACE), ..ticket(id, status) };
    let all = vec![
        snoozed(1, 50),
        snoozed(2, 40),
        snoozed(3, 60),
        held(4, TicketStatus::Open),
        held(5, TicketStatus::Resolved),
    ];
    keep(db, all).await;
    db.read(async |tx| {
        let conversation = ConversationId::new;
        assert_eq!(tickets::due(tx, at(39), 9).await?, []);
        assert_eq!(tickets::due(tx, at(50), 9).await?, [conversation(2), conversation(1)]);
        assert_eq!(tickets::due(tx, at(99), 1).await?, [conversation(2)]);
        assert_eq!(tickets::held_by(tx, SHOP, GRACE, 9).await?, [conversation(4)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
}

async fn a_place_in_a_log_lies_in_a_ticket(db: &Db) {
    with_a_shop(db).await;
    let first = Ticket { opened_seq: 3, ..ticket(1, TicketStatus::Resolved) };
    let second = Ticket { opened_seq: 8, ..ticket(2, TicketStatus::Open) };
    let found = db
        .write(async move |tx| {
            let saved = |ticket| Saved { brand: SHOP, conversation: ORDER, ticket, activity: at(1), stirred_at: at(1) };
            tickets::save_many(tx, &[saved(&first), saved(&second)]).await?;
            let by_ordinal = tickets::find_by_ordinal(tx, SHOP, 2).await?.expect("a ticket");
            assert_eq!((by_ordinal.conversation, by_ordinal.ticket.opened_seq), (ORDER, 8));
            assert_eq!(tickets::find_by_ordinal(tx, SHOP, 3).await?, None);
            assert_eq!(tickets::find_by_ordinal(tx, ADA, 2).await?, None);
            let places = [(ORDER, 2), (ORDER, 3), (ORDER, 7), (ORDER, 8), (ORDER, 99), (TALK, 9)];
            tickets::at_many(tx, &places).await
        })
        .await
        .expect("works");
    let ordinals: Vec<_> = found.iter().map(|one| one.as_ref().map(|one| one.ticket.ordinal)).collect();
    assert_eq!(ordinals, [None, Some(1), Some(1), Some(2), Some(2), None]);
}
