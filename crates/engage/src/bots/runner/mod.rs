//! Runs live bots on conversations: looks where a customer waits for one or a timer rings, takes the session a step on, and writes the
//! step, all of it in one transaction with what it says. A step is written only on the state that it was made from, so each is taken
//! once, whoever tries, and whatever dies: what this node does not finish another finds due.
//!
//! Never: a word past messaging, waiting for another service while others wait for this.

mod decide;
mod effects;
mod look;
pub(super) mod packet;
mod programs;
pub(super) mod say;
mod stances;
mod take;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use subrosa_messaging::{Error, Wanted, WeakMessaging};
use subrosa_proto::{ConversationId, ErrorCode};
use tokio::sync::Semaphore;

use decide::Next;
use look::View;
use programs::Programs;

use crate::{Engage, Memory};

/// How often due work is looked for: timers, and what another node left.
const LOOK: Duration = Duration::from_secs(1);
/// How long what was claimed stays with this node.
const CLAIM_SECONDS: i64 = 30;
/// Conversations that are looked at together.
const TOGETHER: usize = 512;
const CLAIMED: u32 = 512;
/// Effects that are under way at a time.
const EFFECTS: usize = 64;

/// What runs the bots of this node.
pub(crate) struct Runner {
    messaging: WeakMessaging,
    memory: Memory,
    programs: Programs,
    /// Conversations whose effect is under way here.
    busy: Mutex<HashSet<ConversationId>>,
    effects: Semaphore,
}

impl Engage {
    /// Begins to run bots. It ends when messaging does.
    pub fn run_bots(&self) {
        let (runner, work) = (Arc::new(Runner::new(self)), self.messaging.bot_work());
        tokio::spawn(async move { runner.run(&work).await });
    }

    /// Takes all steps that are due, here and now: for those who can't wait for the next look.
    ///
    /// # Errors
    /// When the store fails; what is left is taken later.
    pub async fn run_due_bots(&self) -> Result<(), Error> {
        let runner = Arc::new(Runner::new(self));
        let claimed = self.messaging.claim_bot_work(CLAIMED, CLAIM_SECONDS).await?;
        let mut left: HashSet<ConversationId> = claimed.into_iter().collect();
        while !left.is_empty() {
            left = runner.pass(self, left.into_iter().collect(), true).await?;
        }
        Ok(())
    }
}

impl Runner {
    fn new(engage: &Engage) -> Self {
        Self {
            messaging: engage.messaging.downgrade(),
            memory: engage.memory.clone(),
            programs: Programs::default(),
            busy: Mutex::default(),
            effects: Semaphore::new(EFFECTS),
        }
    }

    async fn run(self: Arc<Self>, work: &Wanted) {
        let mut looked = tokio::time::Instant::now();
        loop {
            let mut waiting = tokio::time::timeout_at(looked + LOOK, work.take()).await.unwrap_or_default();
            let Some(messaging) = self.messaging.upgrade() else { return };
            let engage = Engage { messaging, memory: self.memory.clone() };
            if looked.elapsed() >= LOOK {
                looked = tokio::time::Instant::now();
                match engage.messaging.claim_bot_work(CLAIMED, CLAIM_SECONDS).await {
                    Ok(claimed) => waiting.extend(claimed),
                    Err(error) => tracing::debug!(%error, "what bots have to do can't be read now"),
                }
            }
            let waiting: Vec<ConversationId> = waiting.into_iter().collect();
            for some in waiting.chunks(TOGETHER) {
                if let Err(error) = self.pass(&engage, some.to_vec(), false).await {
                    // It stays due in the store.
                    tracing::warn!(%error, "bots could not go on");
                }
            }
        }
    }

