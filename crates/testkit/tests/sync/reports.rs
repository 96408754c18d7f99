//! What reports count, held against the logs and the tickets after any commands; and that the past is counted like the present.

use proptest::prelude::*;
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_messaging::Messaging;
use subrosa_proto::report::{ChannelFigures, Figure, Report, ReportRequest, ReportTicketsRequest};
use subrosa_testkit::stores::{Kind, TestStore};

use crate::{Run, Step, config, shop};

/// All days on which tests happen.
fn days() -> ReportRequest {
    ReportRequest { from: "2026-09-01".to_owned(), to: "2026-10-31".to_owned() }
}

async fn report(messaging: &Messaging, member: &Actor) -> Report {
    Engage::new(messaging.clone()).report(member, days()).await.expect("a report")
}

/// Every sum is what a recount of the logs gives, and what is not resolved is what the inbox has.
pub(crate) async fn check(messaging: &Messaging, member: &Actor) {
    let check = messaging.check_reports(&Actor::Operator, "shop").await.expect("a check");
    assert_eq!((check.wrong, check.uncounted), (0, 0), "{check:?}");
    let engage = Engage::new(messaging.clone());
    let counts = engage.count_tickets(member).await.expect("counts");
    let report = report(messaging, member).await;
    assert!(report.is_complete);
    assert_eq!(report.totals.backlog, counts.open + counts.pending + counts.snoozed);
    let labels = engage.label_report(member, days()).await.expect("a report").labels;
    assert!(labels.iter().all(|label| label.resolved <= report.totals.resolved));
    let members = engage.member_report(member, days()).await.expect("a report").members;
    let by_members = |of: fn(&subrosa_proto::report::MemberFigures) -> i64| members.iter().map(of).sum::<i64>();
    assert_eq!(by_members(|member| member.sent), report.totals.sent);
    let request = ReportTicketsRequest {
        from: days().from,
        to: days().to,
        figure: Figure::Resolved,
        member: None,
        label: None,
        policy: None,
        channel: None,
        weekday: None,
        hour: None,
        after: None,
        limit: Some(100),
    };
    let resolved = engage.report_tickets(member, request).await.expect("tickets").tickets;
    let by_nobody = resolved.iter().filter(|one| one.member.is_none()).count();
    if report.totals.resolved <= 100 {
        let by_nobody = i64::try_from(by_nobody).expect("few");
        assert_eq!(by_members(|member| member.resolved) + by_nobody, report.totals.resolved);
    }
    assert_eq!(by_members(|member| member.first_responses), report.totals.first_response.count);
    assert_eq!(by_members(|member| member.next_responses), report.totals.next_response.count);
    assert_eq!(report.totals.resolution.count, report.totals.resolved);
    let week = |hours: &Vec<Vec<i64>>| hours.iter().flatten().sum::<i64>();
    let (totals, hours) = (&report.totals, &report.ticket_hours);
    assert_eq!(week(&report.hours), totals.received);
    assert_eq!(
        [&hours.opened, &hours.reopened, &hours.resolved, &hours.first_response, &hours.next_response].map(week),
        [totals.opened, totals.reopened, totals.resolved, totals.first_response.count, totals.next_response.count,]
    );
    let by_channel = |of: fn(&ChannelFigures) -> i64| report.channels.iter().map(of).sum::<i64>();
    assert_eq!(by_channel(|one| one.received), totals.received);
    assert_eq!(by_channel(|one| one.sent), totals.sent);
    assert_eq!(by_channel(|one| one.opened), totals.opened);
    assert_eq!(by_channel(|one| one.resolved), totals.resolved);
    let satisfaction = &report.totals.satisfaction;
    let answered: i64 = satisfaction.scores.iter().sum();
    assert!(answered <= satisfaction.asked && satisfaction.asked <= report.totals.resolved, "{satisfaction:?}");
}

/// What an older version leaves behind: logs, and nothing counted.
const FORGET: &str = include_str!("forget.sql");

async fn forget(store: &TestStore) {
    match (store.database(), store.server()) {
        (Some(path), _) => {
            let connection = rusqlite::Connection::open(path).expect("opens");
            connection.busy_timeout(std::time::Duration::from_secs(10)).expect("waits");
            connection.execute_batch(FORGET).expect("forgets");
        }
        (None, Some(server)) => {
            let (client, connection) =
                tokio_postgres::connect(&server.url(), tokio_postgres::NoTls).await.expect("connects");
            tokio::spawn(connection);
            client.batch_execute(FORGET).await.expect("forgets");
        }
        (None, None) => unreachable!("a store is on one of both"),
    }
}

fn past_is_counted(kind: Kind, steps: Vec<shop::Step>, later: Vec<shop::Step>) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut run = Run::new(kind).await;
        for step in steps {
            run.take(Step::Shop(step)).await;
        }
        let (messaging, member) = (run.world.messaging.clone(), run.people[3]);
        messaging.finish_jobs().await.expect("jobs finish");
        let before = report(&messaging, &member).await;
        forget(&run.world.store).await;
        let forgotten = report(&messaging, &member).await;
        assert!(!forgotten.is_complete);
        assert_eq!((forgotten.totals.received, forgotten.totals.backlog), (0, 0));
        messaging.finish_jobs().await.expect("jobs finish");
        assert_eq!(report(&messaging, &member).await, before);
        check(&messaging, &member).await;

        // Also when more happens before the past is counted, and while it is.
        forget(&run.world.store).await;
        let mut later = later.into_iter();
        for step in later.by_ref().take(5) {
            run.take(Step::Shop(step)).await;
        }
        let counting = tokio::spawn({
            let messaging = messaging.clone();
            async move { messaging.finish_jobs().await.expect("jobs finish") }
        });
        for step in later {
            run.take(Step::Shop(step)).await;
        }
        counting.await.expect("counts");
        messaging.wake_due_tickets().await.expect("looks");
        messaging.close_due_tickets().await.expect("looks");
        messaging.ask_due_customers().await.expect("looks");
        check(&messaging, &member).await;
    });
}

fn steps() -> impl Strategy<Value = Vec<shop::Step>> {
    proptest::collection::vec(shop::step(), 1..40)
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn the_past_is_counted_from_the_logs(first in steps(), later in steps()) {
        past_is_counted(Kind::Sqlite, first, later);
    }
}

proptest! {
    #![proptest_config(config(4))]

    #[test]
    fn the_past_is_counted_from_the_logs_on_postgres(first in steps(), later in steps()) {
        past_is_counted(Kind::Postgres, first, later);
    }
}
