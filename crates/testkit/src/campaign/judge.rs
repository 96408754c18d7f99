//! The judgement of a finished campaign: each contact's log against what was to come of it, and its counts against all logs.

use serde_json::Value;
use subrosa_campaign::{Bucket, bucket};
use subrosa_proto::campaign_report::{CampaignProgress, CampaignReport};
use subrosa_proto::{CampaignId, ConversationId, Timestamp};

use super::contacts::contact;
use super::shop::{HOLDOUT_PERCENT, REMINDER, Shop};
use super::withdrawing::Withdrawals;
use crate::Outcome;
use crate::writing::Verdict;

/// Holds a server to it.
///
/// # Errors
/// When the server can't be reached or refuses.
pub async fn judge(
    shop: &Shop,
    url: &str,
    campaign: CampaignId,
    contacts: i64,
    withdrawals: &Withdrawals,
) -> Outcome<Verdict> {
    let (mut verdict, mut told, mut reminded, mut held_out) = (Verdict::default(), 0, 0, 0);
    for number in 0..contacts {
        let (contact, agrees) = contact(number);
        verdict.checked += 1;
        let (own, reminders) = promotions(shop, url, campaign, contact).await?;
        let is_held_out = bucket(campaign, contact, HOLDOUT_PERCENT, &[1, 1]) == Bucket::HeldOut;
        told += own.len() as u64;
        reminded += reminders.len() as u64;
        for (moments, what) in [(&own, "it"), (&reminders, "its reminder")] {
            if moments.len() > 1 {
                verdict.doubled(format!("{contact} got {what} {} times", moments.len()));
            }
            match (moments.first(), withdrawals.get(&contact)) {
                (Some(_), _) if !agrees || is_held_out => verdict.doubled(format!("{contact} was not to get {what}")),
                (Some(at), Some(Some(heard))) if at > heard => {
                    verdict.doubled(format!("{contact} got {what} at {at:?}, and had said no by {heard:?}"));
                }
                (None, None) if agrees && !is_held_out => verdict.lost(format!("{contact} did not get {what}")),
                _ => {}
            }
        }
        if reminders.first().is_some_and(|reminder| own.first().is_none_or(|own| reminder <= own)) {
            verdict.doubled(format!("{contact} was reminded of what they had not got"));
        }
        held_out += u64::from(agrees && is_held_out && !withdrawals.contains_key(&contact));
    }
    let progress: CampaignProgress =
        serde_json::from_value(shop.get(url, &format!("/v1/brand/campaigns/{campaign}/progress")).await?)?;
    let report: CampaignReport =
        serde_json::from_value(shop.get(url, &format!("/v1/brand/campaigns/{campaign}/report")).await?)?;
    let counted: u64 = report.variants.iter().map(|variant| variant.people).sum();
    let skipped: u64 = progress.skipped.iter().map(|skipped| skipped.contacts).sum();
    let all = progress.sent + progress.held_out + skipped;
    if (progress.sent, counted) != (told, told) {
        let sent = progress.sent;
        verdict.lost(format!("{told} got it; its progress says {sent}, its report {counted}"));
    }
    if (progress.planned, progress.failed, all) != (0, 0, u64::try_from(contacts)?) {
        verdict.lost(format!("not everyone is settled: {progress:?}"));
    }
    let journey = progress.journey.map(|journey| (journey.under_way, journey.ended + journey.reached_goal));
    if journey != Some((0, told)) || reminded > told {
        verdict.lost(format!("{told} set out and {reminded} were reminded; its progress says {journey:?}"));
    }
    // Of those held out some said no before their turn, and nobody knows which.
    if progress.held_out < held_out || report.held_out.people != progress.held_out {
        let (says, reports) = (progress.held_out, report.held_out.people);
        verdict.lost(format!("at least {held_out} are held out; its progress says {says}, its report {reports}"));
    }
    Ok(verdict)
}

/// When a contact got its own messages, and when reminders.
async fn promotions(
    shop: &Shop,
    url: &str,
    campaign: CampaignId,
    contact: ConversationId,
) -> Outcome<(Vec<Timestamp>, Vec<Timestamp>)> {
    let page = shop.get(url, &format!("/v1/conversations/{contact}/events")).await?;
    let (mut own, mut reminders) = (Vec::new(), Vec::new());
    for event in page["events"].as_array().ok_or("a page has events")? {
        if event["body"]["promotion"]["campaign"] == Value::String(campaign.to_string()) {
            let is_reminder = event["body"]["text"].as_str().is_some_and(|text| text.starts_with(REMINDER));
            let at = serde_json::from_value(event["at"].clone())?;
            if is_reminder { reminders.push(at) } else { own.push(at) }
        }
    }
    Ok((own, reminders))
}
