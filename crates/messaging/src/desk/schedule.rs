//! Replies to be sent later: kept, read, changed and taken back by members, and sent when their moment has come. Every node looks; doing it
//! twice does nothing.

use subrosa_access::{Actor, ReadJournal};
use subrosa_desk::hours::Hours;
use subrosa_proto::body::{SealedBody, Voice};
use subrosa_proto::event::Sent;
use subrosa_proto::limits::{SCHEDULED_DAYS, SCHEDULED_REPLIES};
use subrosa_proto::sending::{ChangeScheduled, ScheduleReply, ScheduledList, ScheduledReply, SendAt};
use subrosa_proto::{AccountId, ClientId, ConversationId, ErrorCode, ScheduledId, Timestamp};
use subrosa_store::scheduled::Due;
use subrosa_store::{Tx, brand_hours, scheduled};

use crate::batch::{Batch, Change, Outcome, Scheduled, Work};
use crate::conversations::get::permitted;
use crate::core::Core;
use crate::{Error, Messaging};

/// Replies sent in one go.
const STEP: u32 = 200;
const DAY_SECONDS: i64 = 24 * 60 * 60;

impl Messaging {
    /// The replies that wait in a conversation, by when they are due.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn scheduled_replies(&self, actor: &Actor, conversation: ConversationId) -> Result<ScheduledList, Error> {
        let (actor, now) = (*actor, self.core.now());
        self.core
            .db
            .read(async move |tx| {
                let permit = permitted::<ReadJournal>(tx, &actor, conversation).await?.0;
                let found = scheduled::list(tx, conversation, SCHEDULED_REPLIES).await?;
                let hours = hours(tx, permit.account()?).await?;
                Ok(ScheduledList {
                    replies: found.into_iter().map(|waiting| waiting.reply).collect(),
                    tomorrow: hours.tomorrow_morning(now),
                    opening: hours.begins_next(now),
                })
            })
            .await
    }

    /// Keeps a reply for its moment. The same client id again gives the first result.
    ///
    /// # Errors
    /// `body_invalid`, `text_invalid`; `invalid_parameter` when the moment is not within a year, the brand does not open by then, or as many
    /// wait as can; `client_id_conflict`, `not_found`, `forbidden`, `recipient_unavailable`, `too_many_requests`.
    pub async fn schedule_reply(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        wanted: ScheduleReply,
    ) -> Result<ScheduledReply, Error> {
        let ScheduleReply { client_id, body, at, if_customer_writes } = wanted;
        let id = ScheduledId::new(self.core.next_id());
        let wanted = ChangeScheduled { body, at, if_customer_writes };
        self.keep_scheduled(actor, conversation, (id, Some(client_id)), wanted).await
    }

    /// Writes a reply that waits anew: from then on it is the asking member's, and answers all that was said so far.
    ///
    /// # Errors
    /// The same; `not_found` when it does not wait any more.
    pub async fn change_scheduled(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        id: ScheduledId,
        wanted: ChangeScheduled,
    ) -> Result<ScheduledReply, Error> {
        self.keep_scheduled(actor, conversation, (id, None), wanted).await
    }

    async fn keep_scheduled(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        (id, client_id): (ScheduledId, Option<ClientId>),
        wanted: ChangeScheduled,
    ) -> Result<ScheduledReply, Error> {
        let (Some(brand), Some(author)) = (actor.account(), actor.person()) else {
            return Err(Error::new(ErrorCode::Unauthenticated));
        };
        self.core.limits.message(author)?;
        SealedBody::from_body(&wanted.body, Voice::Member)?;
        // A file waits for a day only.
        wanted.body.check_is_without_files()?;
        let (due_at, wrong) = match self.moment(brand, wanted.at).await {
            Ok(due_at) => (due_at, None),
            Err(wrong) => (self.core.now(), Some(wrong)),
        };
        let ChangeScheduled { body, if_customer_writes, .. } = wanted;
        let reply = ScheduledReply { id, author, body, due_at, if_customer_writes, held: None };
        let change = Scheduled::Keep { reply: Box::new(reply), client_id, wrong };
        match self.run_scheduled(actor, conversation, change).await? {
            Outcome::Scheduled(reply) => Ok(*reply),
            _ => Err(Error::new(ErrorCode::Internal)),
        }
    }

    /// Sends a reply that waits now, in the name of whoever asks.
    ///
    /// # Errors
    /// `not_found` when it does not wait any more; `forbidden`, `recipient_unavailable`.
    pub async fn send_scheduled(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        id: ScheduledId,
    ) -> Result<Sent, Error> {
        match self.run_scheduled(actor, conversation, Scheduled::Send { id }).await? {
            Outcome::Sent { sent, .. } => Ok(sent),
            _ => Err(Error::new(ErrorCode::Internal)),
        }
    }

    /// Takes a reply back.
    ///
    /// # Errors
    /// `not_found` when it does not wait any more; `forbidden`.
    pub async fn cancel_scheduled(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        id: ScheduledId,
    ) -> Result<(), Error> {
        self.run_scheduled(actor, conversation, Scheduled::Cancel { id }).await.map(drop)
    }

    async fn run_scheduled(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        change: Scheduled,
    ) -> Result<Outcome, Error> {
        self.batch.run(Work::Change { actor: *actor, conversation, change: Change::Scheduled(change) }).await
    }

    /// The moment that is meant, by the brand's clocks and hours.
    async fn moment(&self, brand: AccountId, at: SendAt) -> Result<Timestamp, Error> {
        let now = self.core.now();
        let wrong = |detail: &str| Error::field(ErrorCode::InvalidParameter, "at", detail);
        let hours = async || self.core.db.read(async move |tx| hours(tx, brand).await).await;
        let due = match at {
            SendAt::Moment(at) => at,
            SendAt::Tomorrow => hours().await?.tomorrow_morning(now),
            SendAt::Opening => {
                let opening = hours().await?.begins_next(now);
                opening.ok_or_else(|| wrong("the brand is open at all times, or does not open within a year"))?
            }
        };
        if due <= now || due > now.plus_seconds(SCHEDULED_DAYS * DAY_SECONDS) {
            return Err(wrong("a moment within a year from now"));
        }
        Ok(due)
    }
}

async fn hours(tx: &mut Tx<'_>, brand: AccountId) -> Result<Hours, Error> {
    Hours::of(&brand_hours::find(tx, brand).await?).map_err(|_| Error::new(ErrorCode::Internal))
}

/// Sends or holds all that is due now; how many they were.
pub(crate) async fn send_due(core: &Core, batch: &Batch) -> Result<u32, Error> {
    let mut sent = 0;
    loop {
        let now = core.now();
        let due = core.db.read(async move |tx| scheduled::due(tx, now, STEP).await).await.map_err(Error::from)?;
        if due.is_empty() {
            return Ok(sent);
        }
        let changes = due.into_iter().map(|Due { conversation, id, brand, author }| {
            (conversation, Change::Scheduled(Scheduled::Due { id, brand, author }))
        });
        sent += batch.run_all(changes).await?;
    }
}
