//! What campaigns need of messaging: their messages go through the batch, like everything that is said.

use std::fmt;
use std::sync::Arc;

use subrosa_access::Actor;
use subrosa_campaign::Refusal;
use subrosa_desk::Refused;
use subrosa_desk::sending::{Sender, may_send};
use subrosa_desk::zone::Zone;
use subrosa_proto::body::SealedBody;
use subrosa_proto::campaign::CampaignSettings;
use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::sending::SendingReason;
use subrosa_proto::ticket::Thread;
use subrosa_proto::{AccountId, CampaignId, ConversationId, ErrorCode, Timestamp, VoucherPoolId};
use subrosa_store::campaigns::Counts;
use subrosa_store::conversations::Conversation;
use subrosa_store::{Tx, campaign_answers, campaign_deliveries, campaigns};

use crate::batch::{Change, Work};
use crate::conversations::view;
use crate::{Error, Messaging};

/// For how long what somebody got is what they want no more of.
pub(crate) const OPT_OUT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// One more who wants no more.
const OPTED_OUT: Counts = Counts { sent: 0, said: 0, opted_out: 1 };

/// A campaign's message to one contact, made from what is known of them.
#[derive(Debug, Clone)]
pub struct Promotion {
    pub campaign: CampaignId,
    pub brand: AccountId,
    pub customer: AccountId,
    /// For which time they are told, from 0.
    pub occurrence: i64,
    /// Which message it is: 0 is the campaign's own, others are its journey's, from 1.
    pub message: u32,
    /// Whether whoever gets it sets out on the campaign's journey.
    pub begins_journey: bool,
    /// By whose consent it is sent.
    pub topic: String,
    /// What it says, or why there is nothing to say.
    pub body: Result<Saying, SkipReason>,
    pub planned_for: Timestamp,
    /// Who is the same person as another contact that was told the same since then is not told.
    pub told_since: Timestamp,
    /// What the clocks show where they are.
    pub zone: Zone,
    pub settings: Arc<CampaignSettings>,
}

/// What a campaign says to one contact.
#[derive(Debug, Clone)]
pub enum Saying {
    /// They are held out.
    Nothing,
    Words(SealedBody),
    /// It has a voucher of this pool in it, which is taken when it is sent.
    WithVoucher(VoucherPoolId, WithCode),
}

/// Makes the message with a code in it, or says why it can't be sent.
#[derive(Clone)]
pub struct WithCode(Arc<Make>);

type Make = dyn Fn(&str) -> Result<SealedBody, SkipReason> + Send + Sync;

impl WithCode {
    /// By this function.
    #[must_use]
    pub fn new(make: impl Fn(&str) -> Result<SealedBody, SkipReason> + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    /// The message with this code.
    ///
    /// # Errors
    /// Why it can't be sent.
    pub fn body(&self, code: &str) -> Result<SealedBody, SkipReason> {
        (self.0)(code)
    }
}

impl fmt::Debug for WithCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("WithCode")
    }
}

/// What a customer stops, and what they are answered.
pub(crate) struct Stopped {
    pub(crate) campaign: CampaignId,
    pub(crate) topic: String,
    pub(crate) answer: SealedBody,
}

impl Messaging {
    /// Asks for a campaign's message to be sent now, put off or skipped, whichever is right at that moment. What is settled already stays
    /// as it is.
    ///
    /// # Errors
    /// `overloaded` when too much waits; then, when the store fails.
    pub fn promote(
        &self,
        conversation: ConversationId,
        promotion: Promotion,
    ) -> Result<impl Future<Output = Result<(), Error>> + Send + use<>, Error> {
        let change = Change::Promotion(Box::new(promotion));
        let outcome = self.batch.enqueue(Work::Change { actor: Actor::Operator, conversation, change })?;
        Ok(async move { outcome.await.map(drop) })
    }

