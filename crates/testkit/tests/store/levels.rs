//! What brands promise, and the clocks of tickets: kept, listed by what is due, and found when they ring.

use subrosa_proto::level::{LevelClock, LevelHours, LevelPolicy, LevelTarget, LevelTime, Promise, ServiceLevels};
use subrosa_proto::ticket::{Ticket, TicketStatus};
use subrosa_proto::{ConversationId, TicketId, Timestamp};
use subrosa_store::{Db, Error, Tx, brand_hours, brand_levels, brands, tickets};

use crate::people::{ADA, GRACE, SHOP, with_a_shop};
use crate::tickets::{LAST, ids, keep, ticket};

crate::on_both!(what_a_brand_promises_is_kept, what_is_promised_is_listed_by_when_it_is_due);

fn levels() -> ServiceLevels {
    let policy = LevelPolicy {
        name: "Ünï".to_owned(),
        priorities: Vec::new(),
        labels: vec!["very late".to_owned()],
        first_response: Some(LevelTime { minutes: 30, hours: LevelHours::Business }),
        next_response: None,
        resolution: None,
        pauses: true,
    };
    ServiceLevels { policies: vec![policy], warning_percent: 40 }
}

async fn has_levels(tx: &mut Tx<'_>) -> Result<Option<bool>, Error> {
    Ok(brands::rules_of(tx, &[SHOP]).await?[0].map(|rules| rules.has_levels))
}

async fn what_a_brand_promises_is_kept(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert_eq!(brand_levels::find(tx, SHOP).await?, ServiceLevels::default());
        assert_eq!(has_levels(tx).await?, Some(false));
        brand_levels::save(tx, SHOP, &levels()).await?;
        assert_eq!(brand_levels::find(tx, SHOP).await?, levels());
        assert_eq!(brand_levels::find_many(tx, &[ADA, SHOP]).await?, [ServiceLevels::default(), levels()]);
        assert_eq!(has_levels(tx).await?, Some(true));
        brand_levels::save(tx, SHOP, &ServiceLevels::default()).await?;
        assert_eq!(has_levels(tx).await?, Some(false));
        let hours = subrosa_proto::hours::BusinessHours { zone: "Asia/Kathmandu".to_owned(), ..Default::default() };
        brand_hours::save(tx, SHOP, &hours).await?;
        assert_eq!(brand_hours::find_many(tx, &[ADA, SHOP]).await?, [Default::default(), hours]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

/// A millisecond, as what is promised is kept in.
fn milliseconds(number: i64) -> Timestamp {
    Timestamp::from_milliseconds(number)
}

fn promised(id: i64, due: Option<i64>, is_warned: bool) -> Ticket {
    let clock = LevelClock {
        target: LevelTarget::FirstResponse,
        hours: LevelHours::Always,
        minutes: 30,
        since: milliseconds(1),
        left: 30,
        warns_at: due.map(|due| milliseconds(due - 10)),
        due_at: due.map(milliseconds),
        is_warned,
        is_breached: false,
    };
    let promise = Some(Promise { policy: "Ünï".to_owned(), clocks: vec![clock] });
    Ticket { promise, ..ticket(id, TicketStatus::Open) }
}

async fn what_is_promised_is_listed_by_when_it_is_due(db: &Db) {
    with_a_shop(db).await;
    let mine = Ticket { assignee: Some(GRACE), ..promised(4, Some(40), true) };
    let all = vec![
        promised(1, Some(51), false),
        promised(2, None, false),
        ticket(3, TicketStatus::Open),
        mine.clone(),
        promised(5, Some(40), false),
    ];
    keep(db, all).await;
    let open = (SHOP, TicketStatus::Open);
    db.read(async move |tx| {
        let listed = tickets::nearest_due(tx, open, LAST, 9).await?;
        assert_eq!(ids(&listed), [4, 5, 1]);
        assert_eq!(listed[0].ticket, mine);
        assert_eq!(ids(&tickets::nearest_due(tx, open, (milliseconds(40), TicketId::new(4)), 1).await?), [5]);
        assert_eq!(ids(&tickets::nearest_due_of(tx, open, Some(GRACE), LAST, 9).await?), [4]);
        assert_eq!(ids(&tickets::nearest_due_of(tx, open, None, LAST, 9).await?), [5, 1]);
        assert_eq!(tickets::count_due(tx, SHOP, TicketStatus::Open, 2).await?, 2);
        assert_eq!(tickets::count_due(tx, SHOP, TicketStatus::Pending, 9).await?, 0);
        // The one is to be warned, the other is due.
        let conversation = ConversationId::new;
        assert_eq!(tickets::ringing(tx, milliseconds(29), 9).await?, []);
        assert_eq!(tickets::ringing(tx, milliseconds(39), 9).await?, [conversation(5)]);
        assert_eq!(tickets::ringing(tx, milliseconds(40), 9).await?, [conversation(5), conversation(4)]);
        assert_eq!(tickets::ringing(tx, milliseconds(41), 2).await?, [conversation(5), conversation(4)]);
        assert_eq!(tickets::ringing(tx, milliseconds(41), 9).await?.len(), 3);
        Ok::<_, Error>(())
    })
    .await
    .expect("reads");
    // Once the clock rests nothing is due.
    keep(db, vec![promised(1, None, false)]).await;
    let listed = db.read(async |tx| tickets::nearest_due(tx, (SHOP, TicketStatus::Open), LAST, 9).await).await;
    assert_eq!(ids(&listed.expect("reads")), [4, 5]);
}
