//! Campaigns that are sent again and again.

use subrosa_proto::campaign::{Campaign, CampaignState};
use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::saved_segment::SegmentKind;
use subrosa_proto::{CampaignId, ConversationId, SegmentId};
use subrosa_store::campaign_answers;
use subrosa_store::campaign_deliveries::{self, Delivery, FIRST_DUE, FIRST_OUTCOME, Key, Planned, Settled};
use subrosa_store::campaign_follows::{self, Occurrence};
use subrosa_store::campaigns::{self, ALL_PLANNED, Kept};
use subrosa_store::custom_events::{self, Numbered, Tracked};
use subrosa_store::segment_contacts::{self, Moved};
use subrosa_store::{Db, Error, Tx, segments};

use crate::campaigns::{campaign, planned, settled};
use crate::people::{ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    a_place_is_kept_and_what_moves_wakes,
    times_follow_one_another,
    a_contact_is_told_several_times,
    events_are_read_by_contact,
);

async fn running(tx: &mut Tx<'_>, id: i64) -> Result<CampaignId, Error> {
    let campaign = campaign(id);
    campaigns::insert(tx, SHOP, &campaign).await?;
    let kept = campaigns::find(tx, (SHOP, campaign.id)).await?.expect("it is kept");
    let runs = Campaign { state: CampaignState::Running, started_at: Some(at(1)), ..campaign };
    campaigns::set_state(tx, &Kept { campaign: runs, ..kept }, Some(at(1_000))).await?;
    Ok(CampaignId::new(id))
}

