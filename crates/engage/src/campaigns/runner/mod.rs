//! Sends campaigns whose moment has come: writes down whom they are for, then has messaging send to a few at a time, and looks what came of it.
//! Rows come before sends and are settled with them, so whoever goes on from another who died does nothing twice.
//!
//! Never: a group so large that people's messages wait for it, a decision on who may get one.

mod begin;
mod follow;
mod journeys;
pub(super) mod measure;
mod pace;
mod plan;
mod recall;
mod recur;
mod send;

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use subrosa_flow::Program;
use subrosa_messaging::{Error, WeakMessaging};
use subrosa_proto::campaign::{CampaignPause, CampaignSchedule, CampaignSettings, CampaignState};
use subrosa_proto::{AccountId, CampaignId, Timestamp};
use subrosa_store::campaigns::{self, Kept};
use subrosa_store::{Tx, campaign_deliveries, campaign_follows, campaign_journeys, campaign_settings};
use tokio::sync::Notify;

use super::audience::{self, Everyone};
use super::held;
use super::known::Speaker;
use super::tracked::Tracked;
use crate::{Engage, Memory};
use follow::Followed;
use pace::Pace;

/// How often due work is looked for: moments, and what another node left.
const LOOK: Duration = Duration::from_secs(1);
/// How long what was claimed stays with this node, unless it says again that it is at it.
const CLAIM_SECONDS: i64 = 10;
/// For how long one is sent before others have their turn.
const TURN: Duration = Duration::from_secs(5);
/// When it says so.
const RENEW_SECONDS: i64 = 3;
/// How often it is looked at what came of a campaign.
const MEASURE_SECONDS: i64 = 10 * 60;

impl Engage {
    /// Begins to send campaigns. It ends when messaging does. Must be called inside a Tokio runtime.
    pub fn run_campaigns(&self) {
        let (weak, memory, work) = (self.messaging.downgrade(), self.memory.clone(), self.messaging.campaign_work());
        let db = self.messaging.db().clone();
        let now = self.messaging.now();
        let claimed = now.plus_seconds(CLAIM_SECONDS);
        tokio::spawn(async move {
            if !db.is_shared()
                && let Err(error) = db.write(async move |tx| campaigns::take_up(tx, now, claimed).await).await
            {
                tracing::warn!(%error, "campaigns wait until what claims them is over");
            }
            drop(db);
            run(&weak, &memory, &work).await;
        });
    }

    /// Does all that is due for campaigns, here and now: for those who can't wait for the next look.
    ///
    /// # Errors
    /// When the store fails; what is left is done later.
    pub async fn run_due_campaigns(&self) -> Result<(), Error> {
        // One for all: what they send in a second is bounded together.
        let mut pace = Pace::new(self.messaging.promotions_per_second());
        let mut moved_first = false;
        while let Some((brand, campaign)) = claim(self, moved_first).await? {
            work_on(self, (brand, campaign), &mut pace).await?;
            moved_first = !moved_first;
        }
        Ok(())
    }
}

async fn run(weak: &WeakMessaging, memory: &Memory, work: &Notify) {
    loop {
        let Some(messaging) = weak.upgrade() else { return };
        let engage = Engage { messaging, memory: memory.clone() };
        if let Err(error) = engage.run_due_campaigns().await {
            // It stays due in the store.
            tracing::warn!(%error, "a campaign could not go on");
        }
        drop(engage);
        // Rung or not, it looks.
        let _rung = tokio::time::timeout(LOOK, work.notified()).await;
    }
}

/// Claims what is due, or what follows something that has moved: each other time the one first, so that neither waits for all of the other.
async fn claim(engage: &Engage, moved_first: bool) -> Result<Option<(AccountId, CampaignId)>, Error> {
    let now = engage.messaging.now();
    let until = now.plus_seconds(CLAIM_SECONDS);
    let claimed = engage.messaging.db().write(async move |tx| {
        for is_moved in [moved_first, !moved_first] {
            let claimed = if is_moved {
                campaign_follows::claim_moved(tx, until).await?
            } else {
                campaigns::claim(tx, now, until).await?
            };
            if claimed.is_some() {
                return Ok(claimed);
            }
        }
        Ok(None)
    });
    claimed.await.map_err(|error: subrosa_store::Error| Error::from(error))
}

