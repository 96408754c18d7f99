//! Campaigns' messages. What is asked about those of a batch is read at once; each is then sent, put off or skipped where its conversation is
//! locked, and its row says so in the same transaction: so whatever dies, each contact gets it once. So it is with vouchers: codes are held while
//! they are read, and those that were sent are given by the same transaction.
//!
//! Never: a promotion that takes the thread, opens a ticket or ends a wait; one by a consent that is not held.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use subrosa_campaign::{Decision, Facts, WEEK_SECONDS, client_id, decide};
use subrosa_desk::sending::Sender;
use subrosa_proto::consent::{ConsentChannel, ConsentState};
use subrosa_proto::{AccountId, CampaignId, ConversationId, ErrorCode, EventId, Timestamp, VoucherPoolId};
use subrosa_store::campaign_deliveries::{self, Delivery, Key, Recent, Settled};
use subrosa_store::vouchers::Given;
use subrosa_store::{Tx, campaigns, consents, contact_preferences, merged_contacts, promotion_budgets, suppressions};

use super::around::Around;
use super::folded::Folded;
use super::{Change, Outcome, Work, vouchers};
use crate::Error;
use crate::campaigns::{Promotion, Saying, refusal};
use crate::conversations::view;

/// Further back than any cap or budget looks.
const RECENT_SECONDS: i64 = 31 * 24 * 60 * 60;
const _: () = assert!(RECENT_SECONDS > WEEK_SECONDS, "budgets look back a week");
/// Who is told by two campaigns in one batch is told by the second in another.
const NEXT_BATCH_SECONDS: i64 = 1;

/// What becomes of deliveries in a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Becomes {
    Settled(Settled),
    Waits(Key, Timestamp),
    /// There was no voucher for them, so they wait likewise.
    Lacks(Key, Timestamp, VoucherPoolId),
    /// They want no more of what they got by it.
    OptedOut(CampaignId, ConversationId),
    /// It was taken back before they read it.
    Recalled(Key),
}

/// What is true of one promotion, besides its conversation.
struct Known {
    is_welcome: bool,
    /// The brand's campaigns never write to them.
    is_suppressed: bool,
    /// Another contact of the same person has it.
    is_told: bool,
    /// The person gets another in this batch.
    is_second: bool,
    recent: Vec<Recent>,
    budget: u32,
    rest_days: i64,
    /// A code that is held for them, if they are to have one and there is one.
    voucher: Option<String>,
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
}

fn key_of(contact: ConversationId, promotion: &Promotion) -> Key {
    Key { campaign: promotion.campaign, contact, occurrence: promotion.occurrence }
}

/// Which of these deliveries another contact of the same person has had. Few are of somebody who has several.
async fn told_as_another(
    tx: &mut Tx<'_>,
    asked: &[(ConversationId, &Promotion)],
    persons: &[Option<i64>],
) -> Result<BTreeSet<Key>, Error> {
    let several = asked.iter().zip(persons).filter_map(|((contact, promotion), person)| {
        let of = (promotion.campaign, (promotion.brand, *contact, (*person)?), promotion.told_since);
        Some((key_of(*contact, promotion), of))
    });
    let (keys, several): (Vec<Key>, Vec<_>) = several.unzip();
    let told = campaign_deliveries::told_as_another(tx, &several).await?;
    Ok(keys.into_iter().zip(told).filter(|(_, is_told)| *is_told).map(|(key, _)| key).collect())
}