fn told(number: i64, contact: ConversationId, name: &str, moment: i64) -> Tracked {
    let properties = serde_json::from_str(r#"{"price": 5}"#).expect("an object");
    let event = CustomEvent { id: format!("e{number}"), name: name.to_owned(), at: at(moment), properties };
    Tracked { contact, told_at: at(moment), event: Numbered { number, event } }
}

async fn a_place_is_kept_and_what_moves_wakes(db: &Db) {
    with_a_shop(db).await;
    let segment = SegmentId::new(9);
    let (of_segment, of_events) = db
        .write(async move |tx| {
            let rule = serde_json::from_str(r#"{"consent": "offers"}"#).expect("a rule");
            let kept = segments::Kept {
                id: segment,
                name: "Live".to_owned(),
                rule,
                kind: SegmentKind::Live,
                contacts: 0,
                is_ready: false,
                created_at: at(1),
                changed_at: at(1),
            };
            segments::insert(tx, SHOP, &kept).await?;
            Ok::<_, Error>((running(tx, 1).await?, running(tx, 2).await?))
        })
        .await
        .expect("works");
    db.write(async move |tx| {
        assert_eq!(segment_contacts::newest_move(tx, segment).await?, 0);
        assert_eq!(segment_contacts::newest_move(tx, SegmentId::new(8)).await?, 0);
        let changed = subrosa_store::contact_changes::newest(tx, SHOP).await?;
        campaign_follows::begin(tx, of_segment, Some(segment), 0).await?;
        campaign_follows::begin(tx, of_events, None, changed).await?;
        campaign_follows::rest(tx, of_segment, at(500), None).await?;
        campaign_follows::rest(tx, of_events, at(500), None).await?;
        assert_eq!(campaign_follows::claim_moved(tx, at(90)).await?, None, "nothing has moved");
        let moved = Moved { entered: vec![ORDER], left: Vec::new(), is_told: true };
        segment_contacts::apply(tx, segment, &moved, at(5)).await?;
        assert_eq!(segment_contacts::newest_move(tx, segment).await?, 1);
        assert_eq!(campaign_follows::claim_moved(tx, at(90)).await?, Some((SHOP, of_segment)));
        assert_eq!(campaign_follows::claim_moved(tx, at(90)).await?, None, "it is somebody's");
        assert!(campaign_follows::follow_on(tx, of_segment, (0, 1)).await?);
        assert!(!campaign_follows::follow_on(tx, of_segment, (0, 1)).await?, "it has come further");
        campaign_follows::rest(tx, of_segment, at(500), None).await?;
        assert_eq!(campaign_follows::claim_moved(tx, at(90)).await?, None);
        let kept = campaigns::find(tx, (SHOP, of_segment)).await?.expect("it is kept");
        assert_eq!((kept.followed, kept.is_planned()), (Some(1), true));
        // A place is no work for one that was stopped.
        let moved = Moved { entered: vec![TALK], left: Vec::new(), is_told: true };
        segment_contacts::apply(tx, segment, &moved, at(6)).await?;
        let paused = Campaign { state: CampaignState::Paused, ..kept.campaign.clone() };
        campaigns::set_state(tx, &Kept { campaign: paused, ..kept }, None).await?;
        assert_eq!(campaign_follows::claim_moved(tx, at(90)).await?, None);
        assert!(!campaign_follows::follow_on(tx, of_segment, (1, 2)).await?);
        custom_events::insert_many(tx, SHOP, &[told(1, ORDER, "Viewed", 5)], at(5)).await?;
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
    let claimed = db.write(async |tx| campaign_follows::claim_moved(tx, at(90)).await).await.expect("works");
    assert_eq!(claimed, Some((SHOP, of_events)), "whose events have changed is written down as the last act");
    let due = db.write(async |tx| campaigns::claim(tx, at(90), at(200)).await).await.expect("works");
    assert_eq!(due, Some((SHOP, of_events)), "who dies with it leaves it to another");
}

async fn times_follow_one_another(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let id = running(tx, 1).await?;
        let nobody = ConversationId::new(0);
        let time = |number, moment: i64, planned_through| Occurrence { number, at: Some(at(moment)), planned_through };
        campaign_follows::occur_first(tx, id, time(0, 10, nobody)).await?;
        let kept = campaigns::find(tx, (SHOP, id)).await?.expect("it is kept");
        assert_eq!((kept.occurrence, kept.occurs_at), (0, Some(at(10))));
        assert_eq!((kept.is_to_plan(at(9)), kept.is_to_plan(at(10))), (false, true));
        assert!(campaigns::plan_on(tx, id, (nobody, ALL_PLANNED), 0).await?);
        assert!(!campaign_follows::occur_next(tx, id, time(0, 10, nobody), time(1, 20, nobody)).await?);
        assert!(campaign_follows::occur_next(tx, id, time(0, 10, ALL_PLANNED), time(1, 20, nobody)).await?);
        assert!(!campaign_follows::occur_next(tx, id, time(0, 10, ALL_PLANNED), time(1, 20, nobody)).await?);
        let over = Occurrence { number: 1, at: None, planned_through: ALL_PLANNED };
        assert!(campaign_follows::occur_next(tx, id, time(1, 20, nobody), over).await?);
        let kept = campaigns::find(tx, (SHOP, id)).await?.expect("it is kept");
        assert_eq!((kept.occurrence, kept.occurs_at, kept.is_to_plan(at(99))), (1, None, false));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn a_contact_is_told_several_times(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let id = CampaignId::new(1);
        let again = Planned { occurrence: 1, seq: Some(4), ..planned(ORDER, 1, 10) };
        campaign_deliveries::insert_many(tx, id, &[planned(ORDER, 1, 10), again, planned(TALK, 1, 10)]).await?;
        let newest = campaign_follows::newest_planned(tx, id, &[ORDER, TALK, ConversationId::new(3)]).await?;
        assert_eq!(newest, [Some((1, at(10))), Some((0, at(10))), None]);
        let due = campaign_deliveries::due(tx, id, FIRST_DUE, at(10), 9).await?;
        assert_eq!(due.len(), 3);
        assert!(due.iter().any(|one| one.planned == again));
        // Page by page, each comes once.
        let (mut after, mut count) = (FIRST_DUE, 0);
        while let Some(one) = campaign_deliveries::due(tx, id, after, at(10), 1).await?.pop() {
            (after, count) = (one.place(), count + 1);
        }
        assert_eq!(count, 3);
        let key = |occurrence| Key { campaign: id, contact: ORDER, occurrence };
        campaign_deliveries::put_off_many(tx, &[(key(1), at(50))]).await?;
        campaign_deliveries::settle_many(tx, &[settled(1, ORDER, Delivery::Sent, 11)]).await?;
        assert_eq!(campaign_deliveries::are_planned(tx, &[key(0), key(1)]).await?, [false, true]);
        let second = Settled { occurrence: 1, ..settled(1, ORDER, Delivery::Sent, 50) };
        campaign_deliveries::settle_many(tx, &[second]).await?;
        let found = campaign_deliveries::outcomes_after(tx, id, FIRST_OUTCOME, at(0), 9).await?;
        let times: Vec<_> = found.iter().map(|one| (one.occurrence, one.at, one.next_at)).collect();
        assert_eq!(times, [(0, at(11), Some(at(50))), (1, at(50), None)]);
        assert_eq!(campaign_deliveries::outcomes_after(tx, id, found[0].place(), at(0), 9).await?, [found[1]]);
        assert_eq!(campaign_deliveries::outcomes_of(tx, ORDER, &[id]).await?.concat(), found);
        let mut measured = found[1];
        measured.revenue = 5;
        campaign_deliveries::measure_many(tx, id, &[measured]).await?;
        assert!(campaign_answers::opt_out(tx, (id, ORDER), at(60)).await?);
        assert!(!campaign_answers::opt_out(tx, (id, ORDER), at(61)).await?, "it was known");
        let found = campaign_deliveries::outcomes_of(tx, ORDER, &[id]).await?.concat();
        let outcomes: Vec<_> = found.iter().map(|one| (one.revenue, one.opted_out_at)).collect();
        assert_eq!(outcomes, [(0, None), (5, Some(at(60)))]);
        let times = campaign_follows::occurrences(tx, id, -1).await?;
        let wanted =
            [(1, at(10), Delivery::Sent, 1), (0, at(10), Delivery::Planned, 1), (0, at(10), Delivery::Sent, 1)];
        assert_eq!(times, wanted);
        assert_eq!(campaign_follows::occurrences(tx, id, 0).await?, wanted[..1]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn events_are_read_by_contact(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let all = [
            told(1, ORDER, "Viewed", 5),
            told(2, ORDER, "Viewed", 3),
            told(3, ORDER, "Booked", 4),
            told(4, TALK, "Viewed", 9),
        ];
        custom_events::insert_many(tx, SHOP, &all, at(9)).await?;
        let found = custom_events::did_since(tx, SHOP, "Viewed", at(3), &[TALK, ORDER]).await?;
        let moments: Vec<Vec<_>> = found.iter().map(|all| all.iter().map(|(at, _)| *at).collect()).collect();
        assert_eq!(moments, [vec![at(9)], vec![at(3), at(5)]]);
        assert_eq!(found[0][0].1, r#"{"price":5}"#);
        let since = async |tx: &mut Tx<'_>, moment, after, limit| {
            custom_events::who_did(tx, SHOP, ("Viewed", at(moment)), after, limit).await
        };
        let mut both = [ORDER, TALK];
        both.sort_unstable();
        assert_eq!(since(tx, 3, ConversationId::new(0), 9).await?, both);
        assert_eq!(since(tx, 3, ConversationId::new(0), 1).await?, both[..1]);
        assert_eq!(since(tx, 3, both[0], 9).await?, both[1..]);
        assert_eq!(since(tx, 6, ConversationId::new(0), 9).await?, [TALK]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
