//! What a shop said to many, to be copied.

use subrosa_proto::campaign::{Campaign, CampaignPause, CampaignSettings, CampaignState, PromotionBudget};
use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::consent::{PromotionFrequency, PromotionWishes};
use subrosa_proto::{AccountId, ConversationId, SegmentId, VoucherPoolId};
use subrosa_store::campaign_answers;
use subrosa_store::campaign_deliveries::{self, Delivery, FIRST_OUTCOME, Key, Outcome, Planned, Settled};
use subrosa_store::campaign_follows::{self, Occurrence};
use subrosa_store::campaign_journeys::{self, Becomes, Begun, Stands};
use subrosa_store::campaigns::{self, Counts, Kept};
use subrosa_store::suppressions::{self, Whom};
use subrosa_store::vouchers::Given;
use subrosa_store::{Error, Tx, campaign_links, campaign_settings, contact_preferences, promotion_budgets};
use subrosa_store::{voucher_pools, vouchers};

use super::filled::MANY;
use crate::campaign_links::link;
use crate::campaigns::{campaign, planned, settled};
use crate::people::{ADA, GRACE, at};
use crate::suppressions::{entry, mail};
use crate::vouchers::{codes, pool};

/// A campaign in each state there is something to keep of, and many deliveries.
pub(super) async fn promoted(tx: &mut Tx<'_>, shop: AccountId) -> Result<(), Error> {
    let (draft, paused) = (campaign(1), campaign(2));
    campaigns::insert(tx, shop, &draft).await?;
    campaigns::insert(tx, shop, &paused).await?;
    let kept = Kept {
        brand: shop,
        campaign: Campaign {
            state: CampaignState::Paused,
            paused_by: Some(CampaignPause::Member),
            submitted_by: Some(GRACE),
            approved_by: Some(ADA),
            people: Some(7),
            started_at: Some(at(2)),
            finished_at: Some(at(9)),
            ..paused.clone()
        },
        planned_through: ConversationId::new(0),
        resumed_at: Some(at(3)),
        sent_before: 4,
        said: 0,
        said_before: 3,
        currency: Some("EUR".to_owned()),
        measured_at: None,
        recall_after: Some(ConversationId::new(77)),
        followed: None,
        occurrence: 0,
        occurs_at: None,
    };
    campaigns::set_state(tx, &kept, Some(at(8))).await?;
    campaigns::set_measured(tx, paused.id, at(5)).await?;
    campaign_follows::begin(tx, paused.id, Some(SegmentId::new(7)), 9).await?;
    let third = Occurrence { number: 2, at: Some(at(70)), planned_through: ConversationId::new(3) };
    campaign_follows::occur_first(tx, paused.id, third).await?;
    campaigns::count_many(tx, &[(paused.id, Counts { sent: 5, said: 7, opted_out: 6 })]).await?;
    let contact = |number: i64| ConversationId::new(5_000 + number);
    let mut rows: Vec<Planned> = (1..=MANY).map(|number| planned(contact(number), 1, number)).collect();
    rows.push(Planned { occurrence: 1, message: 2, seq: Some(8), ..planned(contact(1), 1, 9) });
    campaign_deliveries::insert_many(tx, paused.id, &rows).await?;
    let skipped = Settled { reason: Some(SkipReason::Budget), ..settled(2, contact(2), Delivery::Skipped, 4) };
    let all = [settled(2, contact(1), Delivery::Sent, 3), skipped, settled(2, contact(3), Delivery::HeldOut, 5)];
    campaign_deliveries::settle_many(tx, &all).await?;
    campaign_answers::opt_out(tx, (paused.id, contact(1)), at(6)).await?;
    campaign_answers::complain(tx, (paused.id, contact(1)), ADA, at(7)).await?;
    campaigns::count_complaint(tx, paused.id).await?;
    let by_mail = |number: i64| entry(number, mail(&format!("a{number}@example.org")), Some(GRACE));
    let mut suppressed: Vec<_> = (1..=MANY).map(by_mail).collect();
    suppressed.push(entry(MANY + 1, Whom::Contact(contact(1)), None));
    suppressions::insert_many(tx, shop, &suppressed).await?;
    campaign_links::insert_many(tx, paused.id, &[link(1), link(2)]).await?;
    campaign_answers::click(tx, ((paused.id, 0), contact(1)), 2, (at(6), at(5))).await?;
    let found = campaign_deliveries::outcomes_after(tx, paused.id, FIRST_OUTCOME, at(0), 1).await?;
    let measured: Vec<Outcome> = found
        .into_iter()
        .map(|one| Outcome {
            seen_at: Some(at(6)),
            replied_at: Some(at(7)),
            converted_at: Some(at(8)),
            revenue: -900,
            ..one
        })
        .collect();
    campaign_deliveries::measure_many(tx, paused.id, &measured).await?;
    let begun = |number| Begun {
        delivery: Key { campaign: paused.id, contact: contact(number), occurrence: 0 },
        at: at(number),
        seq: number,
    };
    campaign_journeys::begin_many(tx, &(1..=MANY).map(begun).collect::<Vec<_>>()).await?;
    let first = campaign_journeys::due(tx, paused.id, at(1), 1).await?.pop().expect("a journey");
    let waits =
        Becomes { stands: Stands::UnderWay, session: Some("{\"ü\": 1}".into()), last: 1, due_at: Some(at(90)) };
    assert!(campaign_journeys::step(tx, paused.id, &first, &waits).await?);
    let full = VoucherPoolId::new(7);
    voucher_pools::insert(tx, shop, &pool(full)).await?;
    vouchers::insert_many(tx, full, &codes(1, MANY)).await?;
    let delivery = Key { campaign: paused.id, contact: contact(1), occurrence: 1 };
    let given = Given { pool: full, code: "CODE-000002".to_owned(), delivery, at: at(3) };
    vouchers::give_many(tx, &[given]).await?;
    voucher_pools::count_many(tx, &[(full, MANY - 1, 1)]).await?;
    campaign_settings::save(tx, shop, &CampaignSettings { cap: 9, ..CampaignSettings::default() }).await?;
    let wanted = PromotionWishes { frequency: PromotionFrequency::Monthly, language: Some("de".to_owned()) };
    contact_preferences::save(tx, (shop, contact(1)), &wanted).await?;
    promotion_budgets::save(tx, ADA, PromotionBudget { per_week: 3 }).await
}
