//! Journeys of campaigns: set out once, taken on from where they were read, and counted.

use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::{CampaignId, ConversationId};
use subrosa_store::campaign_answers;
use subrosa_store::campaign_deliveries::{self, Delivery, FIRST_DUE, FIRST_OUTCOME, Key, Outcome, Planned, Settled};
use subrosa_store::campaign_journeys::{self, Becomes, Begun, Got, Journey, Stands};
use subrosa_store::{Db, Error, Tx, campaign_follows};

use crate::campaigns::{planned, settled};
use crate::people::{ADA, ORDER, TALK, at, with_a_shop};

crate::on_both!(
    a_journey_is_begun_once_and_taken_on_from_where_it_was_read,
    a_journeys_messages_are_deliveries_that_count_for_themselves,
);

const ID: CampaignId = CampaignId::new(1);

const fn key(contact: ConversationId, occurrence: i64) -> Key {
    Key { campaign: ID, contact, occurrence }
}

/// Two get the campaign's own message, at 5 and 6.
async fn told(tx: &mut Tx<'_>) -> Result<(), Error> {
    campaign_deliveries::insert_many(tx, ID, &[planned(ORDER, 2, 1), planned(TALK, 1, 1)]).await?;
    let all = [settled(1, ORDER, Delivery::Sent, 5), settled(1, TALK, Delivery::Sent, 6)];
    campaign_deliveries::settle_many(tx, &all).await?;
    let begun = |contact, moment| Begun { delivery: key(contact, 0), at: at(moment), seq: moment };
    campaign_journeys::begin_many(tx, &[begun(ORDER, 5), begun(TALK, 6)]).await
}

