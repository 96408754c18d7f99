//! Runs the rules that are on: looks where something happened or a clock rings, asks the rules, and writes what they do, all of it in one
//! transaction. A step is written only on the state that it was made from, so each thing that happens is asked about once, whoever
//! tries, and whatever dies: what this node does not finish another finds due.
//!
//! Never: a change past messaging, a service of someone else's.

mod look;
mod say;
mod take;

pub(super) use look::{known, message};

use std::collections::HashSet;
use std::time::Duration;

use subrosa_messaging::{Error, Wanted, WeakMessaging};
use subrosa_proto::{ConversationId, ErrorCode};
use tokio::time::Instant;

use super::runs::KEPT_SECONDS;
use crate::{Engage, Memory};

/// How often due work is looked for: clocks, and what another node left.
const LOOK: Duration = Duration::from_secs(1);
/// How often old entries of the log are removed.
const FORGET: Duration = Duration::from_secs(60 * 60);
/// How long what was claimed stays with this node.
const CLAIM_SECONDS: i64 = 30;
/// Conversations that are looked at together.
const TOGETHER: usize = 64;
const CLAIMED: u32 = 512;

impl Engage {
    /// Begins to run rules. It ends when messaging does.
    pub fn run_rules(&self) {
        let (messaging, memory, work) = (self.messaging.downgrade(), self.memory.clone(), self.messaging.rule_work());
        tokio::spawn(async move { run(&messaging, &memory, &work).await });
    }

    /// Does all that rules have to do, here and now: for those who can't wait for the next look.
    ///
    /// # Errors
    /// When the store fails; what is left is done later.
    pub async fn run_due_rules(&self) -> Result<(), Error> {
        let mut left: HashSet<ConversationId> =
            self.messaging.claim_rule_work(CLAIMED, CLAIM_SECONDS).await?.into_iter().collect();
        while !left.is_empty() {
            left = pass(self, left.into_iter().collect()).await?;
        }
        Ok(())
    }
}

async fn run(messaging: &WeakMessaging, memory: &Memory, work: &Wanted) {
    let mut looked = Instant::now();
    let mut forgot: Option<Instant> = None;
    loop {
        let mut waiting = tokio::time::timeout_at(looked + LOOK, work.take()).await.unwrap_or_default();
        let Some(messaging) = messaging.upgrade() else { return };
        let engage = Engage { messaging, memory: memory.clone() };
        if looked.elapsed() >= LOOK {
            looked = Instant::now();
            match engage.messaging.claim_rule_work(CLAIMED, CLAIM_SECONDS).await {
                Ok(claimed) => waiting.extend(claimed),
                Err(error) => tracing::debug!(%error, "what rules have to do can't be read now"),
            }
        }
        if forgot.is_none_or(|forgot| forgot.elapsed() >= FORGET) {
            forgot = Some(Instant::now());
            let before = engage.messaging.now().plus_seconds(-KEPT_SECONDS);
            if let Err(error) = engage.messaging.forget_rule_runs(before).await {
                tracing::debug!(%error, "what rules did long ago stays for another hour");
            }
        }
        let waiting: Vec<ConversationId> = waiting.into_iter().collect();
        for some in waiting.chunks(TOGETHER) {
            if let Err(error) = pass(&engage, some.to_vec()).await {
                // It stays due in the store.
                tracing::warn!(%error, "rules could not go on");
            }
        }
    }
}

/// Asks rules about what happened in these conversations; in which they may have more to do.
async fn pass(engage: &Engage, conversations: Vec<ConversationId>) -> Result<HashSet<ConversationId>, Error> {
    let views = look::look(engage, conversations).await?;
    let mut written = Vec::with_capacity(views.len());
    let now = engage.messaging.now();
    for view in views {
        let conversation = view.at.conversation;
        if let Some(step) = take::take(&view, now) {
            let has_more = !step.ran.is_empty() || step.heard != step.seen;
            written.push((conversation, has_more, engage.messaging.write_rule_step(conversation, step)?));
        }
    }
    let mut more = HashSet::new();
    for (conversation, has_more, outcome) in written {
        match outcome.await {
            Ok(()) if has_more => {
                more.insert(conversation);
            }
            Ok(()) => {}
            // Something was written since, and rules are asked about it again; or another node was here before.
            Err(error) if matches!(error.code(), ErrorCode::ThreadTaken | ErrorCode::NotFound) => {}
            Err(error) => tracing::warn!(%error, "what rules do could not be written; it stays due"),
        }
    }
    Ok(more)
}