/// Goes on with a campaign until there is nothing to do for it now, or it has had its turn.
async fn work_on(engage: &Engage, (brand, campaign): (AccountId, CampaignId), pace: &mut Pace) -> Result<(), Error> {
    let mut audience: Option<Everyone> = None;
    let program = OnceLock::new();
    let mut claimed = engage.messaging.now();
    let turn = Instant::now();
    loop {
        let (db, now) = (engage.messaging.db(), engage.messaging.now());
        let found = db.read(async move |tx| campaigns::find(tx, (brand, campaign)).await).await;
        let Some(kept) = found.map_err(Error::from)? else { return Ok(()) };
        claimed = stay(engage, campaign, claimed).await?;
        if let Some(after) = kept.recall_after {
            recall::recall_some(engage, &kept, after).await?;
            continue;
        }
        if kept.campaign.state == CampaignState::Running && recur::turn_on(engage, &kept).await? {
            audience = None;
            continue;
        }
        match kept.campaign.state {
            CampaignState::Scheduled => begin::begin(engage, brand, campaign).await?,
            CampaignState::Running if kept.is_to_plan(now) => {
                let begun = Instant::now();
                let is_there = plan::plan_some(engage, &kept, &mut audience).await?;
                pace.rest(begun, 0).await;
                if !is_there {
                    pause(engage, &kept, CampaignPause::AudienceGone).await?;
                }
            }
            CampaignState::Running => match follow_on(engage, &kept).await? {
                Followed::Some => {}
                Followed::Gone => pause(engage, &kept, CampaignPause::AudienceGone).await?,
                Followed::All => {
                    if !go_on(engage, (&kept, now), &program, pace).await? {
                        return Ok(());
                    }
                    if turn.elapsed() >= TURN {
                        return give_way(engage, campaign).await;
                    }
                }
            },
            CampaignState::Finished | CampaignState::Cancelled => return measure::look_again(engage, &kept).await,
            // Somebody stopped it.
            CampaignState::Draft | CampaignState::Waiting | CampaignState::Paused => return Ok(()),
        }
    }
}

/// Follows what a campaign is sent on.
async fn follow_on(engage: &Engage, kept: &Kept) -> Result<Followed, Error> {
    match &kept.campaign.schedule {
        CampaignSchedule::When(trigger) => follow::follow_some(engage, kept, trigger).await,
        _ => Ok(Followed::All),
    }
}

/// Has others go first who are due: this one is due now.
async fn give_way(engage: &Engage, campaign: CampaignId) -> Result<(), Error> {
    due_again(engage, campaign, engage.messaging.now()).await
}

/// Says that this node is at it, now and then.
async fn stay(engage: &Engage, campaign: CampaignId, claimed: Timestamp) -> Result<Timestamp, Error> {
    let now = engage.messaging.now();
    if now < claimed.plus_seconds(RENEW_SECONDS) {
        return Ok(claimed);
    }
    due_again(engage, campaign, now.plus_seconds(CLAIM_SECONDS)).await?;
    Ok(now)
}

/// Says when one that runs is for whoever looks then.
async fn due_again(engage: &Engage, campaign: CampaignId, at: Timestamp) -> Result<(), Error> {
    let written = engage.messaging.db().write(async move |tx| campaigns::stay(tx, campaign, at).await).await;
    written.map_err(Error::from)
}