async fn a_journey_is_begun_once_and_taken_on_from_where_it_was_read(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        told(tx).await?;
        let again = Begun { delivery: key(ORDER, 1), at: at(9), seq: 9 };
        campaign_journeys::begin_many(tx, &[again]).await?;
        let both = [(ID, ORDER), (ID, TALK), (CampaignId::new(2), ORDER)];
        assert_eq!(campaign_journeys::are_under_way(tx, &both).await?, [true, true, false]);
        assert_eq!(campaign_journeys::due(tx, ID, at(4), 9).await?, []);
        assert_eq!(campaign_journeys::next_due(tx, ID).await?, Some(at(5)));
        let first = Journey {
            contact: ORDER,
            began: 0,
            began_at: at(5),
            seq: 5,
            step: 0,
            session: None,
            last: 0,
            due_at: at(5),
        };
        assert_eq!(
            campaign_journeys::due(tx, ID, at(9), 1).await?,
            std::slice::from_ref(&first),
            "not begun again while under way"
        );
        assert_eq!(campaign_journeys::due(tx, ID, at(9), 9).await?.len(), 2);

        let waits = Becomes { stands: Stands::UnderWay, session: Some(vec![1]), last: 0, due_at: Some(at(50)) };
        assert!(campaign_journeys::step(tx, ID, &first, &waits).await?);
        assert!(!campaign_journeys::step(tx, ID, &first, &waits).await?, "it has come further");
        campaign_journeys::go_on_many(tx, &[key(ORDER, 0)], at(20)).await?;
        let second = campaign_journeys::due(tx, ID, at(50), 9).await?.pop().expect("a journey");
        assert_eq!((second.contact, second.step, second.due_at), (ORDER, 1, at(50)), "it waits for a moment");
        assert_eq!(second.session.as_deref(), Some(&[1][..]));
        let moved = Journey { due_at: at(49), ..second.clone() };
        assert!(!campaign_journeys::step(tx, ID, &moved, &waits).await?, "another has said otherwise");
        let asks = Becomes { last: 1, due_at: None, ..waits.clone() };
        assert!(campaign_journeys::step(tx, ID, &second, &asks).await?);
        assert_eq!(campaign_journeys::next_due(tx, ID).await?, Some(at(6)), "the other's");
        campaign_journeys::go_on_many(tx, &[key(ORDER, 0), key(TALK, 1)], at(60)).await?;
        assert_eq!(campaign_journeys::due(tx, ID, at(99), 9).await?.len(), 1, "nobody waits for these");
        campaign_journeys::go_on_many(tx, &[key(ORDER, 1)], at(60)).await?;
        let third = campaign_journeys::due(tx, ID, at(60), 9).await?.pop().expect("a journey");
        assert_eq!((third.contact, third.last, third.step), (ORDER, 1, 2));
        let asked = [(ORDER, 1), (ORDER, 0), (TALK, 0)];
        let began = campaign_journeys::began(tx, ID, &asked).await?;
        assert_eq!(began, [Some((at(5), 5)), None, Some((at(6), 6))]);
        let over = Becomes { stands: Stands::GoalReached, session: None, last: 1, due_at: None };
        assert!(campaign_journeys::step(tx, ID, &third, &over).await?);
        assert!(!campaign_journeys::step(tx, ID, &third, &waits).await?);
        campaign_journeys::go_on_many(tx, &[key(ORDER, 1)], at(70)).await?;
        assert_eq!(campaign_journeys::due(tx, ID, at(99), 9).await?.len(), 1, "what is over stays so");
        assert_eq!(campaign_journeys::are_under_way(tx, &[(ID, ORDER)]).await?, [false]);
        campaign_journeys::begin_many(tx, &[again]).await?;
        let mut counts = campaign_journeys::counts(tx, ID).await?;
        counts.sort_unstable();
        assert_eq!(counts, [(Stands::UnderWay, 2), (Stands::GoalReached, 1)]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_journeys_messages_are_deliveries_that_count_for_themselves(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        told(tx).await?;
        let next = |contact| Planned { occurrence: 1, message: 3, ..planned(contact, 2, 10) };
        campaign_deliveries::insert_many(tx, ID, &[next(ORDER), next(TALK)]).await?;
        let due = campaign_deliveries::due(tx, ID, FIRST_DUE, at(10), 9).await?;
        assert_eq!(due.iter().map(|one| one.planned.message).collect::<Vec<_>>(), [3, 3]);
        assert_eq!(campaign_journeys::newest(tx, ID, &[ORDER, ConversationId::new(9)]).await?, [Some(1), None]);
        let newest = campaign_follows::newest_planned(tx, ID, &[ORDER]).await?;
        assert_eq!(newest, [Some((1, at(1)))], "the moment is that of the campaign's own message");
        let skipped = Settled { reason: Some(SkipReason::Capped), ..settled(1, TALK, Delivery::Skipped, 12) };
        let sent = settled(1, ORDER, Delivery::Sent, 11);
        let all = [sent, skipped].map(|one| Settled { occurrence: 1, ..one });
        campaign_deliveries::settle_many(tx, &all).await?;
        let asked = [(ORDER, 1), (TALK, 1), (TALK, 2)];
        let stand = campaign_journeys::deliveries(tx, ID, &asked).await?;
        assert_eq!(stand, [Some((Delivery::Sent, None)), Some((Delivery::Skipped, Some(SkipReason::Capped))), None]);

        let own: Vec<_> = campaign_deliveries::counts(tx, ID).await?;
        assert_eq!(own, [(Delivery::Sent, None, 2)]);
        let mut messages = campaign_journeys::message_counts(tx, ID).await?;
        messages.sort_unstable();
        assert_eq!(messages, [(3, Delivery::Sent, 1), (3, Delivery::Skipped, 1)]);
        assert_eq!(campaign_deliveries::last_settled(tx, ID).await?, Some(at(6)));
        assert_eq!(campaign_deliveries::last_said(tx, ID).await?, Some(at(11)));
        assert_eq!(campaign_deliveries::recent(tx, &[ADA], at(0)).await?[0].len(), 3, "caps count all of them");
        assert_eq!(campaign_deliveries::unopened(tx, (ID, ORDER)).await?, [(0, 5, 0), (1, 11, 3)]);

        // A link of each message counts for that.
        assert!(campaign_answers::click(tx, ((ID, 0), ORDER), 1, (at(13), at(12))).await?);
        let got = Got {
            account: ADA,
            variant: 2,
            seq: 11,
            seen_at: None,
            clicked_at: None,
            is_recalled: false,
            has_opted_out: false,
        };
        assert_eq!(campaign_journeys::got(tx, ID, &[(ORDER, 0), (ORDER, 2)]).await?, [Some(got), None]);
        assert!(campaign_answers::click(tx, ((ID, 3), ORDER), 2, (at(14), at(13))).await?);
        // And whoever wants no more wants no more of all.
        assert!(campaign_answers::opt_out(tx, (ID, ORDER), at(20)).await?);
        let found: Vec<Outcome> = campaign_deliveries::outcomes_of(tx, ORDER, &[ID]).await?.concat();
        let told = |one: &Outcome| (one.message, one.next_at, one.clicked_at, one.clicked_links, one.opted_out_at);
        assert_eq!(
            found.iter().map(told).collect::<Vec<_>>(),
            [(0, None, Some(at(13)), 1, Some(at(20))), (3, None, Some(at(14)), 2, Some(at(20)))],
            "the first time goes on"
        );
        let all = campaign_deliveries::outcomes_after(tx, ID, FIRST_OUTCOME, at(0), 9).await?;
        assert_eq!(all.into_iter().filter(|one| one.contact == ORDER).collect::<Vec<_>>(), found);
        campaign_deliveries::recall_many(tx, &[key(ORDER, 1)]).await?;
        let got = Got { clicked_at: Some(at(14)), is_recalled: true, has_opted_out: true, ..got };
        assert_eq!(campaign_journeys::got(tx, ID, &[(ORDER, 0)]).await?, [Some(got)]);

        // What was to follow does not.
        let later = Planned { occurrence: 2, message: 3, ..planned(ORDER, 2, 30) };
        campaign_deliveries::insert_many(tx, ID, &[later]).await?;
        campaign_journeys::end_many(tx, &[key(ORDER, 1)]).await?;
        let stand = campaign_journeys::deliveries(tx, ID, &[(ORDER, 1), (ORDER, 2)]).await?;
        assert_eq!(stand, [Some((Delivery::Recalled, None)), None]);
        let mut counts = campaign_journeys::counts(tx, ID).await?;
        counts.sort_unstable();
        assert_eq!(counts, [(Stands::UnderWay, 1), (Stands::Over, 1)], "the other's goes on");
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
