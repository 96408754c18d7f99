//! Views that members keep, and what their filters find.

use subrosa_proto::brand::Role;
use subrosa_proto::inbox::TicketOrder;
use subrosa_proto::ticket::{Priority, Thread, Ticket, TicketStatus};
use subrosa_proto::view::{Filter, View};
use subrosa_proto::{ConversationId, OrderId, TicketId, Timestamp, ViewId};
use subrosa_store::filter::{self, Asking};
use subrosa_store::tickets::Saved;
use subrosa_store::{Db, brand_members, contact_orders, contact_values, labels, threads, tickets, views};

use crate::people::{ADA, GRACE, LINUS, SHOP, at, with_a_shop};

crate::on_both!(
    views_belong_to_all_or_to_one,
    filters_find_what_they_say,
    pages_follow_one_another_whatever_the_statuses,
    what_is_long_resolved_or_went_on_is_in_no_view,
);

const MINUTE: i64 = 60_000;
const NOW: i64 = 1_000_000 * MINUTE;
const FIRST: (Timestamp, TicketId) = (Timestamp::from_microseconds(i64::MAX), TicketId::new(i64::MAX));
const ASKING: Asking = Asking { brand: SHOP, person: GRACE, now: at(NOW) };

fn read(text: &str) -> Filter {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn ticket(id: i64, status: TicketStatus) -> Ticket {
    Ticket {
        id: TicketId::new(id),
        ordinal: id,
        status,
        snoozed_until: None,
        assignee: None,
        team: None,
        queued_at: None,
        quiet_since: None,
        priority: Priority::Normal,
        labels: Vec::new(),
        opened_at: at(NOW - 1_000 * MINUTE),
        opened_seq: 1,
        waiting_since: None,
        first_response_at: None,
        resolved_at: None,
        promise: None,
    }
}

/// Writes tickets of the shop, each the newest of a conversation of its own, last spoken in so many minutes ago as its id is.
async fn keep(db: &Db, all: Vec<Ticket>) {
    db.write(async move |tx| {
        for ticket in &all {
            let (id, conversation) = (ticket.id.number(), ConversationId::new(ticket.id.number()));
            let saved = Saved {
                brand: SHOP,
                conversation,
                ticket,
                activity: at(NOW - id * MINUTE),
                stirred_at: at(NOW - id * MINUTE),
            };
            tickets::save_many(tx, std::slice::from_ref(&saved)).await?;
            let labelled: Vec<_> = ticket.labels.iter().map(|label| (SHOP, label.as_str(), ticket.id)).collect();
            labels::add_many(tx, &labelled).await?;
            labels::place_many(tx, &[saved]).await?;
            threads::insert(tx, conversation).await?;
            let thread = Thread { epoch: 1, journal: 1, ticket: Some(ticket.clone()), ..Thread::default() };
            threads::update_many(tx, &[(conversation, &thread)]).await?;
        }
        Ok::<_, subrosa_store::Error>(())
    })
    .await
    .expect("writes");
}

async fn found(db: &Db, text: &str) -> Vec<i64> {
    let filter = read(text);
    db.read(async move |tx| {
        let page = filter::page(tx, ASKING, (&filter, TicketOrder::Newest), FIRST, 50).await?;
        let counts = filter::count_many(tx, ASKING, &[&filter]).await?;
        assert_eq!(counts, [i64::try_from(page.len()).unwrap_or(0)], "the count is that of the list: {filter:?}");
        Ok::<_, subrosa_store::Error>(page.iter().map(|listed| listed.ticket.id.number()).collect())
    })
    .await
    .expect("reads")
}

async fn views_belong_to_all_or_to_one(db: &Db) {
    with_a_shop(db).await;
    let view = |id, name: &str, shared| View {
        id: ViewId::new(id),
        name: name.to_owned(),
        shared,
        order: if shared { TicketOrder::Newest } else { TicketOrder::Oldest },
        filter: read(r#"{"label":"refund"}"#),
    };
    let (one, two, own) = (view(1, "one", true), view(2, "two", true), view(3, "own", false));
    let changed = View { name: "mine now".to_owned(), shared: false, ..two.clone() };
    db.write(async move |tx| {
        for kept in [&one, &two, &own] {
            views::insert(tx, (SHOP, GRACE), kept).await?;
        }
        assert_eq!(views::list(tx, (SHOP, GRACE), 9).await?, [one.clone(), two.clone(), own.clone()]);
        assert_eq!(views::list(tx, (SHOP, LINUS), 9).await?, [one.clone(), two.clone()]);
        assert_eq!(views::list(tx, (ADA, GRACE), 9).await?, []);
        assert_eq!(views::find(tx, (SHOP, GRACE), own.id).await?, Some(own.clone()));
        assert_eq!(views::find(tx, (SHOP, LINUS), own.id).await?, None, "another's own");
        assert_eq!(views::find(tx, (ADA, GRACE), one.id).await?, None, "another brand's");
        assert_eq!((views::count(tx, SHOP, None).await?, views::count(tx, SHOP, Some(GRACE)).await?), (2, 1));
        views::place_many(tx, SHOP, &[(two.id, 1), (one.id, 2)]).await?;
        views::place_many(tx, ADA, &[(one.id, 0)]).await?;
        assert_eq!(views::list(tx, (SHOP, LINUS), 9).await?, [two.clone(), one.clone()]);
        views::update(tx, (SHOP, GRACE), &changed).await?;
        views::update(tx, (ADA, GRACE), &View { name: "stolen".to_owned(), ..one.clone() }).await?;
        assert_eq!(views::list(tx, (SHOP, GRACE), 9).await?, [one.clone(), changed.clone(), own.clone()]);
        views::remove(tx, ADA, one.id).await?;
        views::remove(tx, SHOP, changed.id).await?;
        assert_eq!(views::list(tx, (SHOP, GRACE), 9).await?, [one.clone(), own.clone()]);
        views::remove_of(tx, SHOP, GRACE).await?;
        assert_eq!(views::list(tx, (SHOP, GRACE), 9).await?, std::slice::from_ref(&one));
        Ok::<_, subrosa_store::Error>(())
    })
    .await
    .expect("writes");
}

async fn filters_find_what_they_say(db: &Db) {
    with_a_shop(db).await;
    let all = vec![
        Ticket { assignee: Some(GRACE), labels: vec!["refund".to_owned()], ..ticket(1, TicketStatus::Open) },
        Ticket { assignee: Some(LINUS), priority: Priority::Urgent, ..ticket(2, TicketStatus::Open) },
        Ticket { waiting_since: Some(at(NOW - 30 * MINUTE)), ..ticket(3, TicketStatus::Open) },
        Ticket { labels: vec!["refund".to_owned(), "late".to_owned()], ..ticket(4, TicketStatus::Pending) },
        Ticket { opened_at: at(NOW - 5 * MINUTE), ..ticket(5, TicketStatus::Snoozed) },
        ticket(6, TicketStatus::Resolved),
    ];
    keep(db, all).await;
    db.write(async |tx| {
        brand_members::insert(tx, SHOP, LINUS, Role::Bot, (at(3), Some(at(3)))).await?;
        let customer = |id| (SHOP, ConversationId::new(id));
        contact_values::save_many(tx, customer(1), &[("tier", "gold")], at(1)).await?;
        contact_values::save_many(tx, customer(2), &[("tier", "silver")], at(1)).await?;
        let order = (ConversationId::new(3), OrderId::new(7), at(1));
        contact_orders::link_verified(tx, SHOP, order).await?;
        Ok::<_, subrosa_store::Error>(())
    })
    .await
    .expect("writes");
    for (text, ids) in [
        (r#"{"all":[]}"#, &[1, 2, 3, 4, 5, 6][..]),
        (r#"{"any":[]}"#, &[]),
        (r#"{"status":["open"]}"#, &[1, 2, 3]),
        (r#"{"status":["resolved","pending"]}"#, &[4, 6]),
        (r#"{"not":{"status":["open"]}}"#, &[4, 5, 6]),
        (r#"{"assignee":"me"}"#, &[1]),
        (r#"{"assignee":"bot"}"#, &[2]),
        (r#"{"assignee":"nobody"}"#, &[3, 4, 5, 6]),
        (r#"{"not":{"assignee":"bot"}}"#, &[1, 3, 4, 5, 6]),
        (r#"{"label":"refund"}"#, &[1, 4]),
        (r#"{"not":{"label":"refund"}}"#, &[2, 3, 5, 6]),
        (r#"{"priority":["urgent","low"]}"#, &[2]),
        (r#"{"waiting_minutes":30}"#, &[3]),
        (r#"{"waiting_minutes":31}"#, &[]),
        (r#"{"not":{"waiting_minutes":30}}"#, &[1, 2, 4, 5, 6]),
        (r#"{"opened_within_minutes":10}"#, &[5]),
        (r#"{"active_within_minutes":2}"#, &[1, 2]),
        (r#"{"attribute":{"name":"tier"}}"#, &[1, 2]),
        (r#"{"attribute":{"name":"tier","value":"gold"}}"#, &[1]),
        (r#"{"not":{"attribute":{"name":"tier","value":"gold"}}}"#, &[2, 3, 4, 5, 6]),
        (r#"{"has_order":true}"#, &[3]),
        (r#"{"has_order":false}"#, &[1, 2, 4, 5, 6]),
        (r#"{"all":[{"status":["open"]},{"any":[{"label":"refund"},{"priority":["urgent"]}]}]}"#, &[1, 2]),
        (r#"{"all":[{"any":[{"label":"late"},{"waiting_minutes":5}]},{"not":{"assignee":"me"}}]}"#, &[3, 4]),
        // What people write is a value, whatever it looks like.
        (r#"{"label":"x' OR '1'='1"}"#, &[]),
    ] {
        assert_eq!(found(db, text).await, ids, "{text}");
    }
    let member = format!(r#"{{"assignee":{{"member":"{LINUS}"}}}}"#);
    assert_eq!(found(db, &member).await, [2]);
    let filters = [read(r#"{"status":["open"]}"#), read(r#"{"any":[]}"#), read(r#"{"status":["resolved"]}"#)];
    let counts = db.read(async move |tx| {
        let filters: Vec<&Filter> = filters.iter().collect();
        filter::count_many(tx, ASKING, &filters).await
    });
    assert_eq!(counts.await.expect("reads"), [3, 0, 1]);
    let none = db.read(async |tx| filter::count_many(tx, ASKING, &[]).await);
    assert_eq!(none.await.expect("reads"), [0_i64; 0]);
}

async fn pages_follow_one_another_whatever_the_statuses(db: &Db) {
    with_a_shop(db).await;
    let statuses = [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Snoozed];
    let all: Vec<Ticket> = (1..=9).map(|id| ticket(id, statuses[usize::try_from(id % 3).unwrap_or(0)])).collect();
    keep(db, all).await;
    let filter = read(r#"{"not":{"status":["pending"]}}"#);
    for (order, expected) in [(TicketOrder::Newest, [2, 3, 5, 6, 8, 9]), (TicketOrder::Oldest, [9, 8, 6, 5, 3, 2])] {
        let mut seen = Vec::new();
        let mut behind = if order == TicketOrder::Newest { FIRST } else { (at(0), TicketId::new(0)) };
        loop {
            let asked = filter.clone();
            let page = db.read(async move |tx| filter::page(tx, ASKING, (&asked, order), behind, 2).await);
            let page = page.await.expect("reads");
            let Some(last) = page.last() else { break };
            behind = (last.activity, last.ticket.id);
            seen.extend(page.iter().map(|listed| listed.ticket.id.number()));
        }
        assert_eq!(seen, expected);
    }
}

async fn what_is_long_resolved_or_went_on_is_in_no_view(db: &Db) {
    with_a_shop(db).await;
    let days = |count: i64| count * 24 * 60;
    let went_on = ticket(3, TicketStatus::Resolved);
    keep(db, vec![ticket(days(89), TicketStatus::Resolved), ticket(days(91), TicketStatus::Resolved)]).await;
    keep(db, vec![went_on]).await;
    db.write(async |tx| {
        let newer = ticket(4, TicketStatus::Open);
        let conversation = ConversationId::new(3);
        let saved = Saved { brand: SHOP, conversation, ticket: &newer, activity: at(NOW), stirred_at: at(NOW) };
        tickets::save_many(tx, &[saved]).await?;
        let thread = Thread { epoch: 1, journal: 1, ticket: Some(newer.clone()), ..Thread::default() };
        threads::update_many(tx, &[(conversation, &thread)]).await
    })
    .await
    .expect("writes");
    assert_eq!(found(db, r#"{"status":["resolved"]}"#).await, [days(89)]);
    assert_eq!(found(db, r#"{"all":[]}"#).await, [4, days(89)]);
}
