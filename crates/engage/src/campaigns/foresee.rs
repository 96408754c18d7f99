//! What a campaign would do with contacts, by the same decision that is made when it is sent.

use std::collections::HashSet;

use subrosa_campaign::{Bucket, Decision, Facts, Refusal, bucket, decide, local_moment, next_occurrence, told_at};
use subrosa_desk::zone::Zone;
use subrosa_messaging::{Error, promotion_refused};
use subrosa_proto::campaign::{Campaign, CampaignSchedule, CampaignSettings};
use subrosa_proto::campaign_report::{CampaignForesight, ForeseenContact, SkipReason};
use subrosa_proto::consent::{ConsentChannel, ConsentState};
use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::conversations::Conversation;
use subrosa_store::{
    Tx, campaign_deliveries, consents, conversations, merged_contacts, promotion_budgets, suppressions, threads,
};

use super::known::{Person, Speaker, Words};

/// Further back than any cap or budget looks.
const RECENT_SECONDS: i64 = 31 * 24 * 60 * 60;

/// When somebody is to be told, by the clocks where they are; not before a campaign begins.
pub(super) fn planned_for(schedule: &CampaignSchedule, zone: &Zone, begins: Timestamp) -> Timestamp {
    let at = match schedule {
        CampaignSchedule::Now => begins,
        CampaignSchedule::At(at) => *at,
        // It was checked when it was kept.
        CampaignSchedule::Local(moment) => local_moment(zone, moment).unwrap_or(begins),
        CampaignSchedule::When(_) => begins,
        // Each time begins anew.
        CampaignSchedule::Every(every) => told_at(zone, every, begins),
    };
    at.max(begins)
}

/// When they would be told if it began now. What returns by their own clocks has its next time then.
fn foreseen_for(schedule: &CampaignSchedule, zone: &Zone, now: Timestamp) -> Timestamp {
    let begins = match schedule {
        CampaignSchedule::Every(every) if every.local => next_occurrence(zone, every, now).unwrap_or(now),
        _ => now,
    };
    planned_for(schedule, zone, begins)
}

/// The bucket of a contact.
pub(super) fn bucket_of(campaign: &Campaign, contact: ConversationId) -> Bucket {
    let shares: Vec<u32> = campaign.variants.iter().map(|variant| variant.share).collect();
    bucket(campaign.id, contact, campaign.holdout_percent, &shares)
}

/// The variant that a contact gets, as a delivery has it; 0 for those held out.
pub(super) fn variant_of(campaign: &Campaign, contact: ConversationId) -> u32 {
    match bucket_of(campaign, contact) {
        Bucket::HeldOut => 0,
        Bucket::Variant(variant) => variant,
    }
}

/// A campaign that somebody looks ahead at.
pub(super) struct Foresight<'c> {
    pub(super) brand: AccountId,
    pub(super) campaign: &'c Campaign,
    pub(super) settings: &'c CampaignSettings,
    pub(super) speaker: &'c Speaker,
    pub(super) now: Timestamp,
    /// Persons of whom one contact was looked at.
    pub(super) persons: HashSet<i64>,
}

/// What is read of one contact.
struct Read {
    state: Conversation,
    customer: usize,
    refused: Option<Refusal>,
    is_suppressed: bool,
    person: Option<i64>,
}

