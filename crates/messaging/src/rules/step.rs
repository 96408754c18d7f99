//! Write what a brand's rules do.

use std::sync::Arc;

use subrosa_access::Actor;
use subrosa_proto::body::SealedBody;
use subrosa_proto::rule::{RuleAction, WhyNot};
use subrosa_proto::ticket::TicketChange;
use subrosa_proto::{AccountId, Body, ConversationId, RuleId, TicketId, Timestamp};
use subrosa_store::rule_clocks::RuleClock;
use subrosa_store::{rule_attributes, rule_runs, rule_threads};

use crate::batch::{Change, Work};
use crate::wanted::Wanted;
use crate::{Error, Messaging};

/// Runs removed in one transaction.
const FORGET: u32 = 1_000;

/// What rules make of what happened in a conversation, from the state at `turn`.
#[derive(Debug, Clone)]
pub struct RuleStep {
    pub brand: AccountId,
    pub turn: i64,
    /// The newest seqs of the log and of the journal when it was made: it is void when anything was written since.
    pub seen: (i64, i64),
    /// Up to which seqs rules were asked.
    pub heard: (i64, i64),
    /// Attributes of the customer about whose change they were asked, and when that was.
    pub attributes: Vec<(String, Timestamp)>,
    pub status_since: Option<Timestamp>,
    /// Clocks that are not as they were.
    pub clocks: Vec<RuleClock>,
    /// When the first of all clocks rings.
    pub rings_at: Option<Timestamp>,
    /// What rules do, in order.
    pub ran: Vec<RuleRan>,
}

impl RuleStep {
    /// To whom rules give the ticket, each with the brand.
    pub(crate) fn assignees(&self) -> impl Iterator<Item = (AccountId, AccountId)> {
        self.ran.iter().flat_map(|ran| &ran.does).filter_map(|(_, does)| match does {
            RuleDoes::Change(TicketChange { assignee: Some(Some(to)), .. }) => Some((self.brand, *to)),
            _ => None,
        })
    }
}

/// What one rule does.
#[derive(Debug, Clone)]
pub struct RuleRan {
    pub rule: RuleId,
    pub name: String,
    /// 1 where people or bots have woken it, one more than that of the rule that has.
    pub chain: i64,
    pub ticket: TicketId,
    /// The running number of the ticket.
    pub ordinal: i64,
    /// Why it does not run; then it does nothing.
    pub undone: Option<WhyNot>,
    pub does: Vec<(RuleAction, RuleDoes)>,
}

/// What one action comes to.
#[derive(Clone)]
pub enum RuleDoes {
    Change(TicketChange),
    Say(SealedBody),
    Note(Body),
    /// Nothing, and why.
    Not(WhyNot),
}

impl std::fmt::Debug for RuleDoes {
    /// Without what is said.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Change(change) => write!(formatter, "Change({change:?})"),
            Self::Say(_) => formatter.write_str("Say"),
            Self::Note(_) => formatter.write_str("Note"),
            Self::Not(why) => write!(formatter, "Not({why:?})"),
        }
    }
}

impl Messaging {
    /// Writes a step, whole or not at all: what rules do, where they are, the log of what ran.
    ///
    /// # Errors
    /// `thread_taken` when something was written since it was made: it is void. `not_found` where there is no brand.
    pub fn write_rule_step(
        &self,
        conversation: ConversationId,
        step: RuleStep,
    ) -> Result<impl Future<Output = Result<(), Error>> + Send + use<>, Error> {
        let change = Change::RuleStep(Box::new(step));
        let outcome = self.batch.enqueue(Work::Change { actor: Actor::Operator, conversation, change })?;
        Ok(async move { outcome.await.map(drop) })
    }

    /// Where rules have something to do: what this node has just written, at once.
    #[must_use]
    pub fn rule_work(&self) -> Arc<Wanted> {
        Arc::clone(&self.core.rule_work)
    }

    /// Claims conversations in which rules have had something to do for longer than it takes, or a clock rings: `seconds` later they are
    /// due again, unless a step is written.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn claim_rule_work(&self, limit: u32, seconds: i64) -> Result<Vec<ConversationId>, Error> {
        let now = self.core.now();
        let until = now.plus_seconds(seconds);
        let claimed = self.core.db.write(async move |tx| {
            let mut claimed = rule_threads::claim(tx, now, until, limit).await?;
            // What was changed of customers is looked for by every node: a step is written once, whoever tries.
            claimed.extend(rule_attributes::before(tx, now.plus_seconds(-crate::batch::GRACE_SECONDS), limit).await?);
            claimed.sort_unstable();
            claimed.dedup();
            Ok::<_, subrosa_store::Error>(claimed)
        });
        Ok(claimed.await?)
    }

    /// Removes what the log of rules has of a time before this; all of it, in steps.
    ///
    /// # Errors
    /// When the store fails; what is left is removed later.
    pub async fn forget_rule_runs(&self, before: Timestamp) -> Result<(), Error> {
        loop {
            let removed = self.core.db.write(async move |tx| rule_runs::forget(tx, before, FORGET).await).await;
            if removed.map_err(Error::from)? < u64::from(FORGET) {
                return Ok(());
            }
        }
    }
}
