//! Submit a campaign, make it a draft again, pause it, have it go on, end it, take it back from those who have not read it.

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::campaign::{Campaign, CampaignMove, CampaignPause, CampaignState};
use subrosa_proto::{AccountId, CampaignId, ConversationId, Timestamp};
use subrosa_store::campaigns::{self, Kept};

use super::submit::submit;
use super::{audience, held, refused, seen, shown};
use crate::Engage;

impl Engage {
    /// Moves it, once: whoever comes second finds it moved. What is under way ends within one group of messages.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` where it can't be done as it stands; `forbidden`.
    pub async fn move_campaign(
        &self,
        actor: &Actor,
        campaign: CampaignId,
        what: CampaignMove,
    ) -> Result<Campaign, Error> {
        let permit = permit::<ManageCampaigns>(actor, &Subject::Own)?;
        let (brand, by, now) = (permit.account()?, permit.person()?, self.messaging.now());
        let deed = match what {
            CampaignMove::Submit => AuditDeed::CampaignSubmitted,
            CampaignMove::Cancel => AuditDeed::CampaignCancelled,
            CampaignMove::Recall => AuditDeed::CampaignRecalled,
            CampaignMove::Withdraw | CampaignMove::Pause | CampaignMove::Resume => AuditDeed::CampaignMoved,
        };
        let deed = self.deed(actor, brand, deed);
        // It takes longer than anyone should hold the campaign for. If it is written anew meanwhile, its audience is looked at again when it begins.
        let people = if what == CampaignMove::Submit { self.people_of(brand, campaign, now).await? } else { 0 };
        let moved = self.messaging.db().write(async move |tx| {
            let mut kept = held(tx, brand, campaign).await?;
            let due_at = match what {
                CampaignMove::Submit => submit(tx, &mut kept, (by, now), people).await?,
                CampaignMove::Withdraw => withdraw(&mut kept)?,
                CampaignMove::Pause => pause(&mut kept)?,
                CampaignMove::Resume => resume(&mut kept, now)?,
                CampaignMove::Cancel => cancel(&mut kept, now)?,
                CampaignMove::Recall => recall(&mut kept, now)?,
            };
            campaigns::set_state(tx, &kept, due_at).await?;
            deed.clone().about(&kept.campaign.name).note(tx).await?;
            Ok::<_, Error>(kept.campaign)
        });
        let moved = moved.await?;
        self.messaging.campaign_work().notify_one();
        Ok(shown(moved))
    }
}

impl Engage {
    /// Of how many contacts a campaign's rule holds.
    async fn people_of(&self, brand: AccountId, campaign: CampaignId, now: Timestamp) -> Result<u64, Error> {
        let read = self.messaging.db().read(async move |tx| seen(tx, brand, campaign).await).await?;
        let found = audience::find(self, brand, &read.campaign.audience, now).await?;
        Ok(found.map_or(0, |contacts| contacts.len() as u64))
    }
}

fn withdraw(kept: &mut Kept) -> Result<Option<Timestamp>, Error> {
    let campaign = &mut kept.campaign;
    if !matches!(campaign.state, CampaignState::Waiting | CampaignState::Scheduled) {
        return Err(refused(campaign.state, "only what has not begun can be taken back"));
    }
    campaign.state = CampaignState::Draft;
    (campaign.submitted_by, campaign.approved_by, campaign.people) = (None, None, None);
    Ok(None)
}

fn pause(kept: &mut Kept) -> Result<Option<Timestamp>, Error> {
    let campaign = &mut kept.campaign;
    if campaign.state != CampaignState::Running {
        return Err(refused(campaign.state, "only what is running can be paused"));
    }
    campaign.state = CampaignState::Paused;
    campaign.paused_by = Some(CampaignPause::Member);
    Ok(None)
}

fn resume(kept: &mut Kept, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    if kept.campaign.state != CampaignState::Paused {
        return Err(refused(kept.campaign.state, "only what is paused can go on"));
    }
    if kept.recall_after.is_some() {
        return Err(refused(kept.campaign.state, "it can go on once it is taken back"));
    }
    kept.campaign.state = CampaignState::Running;
    kept.campaign.paused_by = None;
    kept.resumed_at = Some(now);
    kept.sent_before = kept.campaign.sent;
    kept.said_before = kept.said;
    Ok(Some(now))
}

fn cancel(kept: &mut Kept, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    let campaign = &mut kept.campaign;
    if matches!(campaign.state, CampaignState::Draft | CampaignState::Finished | CampaignState::Cancelled) {
        return Err(refused(campaign.state, "there is nothing to end"));
    }
    let has_begun = campaign.started_at.is_some();
    campaign.state = CampaignState::Cancelled;
    campaign.paused_by = None;
    campaign.finished_at = Some(now);
    // What it did is still measured.
    Ok(has_begun.then_some(now))
}

fn recall(kept: &mut Kept, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    let campaign = &kept.campaign;
    let rests = matches!(campaign.state, CampaignState::Paused | CampaignState::Finished | CampaignState::Cancelled);
    if !rests || campaign.started_at.is_none() {
        return Err(refused(campaign.state, "only what is paused or over, and has begun, can be taken back"));
    }
    // Whoever asks again meanwhile asks for the same.
    kept.recall_after.get_or_insert(ConversationId::new(0));
    Ok(Some(now))
}
