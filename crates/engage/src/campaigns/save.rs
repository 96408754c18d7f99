//! Write a campaign, new or in place of what it was.

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_campaign::check;
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::campaign::{Campaign, CampaignState, SaveCampaign};
use subrosa_proto::limits::BRAND_CAMPAIGNS;
use subrosa_proto::{AccountId, CampaignId, ErrorCode, Timestamp};
use subrosa_store::{accounts, campaigns};

use super::{audience, held, journey, refused, shown, trigger, vouchers};
use crate::Engage;

impl Engage {
    /// Makes a draft.
    ///
    /// # Errors
    /// `invalid_parameter` with the field, also when the brand has as many campaigns as it can; `flow_invalid` for a journey that can't run;
    /// `forbidden`.
    pub async fn create_campaign(&self, actor: &Actor, request: SaveCampaign) -> Result<Campaign, Error> {
        let permit = permit::<ManageCampaigns>(actor, &Subject::Own)?;
        let (brand, by, now) = (permit.account()?, permit.person()?, self.messaging.now());
        let id = CampaignId::new(self.messaging.next_id());
        let campaign = draft(checked(request, now)?, id, (by, now));
        let deed = self.deed(actor, brand, AuditDeed::CampaignSaved).about(&campaign.name);
        let new = campaign.clone();
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let known = campaigns::ids(tx, brand, BRAND_CAMPAIGNS).await?.len();
                if known >= usize::try_from(BRAND_CAMPAIGNS).unwrap_or(usize::MAX) {
                    let detail = format!("a brand has at most {BRAND_CAMPAIGNS} campaigns");
                    return Err(Error::field(ErrorCode::InvalidParameter, "name", detail));
                }
                audience::check(tx, brand, &new.audience, &new.topic).await?;
                trigger::check(tx, brand, &new.schedule).await?;
                vouchers::check(tx, brand, new.vouchers).await?;
                campaigns::insert(tx, brand, &new).await?;
                deed.note(tx).await
            })
            .await?;
        Ok(shown(campaign))
    }

    /// Writes a draft anew.
    ///
    /// # Errors
    /// `not_found`, and as for a new one; `invalid_parameter` also where it is no draft any more.
    pub async fn replace_campaign(
        &self,
        actor: &Actor,
        campaign: CampaignId,
        request: SaveCampaign,
    ) -> Result<Campaign, Error> {
        let permit = permit::<ManageCampaigns>(actor, &Subject::Own)?;
        let (brand, by, now) = (permit.account()?, permit.person()?, self.messaging.now());
        let wanted = draft(checked(request, now)?, campaign, (by, now));
        let deed = self.deed(actor, brand, AuditDeed::CampaignSaved).about(&wanted.name);
        let written = self.messaging.db().write(async move |tx| {
            let before = held(tx, brand, campaign).await?.campaign;
            if before.state != CampaignState::Draft {
                return Err(refused(before.state, "only drafts are changed; take it back first"));
            }
            audience::check(tx, brand, &wanted.audience, &wanted.topic).await?;
            trigger::check(tx, brand, &wanted.schedule).await?;
            vouchers::check(tx, brand, wanted.vouchers).await?;
            let after = Campaign { created_at: before.created_at, ..wanted.clone() };
            campaigns::update(tx, &after).await?;
            deed.note(tx).await?;
            Ok(after)
        });
        written.await.map(shown)
    }
}

fn checked(mut request: SaveCampaign, now: Timestamp) -> Result<SaveCampaign, Error> {
    request.audience = audience::given(request.audience)?;
    let wrong =
        |problem: subrosa_campaign::Problem| Error::field(ErrorCode::InvalidParameter, problem.field, problem.what);
    let checked = check(request, now).map_err(wrong)?;
    journey::check(checked.journey.as_ref())?;
    Ok(checked)
}

fn draft(save: SaveCampaign, id: CampaignId, (by, now): (AccountId, Timestamp)) -> Campaign {
    let SaveCampaign {
        name,
        audience,
        topic,
        schedule,
        variants,
        fallback,
        holdout_percent,
        goal,
        track_links,
        vouchers,
        journey,
    } = save;
    Campaign {
        id,
        name,
        audience,
        topic,
        schedule,
        variants,
        fallback,
        holdout_percent,
        goal,
        track_links,
        vouchers,
        journey,
        vouchers_short: None,
        state: CampaignState::Draft,
        paused_by: None,
        created_at: now,
        changed_at: now,
        changed_by: by,
        submitted_by: None,
        approved_by: None,
        people: None,
        started_at: None,
        finished_at: None,
        sent: 0,
        opted_out: 0,
        complained: 0,
    }
}
