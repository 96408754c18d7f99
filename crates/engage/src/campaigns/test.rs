//! Show members what a campaign would say, where they read it as customers do.

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::campaign_report::{CampaignTested, TestCampaign};
use subrosa_proto::limits::CAMPAIGN_TESTERS;
use subrosa_proto::{AccountId, CampaignId, ConversationId, ErrorCode};
use subrosa_store::{brand_members, conversations};

use super::known::{Speaker, Words};
use super::{journey, seen};
use crate::Engage;

impl Engage {
    /// Sends it to members into their own conversations with the brand, whatever they agreed to. It counts nowhere.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` for a variant or message that it has not, more than 10 members, or somebody who is none; `forbidden`.
    pub async fn test_campaign(
        &self,
        actor: &Actor,
        campaign: CampaignId,
        wanted: TestCampaign,
    ) -> Result<CampaignTested, Error> {
        let permit = permit::<ManageCampaigns>(actor, &Subject::Own)?;
        let (brand, person) = (permit.account()?, permit.person()?);
        let mut members = wanted.members;
        if members.is_empty() {
            members.push(person);
        }
        members.sort_unstable();
        members.dedup();
        let wrong = |field: &str, what: &str| Error::field(ErrorCode::InvalidParameter, field, what);
        if members.len() > CAMPAIGN_TESTERS {
            return Err(wrong("members", "at most 10 members"));
        }
        let (variant, message) = (wanted.variant.unwrap_or(1), wanted.message);
        let testers = members.clone();
        let read = self.messaging.db().read(async move |tx| {
            let campaign = seen(tx, brand, campaign).await?.campaign;
            let speaker = Speaker::of(tx, brand, &campaign).await?;
            let speaker = speaker.ok_or_else(|| wrong("topic", "the brand has it no more"))?;
            let words = match &message {
                None => Words::Variant(variant),
                Some(name) => {
                    let message = journey::message_of(&campaign, name);
                    Words::Message(message.ok_or_else(|| wrong("message", "its journey has no such message"))?)
                }
            };
            let mut reached: Vec<(ConversationId, AccountId)> = Vec::new();
            for &member in &testers {
                if !matches!(brand_members::find(tx, brand, member).await?, Some((_, true))) {
                    return Err(wrong("members", "members of the brand"));
                }
                let conversation = conversations::find_by_pair(tx, (brand, member)).await?;
                reached.extend(conversation.map(|conversation| (conversation, member)));
            }
            let known = speaker.known(tx, &reached).await?;
            let mut said = Vec::new();
            for ((conversation, member), person) in reached.into_iter().zip(known) {
                speaker.say(&person, words).ok_or_else(|| wrong("variant", "it has no such variant"))?;
                said.extend(speaker.seal(&person, words).ok().map(|body| (conversation, member, body)));
            }
            Ok::<_, Error>(said)
        });
        let mut sent = Vec::new();
        for (conversation, member, body) in read.await? {
            self.messaging.try_promotion(actor, conversation, body).await?;
            sent.push(member);
        }
        let unreached = members.into_iter().filter(|member| !sent.contains(member)).collect();
        Ok(CampaignTested { sent, unreached })
    }
}
