//! Look what came of a campaign for those who got it and those held out alike: what they read, wrote, did and ordered within the goal's days.

use subrosa_messaging::Error;
use subrosa_proto::campaign::{CampaignGoal, CampaignState, GoalKind};
use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::campaign_deliveries::{self, FIRST_OUTCOME, Outcome};
use subrosa_store::campaign_goals::{self, Span};
use subrosa_store::campaigns::{self, Kept};
use subrosa_store::{Tx, events};

use super::MEASURE_SECONDS;
use crate::Engage;

/// Contacts that are looked at together: nobody's message waits for more of them to be written.
const TOGETHER: u32 = 100;
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Whether nothing more can come of one: the goal's days are over for the last who was told.
pub(in super::super) fn is_over(kept: &Kept, last: Option<Timestamp>, now: Timestamp) -> bool {
    let is_ended = matches!(kept.campaign.state, CampaignState::Finished | CampaignState::Cancelled);
    let days = i64::from(kept.campaign.goal.days);
    is_ended && last.is_none_or(|last| last.plus_seconds(days * DAY_SECONDS) <= now)
}

/// Looks at one that has ended, and says when to look again.
pub(super) async fn look_again(engage: &Engage, kept: &Kept) -> Result<(), Error> {
    measure(engage, kept).await?;
    let (campaign, now) = (kept.campaign.id, engage.messaging.now());
    let last = engage.messaging.db().read(async move |tx| campaign_deliveries::last_said(tx, campaign).await).await;
    // Most of what comes of it comes soon.
    let is_young = kept.campaign.finished_at.is_none_or(|at| at.plus_seconds(DAY_SECONDS) > now);
    let seconds = if is_young { MEASURE_SECONDS } else { 6 * MEASURE_SECONDS };
    let due_at = (!is_over(kept, last.map_err(Error::from)?, now)).then(|| now.plus_seconds(seconds));
    let rested = engage.messaging.db().write(async move |tx| campaigns::look_later(tx, campaign, due_at).await).await;
    rested.map_err(Error::from)
}

/// Looks at everyone, some at a time.
pub(in super::super) async fn measure(engage: &Engage, kept: &Kept) -> Result<(), Error> {
    let (campaign, now) = (kept.campaign.id, engage.messaging.now());
    let mut after = FIRST_OUTCOME;
    // One that goes on for ever looks back no further than something may have come of it since it looked last.
    let days = i64::from(kept.campaign.goal.days) + 1;
    let is_endless = kept.followed.is_some() || kept.occurs_at.is_some() || kept.campaign.journey.is_some();
    let since = kept.measured_at.filter(|_| is_endless).map(|at| at.plus_seconds(-days * DAY_SECONDS));
    let since = since.unwrap_or(Timestamp::from_microseconds(i64::MIN));
    loop {
        let shared = kept.clone();
        let read = engage.messaging.db().read(async move |tx| {
            let found = campaign_deliveries::outcomes_after(tx, campaign, after, since, TOGETHER).await?;
            let measured = outcomes(tx, &shared, &found, now).await?;
            Ok::<_, Error>((found, measured))
        });
        let (found, measured) = read.await?;
        let Some(last) = found.last() else { break };
        after = last.place();
        let changed: Vec<Outcome> =
            found.iter().zip(measured).filter(|(before, after)| *before != after).map(|(_, after)| after).collect();
        if !changed.is_empty() {
            let written = engage
                .messaging
                .db()
                .write(async move |tx| campaign_deliveries::measure_many(tx, campaign, &changed).await);
            written.await.map_err(Error::from)?;
        }
    }
    let noted = engage.messaging.db().write(async move |tx| campaigns::set_measured(tx, campaign, now).await).await;
    noted.map_err(Error::from)
}

/// What is known of some of them now.
async fn outcomes(tx: &mut Tx<'_>, kept: &Kept, found: &[Outcome], now: Timestamp) -> Result<Vec<Outcome>, Error> {
    let (brand, goal) = (kept.brand, &kept.campaign.goal);
    let ends = |one: &Outcome| {
        let end = one.at.plus_seconds(i64::from(goal.days) * DAY_SECONDS);
        // What somebody does counts for the last time they were told.
        one.next_at.map_or(end, |next| next.min(end))
    };
    let read: Vec<(AccountId, ConversationId)> = found.iter().map(|one| (one.account, one.contact)).collect();
    let read = campaign_deliveries::read_up_to(tx, &read).await?;
    let after: Vec<_> = found.iter().map(|one| (one.contact, one.seq, brand)).collect();
    let words = events::next_of_other(tx, &after).await?;
    let spans: Vec<Span> = found.iter().map(|one| (brand, one.contact, one.at, ends(one))).collect();
    let orders = campaign_goals::ordered(tx, &spans).await?;
    let did = match &goal.reached_by {
        GoalKind::Event(name) => campaign_goals::first_did(tx, name, &spans).await?,
        GoalKind::Order | GoalKind::Reply => vec![None; found.len()],
    };
    let all = found.iter().zip(read.into_iter().zip(words)).zip(orders.into_iter().zip(did));
    let measured = all.map(|((one, (read, word)), (orders, did))| {
        let is_told = one.variant > 0;
        let seen_at = one.seen_at.or((is_told && read >= one.seq).then_some(now));
        let wrote = word.map(|event| event.at).filter(|at| *at < ends(one));
        // A word that stops it is no answer to it.
        let replied_at = wrote.filter(|at| one.opted_out_at.is_none_or(|out| *at < out));
        // What they bought or did counts once, for the message that began it all.
        if one.message > 0 {
            return Outcome { seen_at, replied_at, ..*one };
        }
        let first_order = orders.first().map(|(at, ..)| *at);
        let revenue = orders
            .iter()
            .filter(|(_, currency, _)| Some(currency) == kept.currency.as_ref())
            .map(|(_, _, value)| *value)
            .sum();
        let converted_at = reached(goal, (first_order, did, replied_at));
        Outcome { seen_at, replied_at, converted_at, revenue, ..*one }
    });
    Ok(measured.collect())
}

fn reached(
    goal: &CampaignGoal,
    (ordered, did, replied): (Option<Timestamp>, Option<Timestamp>, Option<Timestamp>),
) -> Option<Timestamp> {
    match &goal.reached_by {
        GoalKind::Order => ordered,
        GoalKind::Event(_) => did,
        GoalKind::Reply => replied,
    }
}