    /// Takes each of these conversations a step on where there is one to take; which have more to do. Effects are waited for only
    /// when `is_patient`.
    async fn pass(
        self: &Arc<Self>,
        engage: &Engage,
        conversations: Vec<ConversationId>,
        is_patient: bool,
    ) -> Result<HashSet<ConversationId>, Error> {
        let mut more = HashSet::new();
        let free = |id: &ConversationId| !self.busy().contains(id);
        let conversations: Vec<ConversationId> = conversations.into_iter().filter(free).collect();
        let views = look::look(engage, conversations).await?;
        let mut written = Vec::with_capacity(views.len());
        for view in views {
            match decide::next(&view, engage.messaging.now()) {
                Next::Nothing => {}
                Next::Unanswered => {
                    let id = view.at.conversation;
                    written.push((id, engage.messaging.write_bot_step(view.at.brand, id, view.unanswered())?));
                }
                Next::Effect(key, effect) if is_patient => {
                    let id = view.at.conversation;
                    self.effect(engage, view, key, effect).await;
                    more.insert(id);
                }
                Next::Effect(key, effect) => self.begin_effect(engage, view, key, effect),
                Next::Input(input) => {
                    let Some(step) = self.take(engage, &view, &input).await? else { continue };
                    let id = view.at.conversation;
                    written.push((id, engage.messaging.write_bot_step(view.at.brand, id, step)?));
                }
            }
        }
        for (id, outcome) in written {
            match outcome.await {
                Ok(()) => {
                    more.insert(id);
                }
                Err(error) => self.refused(engage, id, &error).await,
            }
        }
        Ok(more)
    }

    /// A step was not written.
    async fn refused(&self, engage: &Engage, id: ConversationId, error: &Error) {
        match error.code() {
            // Another step was written, or a person took the thread: what is true now stands in the store.
            ErrorCode::ThreadTaken | ErrorCode::NotFound => {}
            // Nobody can go on here: the bot was removed, or the customer is gone.
            ErrorCode::Forbidden | ErrorCode::RecipientUnavailable => {
                if let Err(error) = self.give_up(engage, id).await {
                    tracing::debug!(%error, "a bot's session could not be ended; it stays due");
                }
            }
            _ => tracing::warn!(%error, "a bot's step could not be written; it stays due"),
        }
    }

    /// Ends the session in a conversation without a word.
    async fn give_up(&self, engage: &Engage, id: ConversationId) -> Result<(), Error> {
        let views = look::look(engage, vec![id]).await?;
        for view in views {
            let step = view.gone();
            engage.messaging.write_bot_step(view.at.brand, id, step)?.await?;
        }
        Ok(())
    }

    fn begin_effect(self: &Arc<Self>, engage: &Engage, view: View, key: String, effect: subrosa_flow::engine::Effect) {
        let id = view.at.conversation;
        if !self.busy().insert(id) {
            return;
        }
        let (runner, engage) = (Arc::clone(self), engage.clone());
        tokio::spawn(async move {
            runner.effect(&engage, view, key, effect).await;
            runner.busy().remove(&id);
            engage.messaging.bot_work().add_one(id);
        });
    }

    /// Finds out what a session waits for, and takes it on with that.
    async fn effect(&self, engage: &Engage, view: View, key: String, effect: subrosa_flow::engine::Effect) {
        let id = view.at.conversation;
        let Ok(_turn) = self.effects.acquire().await else { return };
        let language = match view.at.bot {
            Some(bot) => self.programs.get(engage, bot, view.at.version).await.ok().flatten(),
            None => None,
        };
        let language = language.as_ref().map(|program| program.flow().language.as_str());
        let input = effects::carry_out(engage, &view, language, (key, effect)).await;
        let step = match self.take(engage, &view, &input).await {
            Ok(Some(step)) => engage.messaging.write_bot_step(view.at.brand, id, step),
            Ok(None) => return,
            Err(error) => Err(error),
        };
        let outcome = match step {
            Ok(written) => written.await,
            Err(error) => Err(error),
        };
        if let Err(error) = outcome {
            self.refused(engage, id, &error).await;
        }
    }

    fn busy(&self) -> std::sync::MutexGuard<'_, HashSet<ConversationId>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