    /// Takes a campaign's message back from those of these contacts who have not read it.
    ///
    /// # Errors
    /// `overloaded` when too much waits; when the store fails.
    pub async fn recall(&self, campaign: CampaignId, contacts: &[ConversationId]) -> Result<(), Error> {
        let mut asked = Vec::with_capacity(contacts.len());
        for &conversation in contacts {
            let change = Change::Recall { campaign };
            asked.push(self.batch.enqueue(Work::Change { actor: Actor::Operator, conversation, change })?);
        }
        for outcome in asked {
            match outcome.await {
                Err(error) if error.is_passing() => return Err(error),
                // Nobody else has to wait for it.
                Err(error) => tracing::warn!(%error, "a campaign's message could not be taken back"),
                Ok(_) => {}
            }
        }
        Ok(())
    }

    /// Messages a second that campaigns of this node send at most.
    #[must_use]
    pub fn promotions_per_second(&self) -> u32 {
        self.core.settings.promotions_per_second
    }

    /// Rings when this node has written something that there is to do for a campaign.
    #[must_use]
    pub fn campaign_work(&self) -> Arc<tokio::sync::Notify> {
        Arc::clone(&self.core.campaign_work)
    }

    /// Sends a test of a campaign into a conversation of a member with the brand: it counts nowhere.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `recipient_unavailable`.
    pub async fn try_promotion(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        body: SealedBody,
    ) -> Result<(), Error> {
        let change = Change::TestPromotion { body };
        self.batch.run(Work::Change { actor: *actor, conversation, change }).await.map(drop)
    }
}

/// What the desk says to a promotion on a thread now, for those who only want to know.
#[must_use]
pub fn promotion_refused(state: &Conversation, thread: &Thread, is_welcome: bool, now: Timestamp) -> Option<Refusal> {
    may_send(Sender::Promotion { is_welcome }, thread, &view::reach(state), now).err().map(refusal)
}

/// The desk's answer, as campaigns take it.
pub(crate) const fn refusal(refused: Refused) -> Refusal {
    match refused {
        Refused::Unsendable(SendingReason::NoConsent) => Refusal::NoConsent,
        Refused::TicketOpen => Refusal::TicketOpen,
        _ => Refusal::CustomerGone,
    }
}

/// Notes that somebody switched a topic off by whose consent they got a campaign's message lately: it counts for the campaign, in the
/// transaction that switches it off.
///
/// # Errors
/// When the store fails.
pub async fn note_opt_out(
    tx: &mut Tx<'_>,
    (customer, contact): (AccountId, ConversationId),
    topic: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let since = now.plus_seconds(-OPT_OUT_SECONDS);
    let newest = campaign_deliveries::newest_of_topic(tx, (customer, contact), topic, since).await?;
    if let Some(campaign) = newest
        && campaign_answers::opt_out(tx, (campaign, contact), now).await?
    {
        campaigns::count_many(tx, &[(campaign, OPTED_OUT)]).await?;
    }
    Ok(())
}

/// Notes that somebody calls unwanted what they got by a campaign: once, in the transaction that ends their consents. Whether the topic of the
/// campaign was among these says whether it counts as an opt-out, too.
///
/// # Errors
/// `not_found` when they did not get it, or it was taken back; when the store fails.
pub async fn note_complaint(
    tx: &mut Tx<'_>,
    (customer, contact): (AccountId, ConversationId),
    (campaign, is_opt_out): (CampaignId, bool),
    now: Timestamp,
) -> Result<(), Error> {
    let noted = campaign_answers::complain(tx, (campaign, contact), customer, now).await?;
    let is_new = noted.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    if is_opt_out && campaign_answers::opt_out(tx, (campaign, contact), now).await? {
        campaigns::count_many(tx, &[(campaign, OPTED_OUT)]).await?;
    }
    if is_new {
        campaigns::count_complaint(tx, campaign).await?;
    }
    Ok(())
}
