//! What a campaign would say to a contact.

use std::collections::HashSet;

use subrosa_access::{Actor, ManageCampaigns, ReadContact, Subject, permit};
use subrosa_campaign::Bucket;
use subrosa_messaging::{Error, permitted};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::campaign_report::{CampaignPreview, PreviewCampaign};
use subrosa_proto::{CampaignId, ErrorCode};
use subrosa_store::campaign_settings;

use super::foresee::{Foresight, GONE, bucket_of};
use super::known::{Speaker, Words};
use super::{journey, seen};
use crate::Engage;

impl Engage {
    /// The message as it would go out, and whether it would.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` for a variant or message that it has not, or where its topic is gone; `forbidden`.
    pub async fn preview_campaign(
        &self,
        actor: &Actor,
        campaign: CampaignId,
        wanted: PreviewCampaign,
    ) -> Result<CampaignPreview, Error> {
        let brand = permit::<ManageCampaigns>(actor, &Subject::Own)?.account()?;
        let (asking, now, conversation) = (*actor, self.messaging.now(), wanted.conversation);
        let read = self.messaging.db().read(async move |tx| {
            let campaign = seen(tx, brand, campaign).await?.campaign;
            let (_, state) = permitted::<ReadContact>(tx, &asking, conversation).await?;
            let settings = campaign_settings::find(tx, brand).await?;
            let wrong = |field: &str, what: &str| Error::field(ErrorCode::InvalidParameter, field, what);
            let speaker = Speaker::of(tx, brand, &campaign).await?;
            let speaker = speaker.ok_or_else(|| wrong("topic", "the brand has it no more"))?;
            let customer = state.members.iter().find(|member| member.profile.id != brand);
            let customer = customer.map(|member| member.profile.id).ok_or_else(|| Error::new(ErrorCode::NotFound))?;
            let own = match bucket_of(&campaign, conversation) {
                Bucket::Variant(variant) => variant,
                Bucket::HeldOut => 1,
            };
            let variant = wanted.variant.unwrap_or(own);
            let mut known = speaker.known(tx, &[(conversation, customer)]).await?;
            let person = known.pop().ok_or_else(|| Error::new(ErrorCode::Internal))?;
            let words = match &wanted.message {
                None => Words::Variant(variant),
                Some(name) => {
                    let message = journey::message_of(&campaign, name);
                    Words::Message(message.ok_or_else(|| wrong("message", "its journey has no such message"))?)
                }
            };
            let said = speaker.say(&person, words).ok_or_else(|| wrong("variant", "it has no such variant"))?;
            let persons = HashSet::new();
            let mut foresight =
                Foresight { brand, campaign: &campaign, settings: &settings, speaker: &speaker, now, persons };
            let would = foresight.of(tx, &[conversation]).await?.pop().map_or(GONE, |one| one.would);
            Ok::<_, Error>(CampaignPreview {
                variant,
                language: said.language,
                body: said.body,
                missing: said.missing,
                would,
            })
        });
        let preview = read.await?;
        self.note_once(self.deed(actor, brand, AuditDeed::ContactRead).in_conversation(conversation)).await?;
        Ok(preview)
    }
}