/// Sends to those whose moment had come before it was read how the campaign stands: whoever's comes later has to be asked about again. False when
/// there is nothing more to do now.
async fn go_on(
    engage: &Engage,
    (kept, now): (&Kept, Timestamp),
    program: &OnceLock<Option<Program>>,
    pace: &mut Pace,
) -> Result<bool, Error> {
    let (brand, campaign) = (kept.brand, kept.campaign.clone());
    let origin = engage.messaging.origin().map(str::to_owned);
    let read = engage.messaging.db().read(async move |tx| {
        let settings = campaign_settings::find(tx, brand).await?;
        let tracked = Tracked::of(tx, campaign.id, origin.as_deref()).await?;
        let speaker = Speaker::of(tx, brand, &campaign).await?;
        Ok::<_, Error>((settings, speaker.map(|speaker| speaker.counting(tracked))))
    });
    let (settings, speaker) = read.await?;
    if let Some(why) = unwelcome(kept, &settings) {
        pause(engage, kept, why).await?;
        return Ok(true);
    }
    let Some(speaker) = speaker else {
        pause(engage, kept, CampaignPause::AudienceGone).await?;
        return Ok(true);
    };
    // Of one that is sent on what contacts do, the audience is asked about each of them again.
    let rule = audience::rule(engage, brand, &kept.campaign.audience).await?;
    if rule.is_none() && kept.followed.is_some() {
        pause(engage, kept, CampaignPause::AudienceGone).await?;
        return Ok(true);
    }
    let condition = rule.filter(|_| kept.followed.is_some());
    let begun = Instant::now();
    let has_gone_on = journeys::go_on_some(engage, kept, program).await?;
    pace.rest(begun, 0).await;
    if send::send_some(engage, (kept, now), (speaker, settings, condition), pace).await? || has_gone_on {
        return Ok(true);
    }
    let (id, now) = (kept.campaign.id, engage.messaging.now());
    let next = engage.messaging.db().read(async move |tx| next_due(tx, id).await).await;
    let next = next.map_err(Error::from)?.into_iter().chain(kept.occurs_at).min();
    match next {
        None if kept.followed.is_none() => finish(engage, kept).await?,
        next => {
            let is_old = kept.measured_at.is_none_or(|at| at.plus_seconds(MEASURE_SECONDS) <= now);
            if is_old {
                measure::measure(engage, kept).await?;
            }
            let latest = now.plus_seconds(MEASURE_SECONDS);
            let due_at = next.map_or(latest, |next| next.min(latest)).max(now);
            let resumed_at = kept.resumed_at;
            let rested = engage.messaging.db().write(async move |tx| {
                // What was asked before somebody paused it and had it go on again says nothing of now.
                campaign_follows::rest(tx, id, due_at, resumed_at).await
            });
            rested.await.map_err(|error: subrosa_store::Error| Error::from(error))?;
            return Ok(false);
        }
    }
    Ok(true)
}

/// When the next delivery is due, or the next step of a journey.
async fn next_due(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Option<Timestamp>, subrosa_store::Error> {
    let delivery = campaign_deliveries::next_due(tx, campaign).await?;
    let step = campaign_journeys::next_due(tx, campaign).await?;
    Ok(delivery.into_iter().chain(step).min())
}

/// Why one is to pause: more of those who got it call it unwanted, or want no more, than the brand bears. Whoever has it go on all the same is asked
/// again after as many.
fn unwelcome(kept: &Kept, settings: &CampaignSettings) -> Option<CampaignPause> {
    let sent = kept.campaign.sent;
    if kept.said - kept.said_before < i64::from(settings.opt_out_after) {
        return None;
    }
    let is_over = |count: i64, most: u32, of: i64| most > 0 && count * of > sent * i64::from(most);
    if is_over(kept.campaign.complained, settings.complaint_per_thousand, 1_000) {
        return Some(CampaignPause::Complaints);
    }
    is_over(kept.campaign.opted_out, settings.opt_out_percent, 100).then_some(CampaignPause::OptOuts)
}

/// Pauses one that still runs.
async fn pause(engage: &Engage, kept: &Kept, why: CampaignPause) -> Result<(), Error> {
    let (brand, campaign) = (kept.brand, kept.campaign.id);
    let paused = engage.messaging.db().write(async move |tx| {
        let mut kept = held(tx, brand, campaign).await?;
        if kept.campaign.state == CampaignState::Running {
            kept.campaign.state = CampaignState::Paused;
            kept.campaign.paused_by = Some(why);
            campaigns::set_state(tx, &kept, None).await?;
        }
        Ok::<_, Error>(())
    });
    paused.await
}

/// Finishes one of which everything is settled.
async fn finish(engage: &Engage, kept: &Kept) -> Result<(), Error> {
    let (brand, campaign, now) = (kept.brand, kept.campaign.id, engage.messaging.now());
    let finished = engage.messaging.db().write(async move |tx| {
        let mut kept = held(tx, brand, campaign).await?;
        // Whoever is on its journey waits for a delivery or for a moment.
        let is_settled = next_due(tx, campaign).await?.is_none();
        let is_over = kept.is_planned() && kept.occurs_at.is_none() && kept.followed.is_none();
        if kept.campaign.state == CampaignState::Running && is_over && is_settled {
            kept.campaign.state = CampaignState::Finished;
            kept.campaign.finished_at = Some(now);
            campaigns::set_state(tx, &kept, Some(now)).await?;
        }
        Ok::<_, Error>(())
    });
    finished.await
}

/// Everyone whom a campaign is for, at the moment at which it began, or at which it returns.
async fn everyone(engage: &Engage, kept: &Kept) -> Result<Option<Everyone>, Error> {
    let (brand, whom) = (kept.brand, kept.campaign.audience.clone());
    let at = kept.occurs_at.or(kept.campaign.started_at).unwrap_or_else(|| engage.messaging.now());
    audience::find(engage, brand, &whom, at).await
}
