//! What became of campaigns' messages, as rules look at it.

use subrosa_messaging::Error;
use subrosa_proto::limits::BRAND_CAMPAIGNS;
use subrosa_proto::segment::{CampaignOutcome, CampaignRule};
use subrosa_proto::{CampaignId, ConversationId, Timestamp};
use subrosa_segment::{Found, Told};
use subrosa_store::campaign_deliveries::{self, FIRST_OUTCOME, Outcome};
use subrosa_store::{Tx, campaigns};

use super::asked::Asked;

/// Deliveries that are read at once.
const TOGETHER: u32 = 10_000;

/// Everyone of whom a condition about campaigns holds.
pub(super) async fn told(tx: &mut Tx<'_>, asked: &Asked, rule: &CampaignRule) -> Result<Found, Error> {
    let (from, before) = asked.clock.span(rule.within.as_ref());
    let known = campaigns::ids(tx, asked.brand, BRAND_CAMPAIGNS).await?;
    let mut found: Vec<ConversationId> = Vec::new();
    for campaign in known.into_iter().filter(|id| rule.campaign.is_none_or(|wanted| wanted == *id)) {
        let (mut after, ever) = (FIRST_OUTCOME, Timestamp::from_microseconds(i64::MIN));
        loop {
            let some = campaign_deliveries::outcomes_after(tx, campaign, after, ever, TOGETHER).await?;
            let Some(last) = some.last() else { break };
            after = last.place();
            let fits = |one: &&Outcome| moment(one, rule.was).is_some_and(|at| from <= at && at < before);
            found.extend(some.iter().filter(fits).map(|one| one.contact));
        }
    }
    Ok(Found { contacts: found, is_all_but: false })
}

/// What became of a brand's campaigns for one contact.
pub(super) async fn told_to(tx: &mut Tx<'_>, asked: &Asked, contact: ConversationId) -> Result<Vec<Told>, Error> {
    let known = campaigns::ids(tx, asked.brand, BRAND_CAMPAIGNS).await?;
    let found = campaign_deliveries::outcomes_of(tx, contact, &known).await?;
    let of = |campaign: CampaignId, one: &Outcome| {
        let all = ALL.into_iter().filter_map(|was| Some(Told { campaign, was, at: moment(one, was)? }));
        all.collect::<Vec<_>>()
    };
    let each =
        known.into_iter().zip(&found).flat_map(|(campaign, all)| all.iter().flat_map(move |one| of(campaign, one)));
    Ok(each.collect())
}

const ALL: [CampaignOutcome; 7] = [
    CampaignOutcome::Sent,
    CampaignOutcome::Seen,
    CampaignOutcome::Clicked,
    CampaignOutcome::Replied,
    CampaignOutcome::Converted,
    CampaignOutcome::OptedOut,
    CampaignOutcome::HeldOut,
];

/// When something became of it. What those do who were held out is nobody's answer to a message.
fn moment(one: &Outcome, was: CampaignOutcome) -> Option<Timestamp> {
    let is_held_out = one.variant == 0;
    match was {
        CampaignOutcome::HeldOut => is_held_out.then_some(one.at),
        _ if is_held_out => None,
        CampaignOutcome::Sent => Some(one.at),
        CampaignOutcome::Seen => one.seen_at,
        CampaignOutcome::Clicked => one.clicked_at,
        CampaignOutcome::Replied => one.replied_at,
        CampaignOutcome::Converted => one.converted_at,
        CampaignOutcome::OptedOut => one.opted_out_at,
    }
}