impl Foresight<'_> {
    /// What it would do with some contacts, in their order; those who are gone altogether are left out.
    pub(super) async fn of(
        &mut self,
        tx: &mut Tx<'_>,
        contacts: &[ConversationId],
    ) -> Result<Vec<ForeseenContact>, Error> {
        let read = self.read(tx, contacts).await?;
        let people: Vec<(ConversationId, AccountId)> =
            read.iter().map(|one| (one.state.id, one.state.members[one.customer].profile.id)).collect();
        let accounts: Vec<AccountId> = people.iter().map(|(_, account)| *account).collect();
        let since = self.now.plus_seconds(-RECENT_SECONDS);
        let recent = campaign_deliveries::recent(tx, &accounts, since).await?;
        let budgets = promotion_budgets::find_many(tx, &accounts).await?;
        let known = self.speaker.known(tx, &people).await?;
        let mut foreseen = Vec::with_capacity(read.len());
        for ((one, known), (recent, budget)) in read.into_iter().zip(known).zip(recent.into_iter().zip(budgets)) {
            let would = self.one(&one, &known, &recent, budget.per_week);
            let [low, high] = one.state.members;
            let account = if one.customer == 0 { low.profile } else { high.profile };
            foreseen.push(ForeseenContact { conversation: one.state.id, account, would });
        }
        Ok(foreseen)
    }

    async fn read(&self, tx: &mut Tx<'_>, contacts: &[ConversationId]) -> Result<Vec<Read>, Error> {
        let states = conversations::find_many(tx, contacts).await?;
        let threads = threads::find_many(tx, contacts).await?;
        let topics: Vec<_> =
            contacts.iter().map(|contact| (self.brand, *contact, self.campaign.topic.as_str())).collect();
        let consents = consents::states(tx, &topics, ConsentChannel::Subrosa).await?;
        let of: Vec<_> = contacts.iter().map(|contact| (self.brand, *contact)).collect();
        let persons = merged_contacts::persons(tx, &of).await?;
        let of: Vec<_> =
            of.iter().zip(&persons).map(|((brand, contact), person)| (*brand, *contact, *person)).collect();
        let suppressed = suppressions::are_suppressed(tx, &of).await?;
        let all = states.into_iter().zip(threads).zip(consents.into_iter().zip(persons.into_iter().zip(suppressed)));
        let read = all.filter_map(|((state, thread), (consent, (person, is_suppressed)))| {
            let (state, thread) = (state?, thread?);
            let customer = 1 - state.brand_side()?;
            let is_welcome = consent == Some(ConsentState::Granted);
            let refused = promotion_refused(&state, &thread, is_welcome, self.now);
            Some(Read { state, customer, refused, is_suppressed, person })
        });
        Ok(read.collect())
    }

    fn one(
        &mut self,
        one: &Read,
        known: &Person,
        recent: &[campaign_deliveries::Recent],
        budget: u32,
    ) -> CampaignForesight {
        let (contact, head) = (one.state.id, one.state.head);
        let bucket = bucket_of(self.campaign, contact);
        let unsayable = match bucket {
            // Whoever would get nothing for want of a value is not held out either: both sides are to be alike.
            Bucket::HeldOut => self.speaker.seal(known, Words::Variant(1)).err(),
            Bucket::Variant(variant) => self.speaker.seal(known, Words::Variant(variant)).err(),
        };
        let of_all: Vec<Timestamp> = recent.iter().map(|one| one.at).collect();
        let here = |one: &&campaign_deliveries::Recent| one.contact == contact;
        let of_brand: Vec<Timestamp> = recent.iter().filter(here).map(|one| one.at).collect();
        let is_promotion = recent.iter().find(here).is_some_and(|newest| newest.seq == head);
        let decision = decide(&Facts {
            now: self.now,
            planned_for: foreseen_for(&self.campaign.schedule, &known.zone, self.now),
            zone: &known.zone,
            settings: self.settings,
            refused: one.refused,
            unsayable,
            is_suppressed: one.is_suppressed,
            is_told: one.person.is_some_and(|person| self.persons.contains(&person)),
            last_word: (head > 0 && !is_promotion).then_some(one.state.activity),
            of_brand: &of_brand,
            of_all: &of_all,
            budget,
            rest_days: known.rest_days,
        });
        if !matches!(decision, Decision::Skip(_)) {
            self.persons.extend(one.person);
        }
        match (decision, bucket) {
            (Decision::Wait(why, until), _) => CampaignForesight::Wait { why, until },
            (Decision::Skip(why), _) => CampaignForesight::Skip { why },
            (Decision::Send, Bucket::HeldOut) => CampaignForesight::HoldOut,
            (Decision::Send, Bucket::Variant(variant)) => CampaignForesight::Send { variant },
        }
    }
}

/// Nobody can be told any more.
pub(super) const GONE: CampaignForesight = CampaignForesight::Skip { why: SkipReason::CustomerGone };
