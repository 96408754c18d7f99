//! Campaigns, and what becomes of them for each contact.

use subrosa_proto::campaign::{
    Campaign, CampaignAudience, CampaignGoal, CampaignPause, CampaignSchedule, CampaignSettings, CampaignState,
    CampaignVariant, PromotionBudget,
};
use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::consent::{ConsentChannel, ConsentState};
use subrosa_proto::consent::{PromotionFrequency, PromotionWishes};
use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::{AccountId, CampaignId, ConversationId, OrderId, Timestamp, VoucherPoolId};
use subrosa_store::campaign_answers;
use subrosa_store::campaign_deliveries::{
    self, Delivery, FIRST_DUE, FIRST_OUTCOME, Key, Outcome, Planned, Recent, Settled,
};
use subrosa_store::campaigns::{self, ALL_PLANNED, Counts, Kept};
use subrosa_store::custom_events::{Numbered, Tracked};
use subrosa_store::merged_contacts::Merged;
use subrosa_store::{
    Db, Error, Tx, accounts, campaign_goals, campaign_lines, campaign_settings, consents, contact_orders,
    contact_preferences, conversations, custom_events, merged_contacts, orders, promotion_budgets,
};

use crate::orders::order;
use crate::people::{ADA, GRACE, ORDER, SHOP, TALK, at, with_a_shop};

crate::on_both!(
    a_campaign_is_kept_moved_and_claimed,
    deliveries_are_written_once_and_settled_once,
    promotions_are_counted_for_people_and_persons,
    what_came_of_it_is_looked_at_in_order,
    settings_and_budgets_are_what_was_said_last,
);

const OTHER: ConversationId = ConversationId::new(1_077);
const THIRD: ConversationId = ConversationId::new(1_078);

