//! What a campaign would do if it began now: to whom, when, in which variant, and why not to others.

use std::collections::{BTreeMap, HashSet};

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_campaign::{Bucket, asks_voucher};
use subrosa_messaging::Error;
use subrosa_proto::campaign::{Campaign, CampaignSchedule};
use subrosa_proto::campaign_report::{CampaignDryRun, CampaignForesight, SkipReason, SkippedContacts};
use subrosa_proto::limits::{DRY_RUN_CONTACTS, DRY_RUN_SHOWN};
use subrosa_proto::right::Right;
use subrosa_proto::voucher::VoucherNeed;
use subrosa_proto::{CampaignId, ErrorCode};
use subrosa_store::campaign_settings;

use super::foresee::{Foresight, bucket_of};
use super::known::Speaker;
use super::submit::needs_approval;
use super::{audience, seen, vouchers};
use crate::Engage;

/// Contacts that are looked at together.
const TOGETHER: usize = 500;

impl Engage {
    /// Looks at everyone whom it is for, one by one. Nothing is written down.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` where its segment or topic is gone; `forbidden`, also for members who may not see contacts.
    pub async fn dry_run_campaign(&self, actor: &Actor, campaign: CampaignId) -> Result<CampaignDryRun, Error> {
        let permit = permit::<ManageCampaigns>(actor, &Subject::Own)?;
        let (brand, by, now) = (permit.account()?, permit.person()?, self.messaging.now());
        if !permit.held()?.rights().has(Right::ReadContacts) {
            let detail = "what would become of single contacts is for members who may see them";
            return Err(Error::detailed(ErrorCode::Forbidden, detail));
        }
        let gone = |field: &str| Error::field(ErrorCode::InvalidParameter, field, "the brand has it no more");
        let db = self.messaging.db();
        let begun = db.read(async move |tx| {
            let campaign = seen(tx, brand, campaign).await?.campaign;
            let settings = campaign_settings::find(tx, brand).await?;
            let speaker = Speaker::of(tx, brand, &campaign).await?.ok_or_else(|| gone("topic"))?;
            let vouchers_left = vouchers::check(tx, brand, campaign.vouchers).await?;
            Ok::<_, Error>((campaign, settings, speaker, vouchers_left))
        });
        let (campaign, settings, speaker, vouchers_left) = begun.await?;
        let contacts = audience::find(self, brand, &campaign.audience, now).await?.ok_or_else(|| gone("audience"))?;
        let people = contacts.len() as u64;
        let all = std::sync::Arc::new((campaign, settings, speaker, contacts));
        let shared = std::sync::Arc::clone(&all);
        let needs_approval =
            db.read(async move |tx| needs_approval(tx, (brand, &shared.0), by, (people, &shared.1)).await);
        let needs_approval = needs_approval.await?;
        let (campaign, _, _, contacts) = &*all;
        let mut run = CampaignDryRun {
            at: now,
            people,
            looked_at: contacts.len().min(DRY_RUN_CONTACTS) as u64,
            variants: vec![0; campaign.variants.len()],
            held_out: 0,
            later: 0,
            skipped: Vec::new(),
            needs_approval,
            vouchers: None,
            journey_messages: campaign.journey.as_ref().map(|journey| journey.messages.len() as u64),
            contacts: Vec::new(),
        };
        let mut skipped: BTreeMap<SkipReason, u64> = BTreeMap::new();
        let mut persons: HashSet<i64> = HashSet::new();
        let looked_at = contacts.len().min(DRY_RUN_CONTACTS);
        for some in contacts[..looked_at].chunks(TOGETHER) {
            let (shared, some, before) = (std::sync::Arc::clone(&all), some.to_vec(), persons.clone());
            let read = db.read(async move |tx| {
                let (campaign, settings, speaker, _) = &*shared;
                let persons = before.clone();
                let mut foresight = Foresight { brand, campaign, settings, speaker, now, persons };
                let foreseen = foresight.of(tx, &some).await?;
                Ok::<_, Error>((foreseen, foresight.persons))
            });
            let (foreseen, after) = read.await?;
            persons = after;
            for one in foreseen {
                match one.would {
                    CampaignForesight::Skip { why } => *skipped.entry(why).or_default() += 1,
                    CampaignForesight::Send { .. } | CampaignForesight::HoldOut | CampaignForesight::Wait { .. } => {
                        run.later += u64::from(matches!(one.would, CampaignForesight::Wait { .. }));
                        match bucket_of(campaign, one.conversation) {
                            Bucket::HeldOut => run.held_out += 1,
                            Bucket::Variant(variant) => {
                                let place = usize::try_from(variant).unwrap_or(1).saturating_sub(1);
                                run.variants.iter_mut().skip(place).take(1).for_each(|count| *count += 1);
                            }
                        }
                    }
                }
                if run.contacts.len() < DRY_RUN_SHOWN {
                    run.contacts.push(one);
                }
            }
        }
        // How many it takes of one that is sent on what contacts do, nobody knows before.
        let left = vouchers_left.filter(|_| !matches!(campaign.schedule, CampaignSchedule::When(_)));
        run.vouchers = left.map(|left| VoucherNeed { needed: needed(campaign, &run.variants), left });
        run.skipped = skipped.into_iter().map(|(why, contacts)| SkippedContacts { why, contacts }).collect();
        Ok(run)
    }
}

/// How many vouchers it takes at most, where so many get each variant: a text of a variant may be without one.
fn needed(campaign: &Campaign, people: &[u64]) -> u64 {
    let asking = campaign.variants.iter().zip(people).filter(|(variant, _)| variant.texts.iter().any(asks_voucher));
    asking.map(|(_, people)| *people).sum()
}