impl Folded {
    /// Sends a campaign's message, if it is still to be sent and nothing speaks against it.
    pub(super) fn promotion(
        &mut self,
        promotion: Promotion,
        id: EventId,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let (campaign, contact, now) = (promotion.campaign, self.id(), around.now);
        let key = key_of(contact, &promotion);
        let is_same = |one: &Becomes| match one {
            Becomes::Settled(one) => (one.campaign, one.occurrence) == (campaign, key.occurrence),
            Becomes::Waits(of, _) | Becomes::Lacks(of, ..) => *of == key,
            Becomes::OptedOut(of, _) => *of == campaign,
            Becomes::Recalled(of) => of.campaign == campaign,
        };
        if self.promotions.iter().any(is_same) {
            return Ok(Outcome::Done);
        }
        // It is settled already, or the campaign does not run.
        let Some(known) = around.promotions.known.get(&key) else { return Ok(Outcome::Done) };
        let (head, activity, reach) = (self.state.head, self.state.activity, view::reach(&self.state));
        let business = self.business()?;
        let side = business.side;
        if known.is_second {
            let until = now.plus_seconds(NEXT_BATCH_SECONDS);
            self.promotions.push(Becomes::Waits(key, until));
            return Ok(Outcome::Done);
        }
        let refused = business.may_send(Sender::Promotion { is_welcome: known.is_welcome }, &reach, around).err();
        let refused = refused.map(refusal);
        if self.state.members[1 - side].profile.id != promotion.customer {
            return Err(Error::new(ErrorCode::NotFound));
        }
        let of_all: Vec<Timestamp> = known.recent.iter().map(|one| one.at).collect();
        let here = |one: &&Recent| one.contact == contact;
        let of_brand: Vec<Timestamp> = known.recent.iter().filter(here).map(|one| one.at).collect();
        let is_promotion = known.recent.iter().find(here).is_some_and(|newest| newest.seq == head);
        let decision = decide(&Facts {
            now,
            planned_for: promotion.planned_for,
            zone: &promotion.zone,
            settings: &promotion.settings,
            refused,
            unsayable: promotion.body.as_ref().err().copied(),
            is_suppressed: known.is_suppressed,
            is_told: known.is_told,
            last_word: (head > 0 && !is_promotion).then_some(activity),
            of_brand: &of_brand,
            of_all: &of_all,
            budget: known.budget,
            rest_days: known.rest_days,
        });
        let occurrence = key.occurrence;
        let settled = |state, reason, seq| {
            Becomes::Settled(Settled { campaign, contact, occurrence, state, reason, at: now, seq })
        };
        let becomes = match (decision, promotion.body) {
            (Decision::Wait(_, until), _) => Becomes::Waits(key, until),
            (Decision::Skip(why), _) | (Decision::Send, Err(why)) => settled(Delivery::Skipped, Some(why), None),
            (Decision::Send, Ok(Saying::Nothing)) => settled(Delivery::HeldOut, None, Some(head)),
            (Decision::Send, Ok(Saying::Words(body))) => {
                let sent = self.push(side, (id, client_id(campaign, contact, occurrence)), body, now);
                settled(Delivery::Sent, None, Some(sent.seq))
            }
            (Decision::Send, Ok(Saying::WithVoucher(pool, with))) => match &known.voucher {
                None => Becomes::Lacks(key, now.plus_seconds(NEXT_BATCH_SECONDS), pool),
                Some(code) => match with.body(code) {
                    // The code is nobody's, as before.
                    Err(why) => settled(Delivery::Skipped, Some(why), None),
                    Ok(body) => {
                        let sent = self.push(side, (id, client_id(campaign, contact, occurrence)), body, now);
                        self.vouchers.push(Given { pool, code: code.clone(), delivery: key, at: now });
                        settled(Delivery::Sent, None, Some(sent.seq))
                    }
                },
            },
        };
        self.promotions.push(becomes);
        Ok(Outcome::Done)
    }
}

/// Writes what became of deliveries, and counts it with their campaigns.
pub(super) async fn write(tx: &mut Tx<'_>, all: &[Folded], now: Timestamp) -> Result<(), Error> {
    let (mut settled, mut waiting, mut opted_out, mut recalled) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut lacking = BTreeSet::new();
    for becomes in all.iter().flat_map(|folded| &folded.promotions) {
        match *becomes {
            Becomes::Settled(one) => settled.push(one),
            Becomes::Waits(key, until) => waiting.push((key, until)),
            Becomes::Lacks(key, until, pool) => {
                waiting.push((key, until));
                lacking.insert((pool, key.campaign));
            }
            Becomes::OptedOut(campaign, contact) => opted_out.push((campaign, contact)),
            Becomes::Recalled(key) => recalled.push(key),
        }
    }
    // Each in the order of campaigns, as their rows are held.
    let mut counts: BTreeMap<CampaignId, (i64, i64)> = BTreeMap::new();
    if !settled.is_empty() {
        campaign_deliveries::settle_many(tx, &settled).await?;
        for one in settled.iter().filter(|one| one.state == Delivery::Sent) {
            counts.entry(one.campaign).or_default().0 += 1;
        }
    }
    if !recalled.is_empty() {
        campaign_deliveries::recall_many(tx, &recalled).await?;
        for Key { campaign, .. } in recalled {
            counts.entry(campaign).or_default().0 -= 1;
        }
    }
    if !waiting.is_empty() {
        campaign_deliveries::put_off_many(tx, &waiting).await?;
    }
    for delivery in opted_out {
        if campaign_deliveries::opt_out(tx, delivery, now).await? {
            counts.entry(delivery.0).or_default().1 += 1;
        }
    }
    if !counts.is_empty() {
        let counts: Vec<_> = counts.into_iter().map(|(campaign, (sent, out))| (campaign, sent, out)).collect();
        campaigns::count_many(tx, &counts).await?;
    }
    vouchers::write(tx, all, &lacking).await
}