pub(crate) fn campaign(id: i64) -> Campaign {
    let text = serde_json::from_str(r#"{"language": "en", "text": "Ünï 🙂 {{customer}}"}"#).expect("a text");
    Campaign {
        id: CampaignId::new(id),
        name: format!("Campaign {id}"),
        audience: CampaignAudience { segment: Some(subrosa_proto::SegmentId::new(1)), ..CampaignAudience::default() },
        topic: "offers".to_owned(),
        schedule: CampaignSchedule::At(at(50)),
        variants: vec![CampaignVariant { share: 3, texts: vec![text] }],
        fallback: "en".to_owned(),
        holdout_percent: 10,
        goal: CampaignGoal::default(),
        track_links: true,
        vouchers: Some(VoucherPoolId::new(id)),
        journey: None,
        vouchers_short: None,
        state: CampaignState::Draft,
        paused_by: None,
        created_at: at(1),
        changed_at: at(1),
        changed_by: GRACE,
        submitted_by: None,
        approved_by: None,
        people: None,
        started_at: None,
        finished_at: None,
        sent: 0,
        opted_out: 0,
        complained: 0,
    }
}

pub(crate) const fn planned(contact: ConversationId, variant: u32, moment: i64) -> Planned {
    Planned { contact, occurrence: 0, account: ADA, variant, message: 0, planned_for: at(moment), seq: None }
}

pub(crate) const fn settled(campaign: i64, contact: ConversationId, state: Delivery, moment: i64) -> Settled {
    let seq = match state {
        Delivery::Sent | Delivery::HeldOut => Some(moment),
        _ => None,
    };
    Settled { campaign: CampaignId::new(campaign), contact, occurrence: 0, state, reason: None, at: at(moment), seq }
}

async fn a_campaign_is_kept_moved_and_claimed(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (first, second) = (campaign(1), campaign(2));
        campaigns::insert(tx, SHOP, &first).await?;
        campaigns::insert(tx, SHOP, &second).await?;
        campaigns::lock(tx, first.id).await?;
        let kept = campaigns::find(tx, (SHOP, first.id)).await?.expect("it is kept");
        assert_eq!((&kept.campaign, kept.brand, kept.is_planned()), (&first, SHOP, false));
        assert_eq!(campaigns::find(tx, (ADA, first.id)).await?, None, "another's");
        let mut wanted = first.clone();
        (wanted.name, wanted.changed_by, wanted.changed_at) = ("Anew".to_owned(), ADA, at(2));
        wanted.schedule = CampaignSchedule::Now;
        campaigns::update(tx, &wanted).await?;
        let listed = campaigns::list(tx, SHOP, 9).await?;
        assert_eq!(listed.iter().map(|kept| &kept.campaign).collect::<Vec<_>>(), [&second, &wanted]);
        assert_eq!(campaigns::ids(tx, SHOP, 1).await?, [second.id]);

        assert_eq!(campaigns::claim(tx, at(99), at(200)).await?, None, "drafts are nobody's work");
        let moved = Campaign {
            state: CampaignState::Running,
            paused_by: Some(CampaignPause::OptOuts),
            submitted_by: Some(GRACE),
            approved_by: Some(ADA),
            people: Some(7),
            started_at: Some(at(3)),
            finished_at: Some(at(4)),
            ..wanted.clone()
        };
        let kept = Kept {
            campaign: moved.clone(),
            resumed_at: Some(at(5)),
            sent_before: 6,
            said_before: 8,
            currency: Some("EUR".to_owned()),
            ..kept
        };
        campaigns::set_state(tx, &kept, Some(at(10))).await?;
        assert_eq!(campaigns::find(tx, (SHOP, first.id)).await?, Some(kept));
        assert_eq!(campaigns::claim(tx, at(9), at(40)).await?, None);
        assert_eq!(campaigns::claim(tx, at(10), at(40)).await?, Some((SHOP, first.id)));
        assert_eq!(campaigns::claim(tx, at(39), at(70)).await?, None, "it is somebody's");
        campaigns::stay(tx, first.id, at(60)).await?;
        assert_eq!(campaigns::claim(tx, at(59), at(90)).await?, None);
        campaigns::stay(tx, second.id, at(60)).await?;
        assert_eq!(campaigns::claim(tx, at(60), at(90)).await?, Some((SHOP, first.id)));
        assert_eq!(campaigns::claim(tx, at(60), at(90)).await?, None, "a draft does not become work by staying");
        campaigns::take_up(tx, at(61), at(89)).await?;
        assert_eq!(campaigns::claim(tx, at(61), at(90)).await?, None, "it waits for something else");
        campaigns::take_up(tx, at(61), at(90)).await?;
        assert_eq!(campaigns::claim(tx, at(61), at(90)).await?, Some((SHOP, first.id)), "whoever claimed it has ended");
        assert_eq!(campaigns::claim(tx, at(61), at(90)).await?, None);
        campaigns::look_later(tx, first.id, Some(at(50))).await?;
        assert_eq!(campaigns::claim(tx, at(61), at(90)).await?, Some((SHOP, first.id)), "nothing is taken back");
        campaigns::put_off(tx, first.id, None).await?;
        assert_eq!(campaigns::claim(tx, at(999), at(9_999)).await?, None);

        assert!(campaigns::plan_on(tx, first.id, (ConversationId::new(0), ORDER), 0).await?);
        assert!(!campaigns::plan_on(tx, first.id, (ConversationId::new(0), ORDER), 0).await?, "it has come further");
        assert!(campaigns::plan_on(tx, first.id, (ORDER, ALL_PLANNED), 0).await?);
        assert!(!campaigns::plan_on(tx, first.id, (ALL_PLANNED, ORDER), 1).await?, "another time");
        assert!(!campaigns::plan_on(tx, second.id, (ConversationId::new(0), ORDER), 0).await?, "it does not run");
        assert_eq!(campaigns::hold_running(tx, &[second.id, first.id]).await?, [false, true]);
        let counts = |sent, said, opted_out| (first.id, Counts { sent, said, opted_out });
        campaigns::count_many(tx, &[counts(3, 4, 1), counts(2, 2, 0)]).await?;
        campaigns::set_measured(tx, first.id, at(77)).await?;
        let kept = campaigns::find(tx, (SHOP, first.id)).await?.expect("it is kept");
        assert_eq!((kept.campaign.sent, kept.said, kept.campaign.opted_out), (5, 6, 1));
        assert_eq!(kept.measured_at, Some(at(77)));
        assert!(kept.is_planned());
        campaigns::pause_many(tx, &[first.id, second.id], CampaignPause::VouchersGone).await?;
        let paused = campaigns::find(tx, (SHOP, first.id)).await?.expect("it is kept").campaign;
        assert_eq!((paused.state, paused.paused_by), (CampaignState::Paused, Some(CampaignPause::VouchersGone)));
        let draft = campaigns::find(tx, (SHOP, second.id)).await?.expect("it is kept").campaign;
        assert_eq!((draft.state, draft.paused_by), (CampaignState::Draft, None), "only what runs is paused");
        campaigns::remove(tx, second.id).await?;
        assert_eq!(campaigns::ids(tx, SHOP, 9).await?, [first.id]);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

/// What is due by a moment, read a page at a time and then at once.
async fn due(tx: &mut Tx<'_>, id: CampaignId, now: Timestamp, limit: u32) -> Result<Vec<Planned>, Error> {
    let found = campaign_deliveries::due(tx, id, FIRST_DUE, now, limit).await?;
    let (mut after, mut paged) = (FIRST_DUE, Vec::new());
    while let Some(one) = campaign_deliveries::due(tx, id, after, now, 1).await?.pop() {
        after = one.place();
        paged.push(one);
    }
    paged.truncate(found.len());
    assert_eq!(paged, found);
    Ok(found.into_iter().map(|one| one.planned).collect())
}

async fn deliveries_are_written_once_and_settled_once(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let id = CampaignId::new(1);
        let rows = [planned(ORDER, 1, 10), planned(OTHER, 0, 20), planned(THIRD, 2, 10)];
        campaign_deliveries::insert_many(tx, id, &rows).await?;
        campaign_deliveries::insert_many(tx, id, &[planned(ORDER, 2, 99)]).await?;
        assert_eq!(due(tx, id, at(9), 9).await?, []);
        assert_eq!(due(tx, id, at(10), 9).await?, [rows[0], rows[2]], "as it was written first");
        assert_eq!(due(tx, id, at(20), 9).await?, [rows[0], rows[2], rows[1]]);
        assert_eq!(due(tx, id, at(20), 1).await?, [rows[0]]);
        assert_eq!(campaign_deliveries::next_due(tx, id).await?, Some(at(10)));
        assert_eq!(campaign_deliveries::count_due(tx, id, at(10)).await?, 2);
        let key = |contact| Key { campaign: id, contact, occurrence: 0 };
        let keys = [key(ORDER), key(TALK), key(OTHER)];
        assert_eq!(campaign_deliveries::are_planned(tx, &keys).await?, [true, false, true]);

        campaign_deliveries::put_off_many(tx, &[(key(THIRD), at(70))]).await?;
        let sent = settled(1, ORDER, Delivery::Sent, 12);
        campaign_deliveries::settle_many(tx, &[sent, settled(1, OTHER, Delivery::HeldOut, 21)]).await?;
        campaign_deliveries::settle_many(tx, &[settled(1, ORDER, Delivery::Failed, 99)]).await?;
        campaign_deliveries::put_off_many(tx, &[(key(ORDER), at(1))]).await?;
        assert_eq!(campaign_deliveries::are_planned(tx, &keys).await?, [false; 3], "what is settled stays so");
        assert_eq!(due(tx, id, at(69), 9).await?, []);
        assert_eq!(campaign_deliveries::next_due(tx, id).await?, Some(at(70)));
        let skipped = Settled { reason: Some(SkipReason::Capped), ..settled(1, THIRD, Delivery::Skipped, 70) };
        campaign_deliveries::settle_many(tx, &[skipped]).await?;
        assert_eq!(campaign_deliveries::next_due(tx, id).await?, None);
        let mut counts = campaign_deliveries::counts(tx, id).await?;
        counts.sort_by_key(|one| one.0);
        let wanted =
            [(Delivery::HeldOut, None, 1), (Delivery::Sent, None, 1), (Delivery::Skipped, Some(SkipReason::Capped), 1)];
        assert_eq!(counts, wanted);
        assert_eq!(campaign_deliveries::last_settled(tx, id).await?, Some(at(21)), "who got nothing does not count");
        assert_eq!(campaign_deliveries::last_settled(tx, CampaignId::new(9)).await?, None);
        assert_eq!(campaign_deliveries::last_said(tx, CampaignId::new(9)).await?, None);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn promotions_are_counted_for_people_and_persons(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let (first, second) = (campaign(1), Campaign { topic: "news".to_owned(), ..campaign(2) });
        for (one, contact, moment) in [(&first, ORDER, 12), (&second, ORDER, 15)] {
            campaigns::insert(tx, SHOP, one).await?;
            campaign_deliveries::insert_many(tx, one.id, &[planned(contact, 1, moment)]).await?;
            let sent = settled(one.id.number(), contact, Delivery::Sent, moment);
            campaign_deliveries::settle_many(tx, &[sent]).await?;
        }
        let recent =
            |campaign: &Campaign, moment| Recent { campaign: campaign.id, contact: ORDER, seq: moment, at: at(moment) };
        let found = campaign_deliveries::recent(tx, &[ADA, GRACE], at(0)).await?;
        assert_eq!(found, [vec![recent(&second, 15), recent(&first, 12)], vec![]]);
        assert_eq!(campaign_deliveries::recent(tx, &[ADA], at(13)).await?, [vec![recent(&second, 15)]]);
        let ada = (ADA, ORDER);
        assert_eq!(campaign_deliveries::newest(tx, ada, at(0)).await?, Some((second.id, "news".to_owned())));
        assert_eq!(campaign_deliveries::newest(tx, ada, at(16)).await?, None);
        assert_eq!(campaign_deliveries::newest_of_topic(tx, ada, "offers", at(0)).await?, Some(first.id));
        assert_eq!(campaign_deliveries::newest_of_topic(tx, ada, "offers", at(13)).await?, None);
        assert_eq!(campaign_deliveries::newest_of_topic(tx, (ADA, OTHER), "offers", at(0)).await?, None);
        assert!(campaign_answers::opt_out(tx, (first.id, ORDER), at(20)).await?);
        assert!(!campaign_answers::opt_out(tx, (first.id, ORDER), at(30)).await?, "it was known");

        let merged = |contact, person| Merged { contact, person, at: at(1), by: GRACE };
        merged_contacts::save_many(tx, SHOP, &[merged(ORDER, 7), merged(OTHER, 7), merged(THIRD, 8)]).await?;
        let of: Vec<(AccountId, ConversationId)> = [ORDER, OTHER, THIRD, TALK].map(|contact| (SHOP, contact)).to_vec();
        assert_eq!(merged_contacts::persons(tx, &of).await?, [Some(7), Some(7), Some(8), None]);
        let asked = [(SHOP, OTHER, 7), (SHOP, ORDER, 7), (SHOP, THIRD, 8), (ADA, OTHER, 7)]
            .map(|of| ((first.id, 0), of, at(0)));
        assert_eq!(campaign_deliveries::told_as_another(tx, &asked).await?, [true, false, false, false]);
        let later = [((first.id, 0), (SHOP, OTHER, 7), at(13)), ((first.id, 1), (SHOP, OTHER, 7), at(0))];
        assert_eq!(campaign_deliveries::told_as_another(tx, &later).await?, [false; 2], "longer ago; another message");

        assert_eq!(accounts::display_names(tx, &[ADA, AccountId::new(999)]).await?.len(), 2);
        assert_eq!(accounts::display_names(tx, &[AccountId::new(999)]).await?, [None]);
        assert_eq!(conversations::pairs(tx, &[ORDER, THIRD]).await?, [Some((ADA, SHOP)), None]);
        let asked = [(SHOP, ORDER, "offers"), (SHOP, OTHER, "offers")];
        let entry = consents::Entry {
            id: 1,
            topic: "offers".to_owned(),
            channel: ConsentChannel::Subrosa,
            state: ConsentState::Granted,
            source: subrosa_proto::consent::ConsentSource::Customer,
            at: at(1),
            recorded_at: at(1),
            recorded_by: None,
            text: String::new(),
        };
        consents::insert(tx, (SHOP, ORDER), &entry).await?;
        consents::set(tx, (SHOP, ORDER), &entry).await?;
        let granted = [Some(ConsentState::Granted), None];
        assert_eq!(consents::hold_many(tx, &asked, ConsentChannel::Subrosa).await?, granted);
        assert_eq!(consents::states(tx, &asked, ConsentChannel::Subrosa).await?, granted);
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn what_came_of_it_is_looked_at_in_order(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        let id = CampaignId::new(1);
        campaign_deliveries::insert_many(tx, id, &[planned(ORDER, 1, 1), planned(OTHER, 0, 1), planned(THIRD, 1, 1)])
            .await?;
        let all = [settled(1, ORDER, Delivery::Sent, 5), settled(1, OTHER, Delivery::HeldOut, 6)];
        campaign_deliveries::settle_many(tx, &all).await?;
        let plain = |contact, variant, moment| Outcome {
            contact,
            account: ADA,
            variant,
            message: 0,
            at: at(moment),
            seq: moment,
            seen_at: None,
            clicked_at: None,
            replied_at: None,
            converted_at: None,
            opted_out_at: None,
            complained_at: None,
            revenue: 0,
            clicked_links: 0,
            occurrence: 0,
            next_at: None,
        };
        let (none, ever) = (FIRST_OUTCOME, at(0));
        let found = campaign_deliveries::outcomes_after(tx, id, none, ever, 9).await?;
        assert_eq!(found, [plain(ORDER, 1, 5), plain(OTHER, 0, 6)], "whose row is not settled is not among them");
        let behind = (ORDER, 0);
        assert_eq!(campaign_deliveries::outcomes_after(tx, id, behind, ever, 9).await?, [plain(OTHER, 0, 6)]);
        assert_eq!(campaign_deliveries::outcomes_after(tx, id, none, at(6), 9).await?, [plain(OTHER, 0, 6)]);
        let measured = Outcome {
            seen_at: Some(at(7)),
            replied_at: Some(at(8)),
            converted_at: Some(at(9)),
            revenue: -5,
            ..plain(ORDER, 1, 5)
        };
        campaign_deliveries::measure_many(tx, id, &[measured]).await?;
        let lines = campaign_lines::after(tx, id, none, 2).await?;
        let first = lines.first().map(|line| (line.place(), line.revenue));
        assert_eq!(first, Some((measured.place(), measured.revenue)));
        assert_eq!(campaign_lines::after(tx, id, lines[0].place(), 1).await?, lines[1..]);
        assert_eq!(campaign_deliveries::outcomes_after(tx, id, none, ever, 1).await?, [measured]);
        let of = campaign_deliveries::outcomes_of(tx, ORDER, &[CampaignId::new(2), id]).await?;
        assert_eq!(of, [vec![], vec![measured]]);

        assert_eq!(campaign_deliveries::read_up_to(tx, &[(ADA, ORDER), (ADA, THIRD)]).await?, [0, 0]);
        let properties = serde_json::from_str("{}").expect("an object");
        let event = CustomEvent { id: "e".to_owned(), name: "Booked".to_owned(), at: at(5), properties };
        let told = Tracked { contact: ORDER, told_at: at(5), event: Numbered { number: 1, event } };
        custom_events::insert_many(tx, SHOP, &[told], at(9)).await?;
        let spans = [(SHOP, ORDER, at(5), at(6)), (SHOP, ORDER, at(6), at(9)), (SHOP, OTHER, at(0), at(9))];
        assert_eq!(campaign_goals::first_did(tx, "Booked", &spans).await?, [Some(at(5)), None, None]);
        assert_eq!(campaign_goals::first_did(tx, "Seen", &spans).await?, [None; 3]);
        orders::save_many(tx, SHOP, &[order(5)]).await?;
        contact_orders::link_many(tx, SHOP, &[(ORDER, OrderId::new(5), at(5))]).await?;
        let bought = campaign_goals::ordered(tx, &spans).await?;
        assert_eq!(bought.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 0]);
        assert_eq!((bought[0][0].0, bought[0][0].1.len()), (at(5), 3));
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}

async fn settings_and_budgets_are_what_was_said_last(db: &Db) {
    with_a_shop(db).await;
    db.write(async |tx| {
        assert_eq!(campaign_settings::find(tx, SHOP).await?, CampaignSettings::default());
        for cap in [3, 4] {
            let settings = CampaignSettings { cap, ..CampaignSettings::default() };
            campaign_settings::save(tx, SHOP, &settings).await?;
            assert_eq!(campaign_settings::find(tx, SHOP).await?, settings);
        }
        promotion_budgets::hold_many(tx, &[ADA, GRACE]).await?;
        for per_week in [1, 0] {
            promotion_budgets::save(tx, ADA, PromotionBudget { per_week }).await?;
            let found = promotion_budgets::find_many(tx, &[GRACE, ADA]).await?;
            assert_eq!(found, [PromotionBudget::default(), PromotionBudget { per_week }]);
        }
        for language in [Some("pt-BR".to_owned()), None] {
            let wanted = PromotionWishes { frequency: PromotionFrequency::Weekly, language };
            contact_preferences::save(tx, (SHOP, ORDER), &wanted).await?;
            let found = contact_preferences::find_many(tx, &[ConversationId::new(1), ORDER]).await?;
            assert_eq!(found, [PromotionWishes::default(), wanted]);
        }
        Ok::<_, Error>(())
    })
    .await
    .expect("works");
}
