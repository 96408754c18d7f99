//! What is asked about the campaigns' messages of a batch: read at once, and held where it must not change until they are sent.
//!
//! Never: a decision (that is `campaign/decide`'s, where each conversation is locked).

use std::collections::{BTreeSet, HashMap};

use subrosa_campaign::WEEK_SECONDS;
use subrosa_proto::consent::{ConsentChannel, ConsentState};
use subrosa_proto::{AccountId, CampaignId, ConversationId, Timestamp};
use subrosa_store::campaign_deliveries::{self, Key, Recent};
use subrosa_store::{Tx, campaigns, consents, contact_preferences, merged_contacts, promotion_budgets, suppressions};

use super::{Change, Work, vouchers};
use crate::Error;
use crate::campaigns::Promotion;

/// Further back than any cap or budget looks.
const RECENT_SECONDS: i64 = 31 * 24 * 60 * 60;
const _: () = assert!(RECENT_SECONDS > WEEK_SECONDS, "budgets look back a week");

/// What is true of one promotion, besides its conversation.
pub(super) struct Known {
    pub(super) is_welcome: bool,
    /// The brand's campaigns never write to them.
    pub(super) is_suppressed: bool,
    /// Another contact of the same person has it.
    pub(super) is_told: bool,
    /// The person gets another in this batch.
    pub(super) is_second: bool,
    pub(super) recent: Vec<Recent>,
    pub(super) budget: u32,
    pub(super) rest_days: i64,
    /// A code that is held for them, if they are to have one and there is one.
    pub(super) voucher: Option<String>,
}

/// What is true of all promotions of a batch that are still to be settled.
#[derive(Default)]
pub(super) struct Promotions {
    known: HashMap<Key, Known>,
}

impl Promotions {
    /// Reads it, and holds what must not change until they are sent. The conversations are locked already.
    pub(super) async fn read(tx: &mut Tx<'_>, works: &[Work], now: Timestamp) -> Result<Self, Error> {
        let asked = works.iter().filter_map(|work| match work {
            Work::Change { conversation, change: Change::Promotion(promotion), .. } => {
                Some((*conversation, &**promotion))
            }
            _ => None,
        });
        // In the order of customers, as everyone who holds what is theirs.
        let mut asked: Vec<(ConversationId, &Promotion)> = asked.collect();
        if asked.is_empty() {
            return Ok(Self::default());
        }
        asked.sort_by_key(|(contact, promotion)| (promotion.customer, key_of(*contact, promotion)));
        // Two who are at it at once ask for the same.
        asked.dedup_by_key(|(contact, promotion)| key_of(*contact, promotion));
        // People first, as whoever switches a topic off holds them. And two brands at once must not both find room for the last promotion.
        let people: BTreeSet<AccountId> = asked.iter().map(|(_, promotion)| promotion.customer).collect();
        promotion_budgets::hold_many(tx, &people.into_iter().collect::<Vec<_>>()).await?;
        let campaigns: BTreeSet<CampaignId> = asked.iter().map(|(_, promotion)| promotion.campaign).collect();
        let campaigns: Vec<CampaignId> = campaigns.into_iter().collect();
        let running = campaigns::hold_running(tx, &campaigns).await?;
        let running: BTreeSet<CampaignId> =
            campaigns.into_iter().zip(running).filter_map(|(campaign, runs)| runs.then_some(campaign)).collect();
        asked.retain(|(_, promotion)| running.contains(&promotion.campaign));
        let keys: Vec<Key> = asked.iter().map(|(contact, promotion)| key_of(*contact, promotion)).collect();
        let planned = campaign_deliveries::are_planned(tx, &keys).await?;
        let mut is_planned = planned.into_iter();
        asked.retain(|_| is_planned.next().unwrap_or(false));
        let accounts: Vec<AccountId> = asked.iter().map(|(_, promotion)| promotion.customer).collect();
        let topics: Vec<_> =
            asked.iter().map(|(contact, promotion)| (promotion.brand, *contact, promotion.topic.as_str())).collect();
        let states = consents::hold_many(tx, &topics, ConsentChannel::Subrosa).await?;
        let recent = campaign_deliveries::recent(tx, &accounts, now.plus_seconds(-RECENT_SECONDS)).await?;
        let budgets = promotion_budgets::find_many(tx, &accounts).await?;
        let conversations: Vec<ConversationId> = asked.iter().map(|(contact, _)| *contact).collect();
        let wanted = contact_preferences::find_many(tx, &conversations).await?;
        let contacts: Vec<_> = asked.iter().map(|(contact, promotion)| (promotion.brand, *contact)).collect();
        let persons = merged_contacts::persons(tx, &contacts).await?;
        let told = told_as_another(tx, &asked, &persons).await?;
        let of: Vec<_> = contacts.iter().zip(&persons).map(|((brand, contact), of)| (*brand, *contact, *of)).collect();
        let suppressed = suppressions::are_suppressed(tx, &of).await?;
        let held = vouchers::hold(tx, &asked).await?;
        let mut known = HashMap::with_capacity(asked.len());
        let (mut before, mut of_person) = (None, BTreeSet::new());
        let theirs = budgets.into_iter().zip(wanted).zip(suppressed);
        let read = asked.into_iter().zip(held).zip(states.into_iter().zip(recent)).zip(theirs.zip(persons));
        for ((((contact, promotion), voucher), (state, recent)), (((budget, wanted), is_suppressed), person)) in read {
            let is_same = person.is_some_and(|person| !of_person.insert((promotion.campaign, person)));
            let is_second = before == Some(promotion.customer) || is_same;
            before = Some(promotion.customer);
            let one = Known {
                is_welcome: state == Some(ConsentState::Granted),
                is_suppressed,
                is_told: told.contains(&key_of(contact, promotion)),
                is_second,
                recent,
                budget: budget.per_week,
                rest_days: wanted.frequency.days(),
                voucher,
            };
            known.insert(key_of(contact, promotion), one);
        }
        Ok(Self { known })
    }

    /// Nothing of one that is settled already, or whose campaign does not run.
    pub(super) fn of(&self, key: &Key) -> Option<&Known> {
        self.known.get(key)
    }
}

pub(super) fn key_of(contact: ConversationId, promotion: &Promotion) -> Key {
    Key { campaign: promotion.campaign, contact, occurrence: promotion.occurrence }
}

/// Which of these deliveries another contact of the same person has had. Few are of somebody who has several.
async fn told_as_another(
    tx: &mut Tx<'_>,
    asked: &[(ConversationId, &Promotion)],
    persons: &[Option<i64>],
) -> Result<BTreeSet<Key>, Error> {
    let several = asked.iter().zip(persons).filter_map(|((contact, promotion), person)| {
        let message = (promotion.campaign, promotion.message);
        let of = (message, (promotion.brand, *contact, (*person)?), promotion.told_since);
        Some((key_of(*contact, promotion), of))
    });
    let (keys, several): (Vec<Key>, Vec<_>) = several.unzip();
    let told = campaign_deliveries::told_as_another(tx, &several).await?;
    Ok(keys.into_iter().zip(told).filter(|(_, is_told)| *is_told).map(|(key, _)| key).collect())
}
