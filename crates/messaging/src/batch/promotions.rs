//! Campaigns' messages. What is asked about those of a batch is read at once; each is then sent, put off or skipped where its conversation is
//! locked, and its row says so in the same transaction: so whatever dies, each contact gets it once. So it is with vouchers: codes are held while
//! they are read, and those that were sent are given by the same transaction.
//!
//! Never: a promotion that takes the thread, opens a ticket or ends a wait; one by a consent that is not held.

use std::collections::{BTreeMap, BTreeSet};

use subrosa_campaign::{Decision, Facts, client_id, decide};
use subrosa_desk::sending::Sender;
use subrosa_proto::{CampaignId, ErrorCode, EventId, Timestamp};
use subrosa_store::campaign_deliveries::{self, Delivery, Key, Recent, Settled};
use subrosa_store::campaign_journeys::{self, Begun};
use subrosa_store::campaigns::Counts;
use subrosa_store::vouchers::Given;
use subrosa_store::{Tx, campaign_answers, campaigns};

use super::around::Around;
use super::becomes::Becomes;
use super::folded::Folded;
use super::welcome::key_of;
use super::{Outcome, vouchers};
use crate::Error;
use crate::campaigns::{Promotion, Saying, refusal};
use crate::conversations::view;

/// Who is told by two campaigns in one batch is told by the second in another.
const NEXT_BATCH_SECONDS: i64 = 1;

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
            Becomes::Settled(one, _) => (one.campaign, one.occurrence) == (campaign, key.occurrence),
            Becomes::SetsOut(begun) => begun.delivery == key,
            Becomes::Waits(of, _) | Becomes::Lacks(of, ..) => *of == key,
            Becomes::OptedOut(of, _) => *of == campaign,
            Becomes::Recalled(of, _) => of.campaign == campaign,
        };
        if self.promotions.iter().any(is_same) {
            return Ok(Outcome::Done);
        }
        let Some(known) = around.promotions.of(&key) else { return Ok(Outcome::Done) };
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
            Becomes::Settled(Settled { campaign, contact, occurrence, state, reason, at: now, seq }, promotion.message)
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
        if let Becomes::Settled(Settled { state: Delivery::Sent, seq: Some(seq), .. }, _) = becomes
            && promotion.begins_journey
        {
            self.promotions.push(Becomes::SetsOut(Begun { delivery: key, at: now, seq }));
        }
        self.promotions.push(becomes);
        Ok(Outcome::Done)
    }
}

/// Writes what became of deliveries, and counts it with their campaigns.
pub(super) async fn write(tx: &mut Tx<'_>, all: &[Folded], now: Timestamp) -> Result<(), Error> {
    let (mut settled, mut waiting, mut opted_out, mut recalled) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut lacking, mut begun, mut awaited) = (BTreeSet::new(), Vec::new(), Vec::new());
    // Each in the order of campaigns, as their rows are held; of the campaigns' own messages alone.
    let mut counts: BTreeMap<CampaignId, Counts> = BTreeMap::new();
    for becomes in all.iter().flat_map(|folded| &folded.promotions) {
        match *becomes {
            Becomes::Settled(one, message) => {
                settled.push(one);
                let Settled { campaign, contact, occurrence, .. } = one;
                if one.state == Delivery::Sent {
                    let counted = counts.entry(campaign).or_default();
                    counted.said += 1;
                    counted.sent += i64::from(message == 0);
                }
                if message > 0 {
                    awaited.push(Key { campaign, contact, occurrence });
                }
            }
            Becomes::SetsOut(one) => begun.push(one),
            Becomes::Waits(key, until) => waiting.push((key, until)),
            Becomes::Lacks(key, until, pool) => {
                waiting.push((key, until));
                lacking.insert((pool, key.campaign));
            }
            Becomes::OptedOut(campaign, contact) => opted_out.push((campaign, contact)),
            Becomes::Recalled(key, message) => {
                recalled.push(key);
                if message == 0 {
                    counts.entry(key.campaign).or_default().sent -= 1;
                }
            }
        }
    }
    if !settled.is_empty() {
        campaign_deliveries::settle_many(tx, &settled).await?;
    }
    if !begun.is_empty() {
        campaign_journeys::begin_many(tx, &begun).await?;
    }
    if !awaited.is_empty() {
        campaign_journeys::go_on_many(tx, &awaited, now).await?;
    }
    if !recalled.is_empty() {
        campaign_deliveries::recall_many(tx, &recalled).await?;
        campaign_journeys::end_many(tx, &recalled).await?;
    }
    if !waiting.is_empty() {
        campaign_deliveries::put_off_many(tx, &waiting).await?;
    }
    for delivery in opted_out {
        if campaign_answers::opt_out(tx, delivery, now).await? {
            counts.entry(delivery.0).or_default().opted_out += 1;
        }
    }
    if !counts.is_empty() {
        let counts: Vec<_> = counts.into_iter().collect();
        campaigns::count_many(tx, &counts).await?;
    }
    let given: Vec<Given> = all.iter().flat_map(|folded| folded.vouchers.iter().cloned()).collect();
    vouchers::write(tx, &given, &lacking).await
}
