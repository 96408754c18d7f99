//! What reports read: sums in buckets, facts, business hours.

use subrosa_proto::hours::BusinessHours;
use subrosa_proto::report::Figure;
use subrosa_proto::ticket::{Priority, Ticket, TicketStatus};
use subrosa_proto::{AccountId, TeamId, TicketId, Timestamp};
use subrosa_store::report_facts::{Many, NewFact};
use subrosa_store::report_sums::{InBucket, Quarter, Summed, Tally};
use subrosa_store::tickets::Saved;
use subrosa_store::{Db, Error, brand_hours, jobs, report_facts, report_sums, threads, tickets};

use crate::people::{ADA, GRACE, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    sums_add_up,
    facts_are_found_by_time_label_and_member,
    hours_are_those_that_were_set_last,
    a_conversation_is_counted_once,
);

fn tally(bucket: i64, subject: &str, bin: i64, count: i64, total: i64) -> Tally {
    Tally { measure: 3, grain: 1, bucket, subject: subject.to_owned(), bin, count, total }
}

async fn sums_add_up(db: &Db) {
    with_a_shop(db).await;
    let quarter =
        |quarter, received, resolved| Quarter { quarter, received, resolved, sent: 1, opened: 2, reopened: 3 };
    db.write(async move |tx| {
        report_sums::add_quarters(tx, &[(SHOP, quarter(7, 1, 0)), (SHOP, quarter(9, 5, 5)), (ADA, quarter(7, 9, 9))])
            .await?;
        report_sums::add_quarters(tx, &[(SHOP, quarter(7, 2, 1))]).await?;
        let found = report_sums::quarters(tx, SHOP, 7, 9).await?;
        assert_eq!(found, [Quarter { quarter: 7, received: 3, sent: 2, opened: 4, reopened: 6, resolved: 1 }]);
        assert_eq!(report_sums::quarters(tx, SHOP, 8, 10).await?.len(), 1);

        let more = [tally(7, "", 4, 1, 10), tally(8, "", 4, 2, 30), tally(8, "", 5, 1, 1), tally(9, "", 4, 7, 7)];
        report_sums::add_tallies(tx, &more.map(|one| (SHOP, one))).await?;
        report_sums::add_tallies(tx, &[(SHOP, tally(7, "", 4, 1, 5)), (SHOP, tally(7, "late", 4, -1, 0))]).await?;
        report_sums::add_tallies(tx, &[(ADA, tally(7, "", 4, 90, 90))]).await?;
        let mut sums = report_sums::sum(tx, (SHOP, 3, 1), 7, 9).await?;
        sums.sort_by(|one, other| (&one.subject, one.bin).cmp(&(&other.subject, other.bin)));
        let summed = |subject: &str, bin, count, total| Summed { subject: subject.to_owned(), bin, count, total };
        assert_eq!(sums, [summed("", 4, 4, 45), summed("", 5, 1, 1), summed("late", 4, -1, 0)]);
        assert_eq!(report_sums::sum(tx, (SHOP, 3, 2), 0, 99).await?, []);
        assert_eq!(report_sums::sum(tx, (SHOP, 2, 1), 0, 99).await?, []);

        let in_bucket = |bucket, bin, count| InBucket { bucket, bin, count };
        let by_bucket = report_sums::by_bucket(tx, (SHOP, 3, 1), (7, 9)).await?;
        assert_eq!(by_bucket, [in_bucket(7, 4, 1), in_bucket(8, 4, 2), in_bucket(8, 5, 1)]);
        assert_eq!(report_sums::by_bucket(tx, (SHOP, 3, 2), (0, 99)).await?, []);

        let first = report_sums::page(tx, SHOP, &tally(0, "", 0, 0, 0), 2).await?;
        assert_eq!(first, [tally(7, "", 4, 2, 15), tally(7, "late", 4, -1, 0)]);
        assert_eq!(report_sums::page(tx, SHOP, &first[1], 9).await?.len(), 3);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

fn ticket(id: i64) -> Ticket {
    Ticket {
        id: TicketId::new(id),
        ordinal: id,
        status: TicketStatus::Open,
        snoozed_until: None,
        assignee: None,
        priority: Priority::Normal,
        labels: Vec::new(),
        opened_at: at(id),
        opened_seq: 1,
        waiting_since: None,
        team: None,
        queued_at: None,
        quiet_since: None,
        first_response_at: None,
        resolved_at: None,
        promise: None,
    }
}

async fn facts_are_found_by_time_label_and_member(db: &Db) {
    with_a_shop(db).await;
    let fact = |id: i64, label, member| NewFact {
        brand: SHOP,
        figure: Figure::Resolved,
        label,
        at: at(10 * id),
        id,
        ticket: TicketId::new(1 + id % 2),
        member,
        took: id,
    };
    let ids = |found: Vec<report_facts::Found>| found.iter().map(|one| one.id).collect::<Vec<_>>();
    db.write(async move |tx| {
        for id in [1, 2] {
            let ticket = ticket(id);
            let saved =
                Saved { brand: SHOP, conversation: ORDER, ticket: &ticket, activity: at(id), stirred_at: at(id) };
            tickets::save_many(tx, &[saved]).await?;
        }
        let all = [fact(1, "", Some(GRACE)), fact(2, "", None), fact(2, "late", None), fact(3, "", Some(GRACE))];
        report_facts::insert_many(tx, &all).await?;
        report_facts::insert_many(tx, &[NewFact { figure: Figure::Opened, ..fact(4, "", None) }]).await?;

        let which = (SHOP, Figure::Resolved, "");
        let ever: (Timestamp, (Timestamp, i64)) = (at(0), (at(1_000), 0));
        let found = report_facts::newest(tx, which, ever, 9).await?;
        assert_eq!((found[0].id, found[0].at, found[0].took), (3, at(30), 3));
        assert_eq!((found[0].member, found[1].member, found[0].conversation), (Some(GRACE), None, ORDER));
        assert_eq!(found[0].ticket.id, TicketId::new(2));
        assert_eq!(ids(found), [3, 2, 1]);
        assert_eq!(ids(report_facts::newest(tx, which, (at(20), (at(30), 3)), 9).await?), [2]);
        assert_eq!(ids(report_facts::newest(tx, which, ever, 1).await?), [3]);
        assert_eq!(ids(report_facts::newest(tx, (SHOP, Figure::Resolved, "late"), ever, 9).await?), [2]);
        assert_eq!(ids(report_facts::newest(tx, (ADA, Figure::Resolved, ""), ever, 9).await?), [0_i64; 0]);
        let times = report_facts::newest_times(tx, which, at(20), 9).await?;
        assert_eq!(times, [(TeamId::new(0), 3), (TeamId::new(0), 2)]);
        assert_eq!(report_facts::newest_times(tx, which, at(0), 1).await?, [(TeamId::new(0), 3)]);
        assert_eq!(ids(report_facts::newest_of(tx, which, GRACE, ever, 9).await?), [3, 1]);
        assert_eq!(ids(report_facts::newest_of(tx, which, AccountId::new(5), ever, 9).await?), [0_i64; 0]);

        let mut counts = report_facts::count(tx, SHOP).await?;
        counts.sort_by(|one, other| (one.figure, &one.label).cmp(&(other.figure, &other.label)));
        let many = |figure, label: &str, count, took| Many { figure, label: label.to_owned(), count, took };
        let resolved = Figure::Resolved;
        assert_eq!(counts, [many(Figure::Opened, "", 1, 4), many(resolved, "", 3, 6), many(resolved, "late", 1, 2)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn hours_are_those_that_were_set_last(db: &Db) {
    with_a_shop(db).await;
    let berlin = BusinessHours { zone: "Europe/Berlin".to_owned(), ..BusinessHours::default() };
    db.write(async move |tx| {
        assert_eq!(brand_hours::find(tx, SHOP).await?, BusinessHours::default());
        brand_hours::save(tx, SHOP, &BusinessHours::default()).await?;
        brand_hours::save(tx, SHOP, &berlin).await?;
        assert_eq!(brand_hours::find(tx, SHOP).await?, berlin);
        assert_eq!(brand_hours::find(tx, ADA).await?, BusinessHours::default());
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_conversation_is_counted_once(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let kept = threads::find_kept(tx, &[TALK, ORDER]).await?;
        assert_eq!(kept[0], None, "between people there is nothing to count");
        assert!(kept[1].as_ref().is_some_and(|kept| kept.is_counted), "a new one is counted from its beginning");
        threads::set_counted(tx, ORDER).await?;
        assert!(threads::find_kept(tx, &[ORDER]).await?[0].as_ref().is_some_and(|kept| kept.is_counted));

        jobs::insert(tx, SHOP.number(), "count_reports", SHOP).await?;
        assert_eq!(jobs::find(tx, SHOP.number()).await?.map(|job| job.kind).as_deref(), Some("count_reports"));
        assert_eq!(jobs::find(tx, ADA.number()).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
