//! What customers are asked, and how brands ask.

use subrosa_proto::TicketId;
use subrosa_proto::survey::SurveySettings;
use subrosa_proto::ticket::{Priority, Ticket, TicketStatus};
use subrosa_store::surveys::{Asked, Planned};
use subrosa_store::tickets::Saved;
use subrosa_store::{Db, Error, brand_surveys, brands, surveys, threads, tickets};

use crate::people::{ADA, GRACE, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    a_ticket_is_asked_about_once,
    answers_belong_to_their_questions,
    nobody_is_asked_after_a_brand_stops,
    settings_are_those_that_were_set_last,
);

const FIRST: TicketId = TicketId::new(1);
const SECOND: TicketId = TicketId::new(2);

fn planned(ticket: TicketId, due: i64) -> Planned {
    Planned { ticket, brand: SHOP, conversation: ORDER, member: Some(GRACE), due_at: at(due) }
}

async fn with_tickets(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        for id in [FIRST, SECOND] {
            let ticket = Ticket {
                id,
                ordinal: 10 + id.number(),
                status: TicketStatus::Resolved,
                snoozed_until: None,
                assignee: None,
                priority: Priority::Normal,
                labels: Vec::new(),
                opened_at: at(1),
                opened_seq: 1,
                waiting_since: None,
                team: None,
                queued_at: None,
                quiet_since: None,
                first_response_at: None,
                resolved_at: Some(at(2)),
                promise: None,
            };
            tickets::save_many(
                tx,
                &[Saved { brand: SHOP, conversation: ORDER, ticket: &ticket, activity: at(1), stirred_at: at(1) }],
            )
            .await?;
        }
        Ok::<_, Error>(())
    })
    .await
    .expect("tickets");
}

async fn a_ticket_is_asked_about_once(db: &Db) {
    with_tickets(db).await;
    db.write(async |tx| {
        let nobodys = Planned { member: None, ..planned(SECOND, 60) };
        surveys::plan_many(tx, &[planned(FIRST, 50), nobodys]).await?;
        assert_eq!(surveys::due(tx, at(49), 9).await?, []);
        assert_eq!(surveys::due(tx, at(99), 9).await?, [(FIRST, ORDER, SHOP), (SECOND, ORDER, SHOP)]);
        assert_eq!(surveys::due(tx, at(99), 1).await?.len(), 1);
        assert_eq!(surveys::find_due(tx, FIRST, at(49)).await?, None);
        assert_eq!(surveys::find_due(tx, FIRST, at(50)).await?, Some(Some(GRACE)));
        assert_eq!(surveys::find_due(tx, SECOND, at(60)).await?, Some(None));
        // Resolved once more before its time.
        surveys::plan_many(tx, &[planned(FIRST, 70)]).await?;
        assert_eq!(surveys::find_due(tx, FIRST, at(50)).await?, None);
        assert_eq!(surveys::last_asked(tx, ORDER).await?, None);
        surveys::ask(tx, FIRST, at(70), 7).await?;
        assert_eq!(surveys::last_asked(tx, ORDER).await?, Some(at(70)));
        assert_eq!(surveys::last_asked(tx, TALK).await?, None);
        surveys::plan_many(tx, &[planned(FIRST, 80)]).await?;
        surveys::drop_due(tx, SECOND).await?;
        assert_eq!(surveys::due(tx, at(99), 9).await?, []);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn answers_belong_to_their_questions(db: &Db) {
    with_tickets(db).await;
    db.write(async |tx| {
        surveys::plan_many(tx, &[planned(FIRST, 50), planned(SECOND, 60)]).await?;
        assert_eq!(surveys::newest_asked(tx, ORDER).await?, None);
        surveys::ask(tx, FIRST, at(50), 7).await?;
        surveys::ask(tx, SECOND, at(60), 9).await?;
        let first = Asked { ticket: FIRST, ordinal: 11, member: Some(GRACE), score: None };
        assert_eq!(surveys::find_asked(tx, ORDER, 7).await?, Some(first));
        assert_eq!(surveys::find_asked(tx, ORDER, 8).await?, None);
        assert_eq!(surveys::find_asked(tx, TALK, 7).await?, None);
        surveys::answer(tx, FIRST, 4, at(70)).await?;
        surveys::remark(tx, FIRST, 12).await?;
        assert_eq!(surveys::find_asked(tx, ORDER, 7).await?, Some(Asked { score: Some(4), ..first }));
        let second = Asked { ticket: SECOND, ordinal: 12, ..first };
        assert_eq!(surveys::newest_asked(tx, ORDER).await?, Some(second));

        let until = async |tx: &mut subrosa_store::Tx<'_>| {
            let kept = threads::find_kept(tx, &[ORDER]).await?;
            Ok::<_, Error>(kept[0].as_ref().and_then(|kept| kept.remark_until))
        };
        assert_eq!(until(tx).await?, None);
        threads::set_remark_until(tx, ORDER, Some(at(5))).await?;
        assert_eq!(until(tx).await?, Some(at(5)));
        threads::set_remark_until(tx, ORDER, None).await?;
        assert_eq!(until(tx).await?, None);
        threads::set_wait_told(tx, &[ORDER], at(6)).await?;
        let kept = threads::find_kept(tx, &[ORDER]).await?;
        assert_eq!(kept[0].as_ref().map(|kept| (kept.wait_told_at, kept.remark_until)), Some((Some(at(6)), None)));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn nobody_is_asked_after_a_brand_stops(db: &Db) {
    with_tickets(db).await;
    db.write(async |tx| {
        let elsewhere = Planned { brand: ADA, ..planned(SECOND, 60) };
        surveys::plan_many(tx, &[planned(FIRST, 50), elsewhere]).await?;
        surveys::drop_all(tx, SHOP).await?;
        assert_eq!(surveys::due(tx, at(99), 9).await?, [(SECOND, ORDER, ADA)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn settings_are_those_that_were_set_last(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let delay = async |tx: &mut subrosa_store::Tx<'_>| {
            let rules = brands::rules_of(tx, &[SHOP]).await?;
            Ok::<_, Error>(rules[0].and_then(|rules| rules.survey_delay))
        };
        assert_eq!(brand_surveys::find(tx, SHOP).await?, SurveySettings::default());
        assert_eq!(delay(tx).await?, None);
        let on = SurveySettings { is_on: true, delay_minutes: 3, ..SurveySettings::default() };
        brand_surveys::save(tx, SHOP, &SurveySettings::default()).await?;
        brand_surveys::save(tx, SHOP, &on).await?;
        assert_eq!(brand_surveys::find(tx, SHOP).await?, on);
        assert_eq!(delay(tx).await?, Some(180));
        brand_surveys::save(tx, SHOP, &SurveySettings { is_on: false, ..on }).await?;
        assert_eq!(delay(tx).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
