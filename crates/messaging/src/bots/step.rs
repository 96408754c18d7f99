//! Write what a bot's step leads to.

use std::sync::Arc;

use subrosa_access::Actor;
use subrosa_proto::body::SealedBody;
use subrosa_proto::brand::Role;
use subrosa_proto::journal::HandedOver;
use subrosa_proto::wait::WaitLanguage;
use subrosa_proto::{AccountId, ConversationId, DeviceId, Timestamp};
use subrosa_store::bot_threads;

use super::BotCounts;
use crate::batch::{Change, Work};
use crate::wanted::Wanted;
use crate::{Error, Messaging};

/// What one step of a bot leads to, made from the state at `turn` and from the thread at `epoch`.
#[derive(Debug, Clone)]
pub struct BotStep {
    /// Whose step it is; none where no bot has anything to say.
    pub bot: Option<AccountId>,
    pub turn: i64,
    pub epoch: i64,
    /// Up to which seq the customer was heard.
    pub heard: i64,
    /// What is said, in order.
    pub messages: Vec<SealedBody>,
    /// What the customer agrees to by it.
    pub agreed: Vec<Agreement>,
    /// The session as it goes on; none when it is over, or there was none.
    pub state: Option<BotState>,
    /// The thread is now with the bot, a program of the brand's own, for whose answer the customer waits so many seconds.
    pub patience_seconds: Option<i64>,
    /// How it is over.
    pub ending: Option<BotEnding>,
    /// In which language it spoke, if that is one in which customers are told of their wait.
    pub language: Option<WaitLanguage>,
    /// What reports count of it.
    pub counts: BotCounts,
}

/// A topic that a customer agrees to, and the question to which they said yes, exactly as it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    pub topic: String,
    pub text: String,
}

/// A session that goes on.
#[derive(Clone)]
pub struct BotState {
    /// The version of the flow that it began with.
    pub version: i64,
    /// The session, as JSON.
    pub session: String,
    /// The effect whose result it waits for, as JSON, and when someone else should look whether there is one.
    pub effect: Option<(String, Timestamp)>,
    /// When its timer rings.
    pub timer_at: Option<Timestamp>,
}

impl std::fmt::Debug for BotState {
    /// Without what customers said.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "BotState(version {}, {} bytes)", self.version, self.session.len())
    }
}

/// How a session ends.
#[derive(Debug, Clone)]
pub enum BotEnding {
    /// The thread goes to people.
    HandedOver(Box<HandedOver>),
    /// What the customer wanted is done.
    Finished,
    /// It can't go on, and nothing is said: its bot was removed, or the customer can't be reached.
    Gone,
}

impl Messaging {
    /// Writes a step, whole or not at all: its messages, the thread, the session.
    ///
    /// # Errors
    /// `thread_taken` when another step was written since, or the thread has changed hands: this one is void. `forbidden` when the bot
    /// was removed; `recipient_unavailable`; `overloaded`, `storage_full`, `storage_unavailable`: to be tried again.
    pub fn write_bot_step(
        &self,
        brand: AccountId,
        conversation: ConversationId,
        step: BotStep,
    ) -> Result<impl Future<Output = Result<(), Error>> + Send + use<>, Error> {
        let actor = step.bot.map_or(Actor::Operator, |bot| Actor::Member {
            brand,
            held: Role::Bot.into(),
            person: bot,
            device: DeviceId::new(0),
        });
        let change = Change::BotStep(Box::new(step));
        let outcome = self.batch.enqueue(Work::Change { actor, conversation, change })?;
        Ok(async move { outcome.await.map(drop) })
    }

    /// Where bots have something to do: what this node has just written, at once.
    #[must_use]
    pub fn bot_work(&self) -> Arc<Wanted> {
        Arc::clone(&self.core.bot_work)
    }

    /// Claims conversations in which bots have had something to do for longer than it takes, or whose timers ring: `seconds` later they
    /// are due again, unless a step is written.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn claim_bot_work(&self, limit: u32, seconds: i64) -> Result<Vec<ConversationId>, Error> {
        let now = self.core.now();
        let until = now.plus_seconds(seconds);
        let claimed = self.core.db.write(async move |tx| bot_threads::claim(tx, now, until, limit).await).await;
        Ok(claimed?)
    }
}
