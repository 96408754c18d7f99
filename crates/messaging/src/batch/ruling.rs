//! Where rules are in one conversation, with the changes of a batch folded onto it. What they do is `rules`'.

use subrosa_proto::{AccountId, ConversationId, ErrorCode, Timestamp};
use subrosa_store::rule_clocks::RuleClock;
use subrosa_store::rule_runs::Run;
use subrosa_store::rule_threads::RuleThread;

use super::GRACE_SECONDS;
use crate::Error;
use crate::rules::RuleStep;

/// Rules in one conversation of a brand.
pub(super) struct Rules {
    /// Whether the brand has one that is on.
    pub(super) has_rules: bool,
    /// None where nothing was asked of rules yet.
    pub(super) at: Option<RuleThread>,
    pub(super) is_changed: bool,
    /// The seqs of the log and of the journal when the batch began.
    pub(super) begun: (i64, i64),
    pub(super) clocks: Vec<RuleClock>,
    /// Changes of what is known of the customer that rules were asked about.
    pub(super) attributes: Vec<(String, Timestamp)>,
    pub(super) runs: Vec<Run>,
}

impl Rules {
    pub(super) fn new(has_rules: bool, at: Option<RuleThread>, begun: (i64, i64)) -> Self {
        let (clocks, attributes, runs) = (Vec::new(), Vec::new(), Vec::new());
        Self { has_rules, at, is_changed: false, begun, clocks, attributes, runs }
    }

    /// Something happened: rules are to be asked about it.
    pub(super) fn happened(&mut self, (id, brand): (ConversationId, AccountId), now: Timestamp) {
        if !self.has_rules {
            return;
        }
        let begun = self.begun;
        let at = self.at.get_or_insert_with(|| RuleThread::new(id, brand, begun));
        if !at.wanted {
            // What happened while no rule was on is nothing to them.
            (at.heard_seq, at.heard_journal) = (at.heard_seq.max(begun.0), at.heard_journal.max(begun.1));
        }
        at.wanted = true;
        due_soon(at, now);
        self.is_changed = true;
    }

    /// Takes over how far rules were asked, if the step was made from what is true now.
    pub(super) fn stepped(
        &mut self,
        here: (ConversationId, AccountId),
        step: &RuleStep,
        now: (i64, i64),
    ) -> Result<(), Error> {
        let turn = self.at.as_ref().map_or(0, |at| at.turn);
        if turn != step.turn || now != step.seen {
            return Err(Error::new(ErrorCode::ThreadTaken));
        }
        let at = self.at.get_or_insert_with(|| RuleThread::new(here.0, here.1, now));
        at.turn += 1;
        (at.heard_seq, at.heard_journal) = step.heard;
        at.wanted = step.heard != step.seen;
        (at.status_since, at.rings_at) = (step.status_since, step.rings_at);
        at.due_at = step.rings_at;
        // A later step of the same batch begins here.
        self.begun = step.heard;
        self.clocks.extend_from_slice(&step.clocks);
        self.attributes.extend_from_slice(&step.attributes);
        self.is_changed = true;
        Ok(())
    }

    /// Whether rules have something to do here at once.
    pub(super) fn is_wanted(&self) -> bool {
        self.is_changed && self.at.as_ref().is_some_and(|at| at.wanted)
    }
}

/// Whoever took what happened may be at it for so long before another looks.
pub(super) fn due_soon(at: &mut RuleThread, now: Timestamp) {
    let soon = now.plus_seconds(GRACE_SECONDS);
    at.due_at = Some(at.due_at.map_or(soon, |due| due.min(soon)));
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: (ConversationId, AccountId) = (ConversationId::new(1), AccountId::new(2));

    fn now() -> Timestamp {
        Timestamp::from_microseconds(1_000_000)
    }

    fn step(turn: i64, seen: (i64, i64), heard: (i64, i64)) -> RuleStep {
        RuleStep {
            brand: HERE.1,
            turn,
            seen,
            heard,
            attributes: Vec::new(),
            status_since: None,
            clocks: Vec::new(),
            rings_at: None,
            ran: Vec::new(),
        }
    }

    #[test]
    fn nothing_is_noted_where_no_rule_is_on() {
        let mut rules = Rules::new(false, None, (4, 2));
        rules.happened(HERE, now());
        assert!(rules.at.is_none() && !rules.is_wanted());
    }

    #[test]
    fn rules_are_asked_from_where_the_first_batch_began() {
        let mut rules = Rules::new(true, None, (4, 2));
        rules.happened(HERE, now());
        rules.happened(HERE, now());
        let at = rules.at.as_ref().expect("noted");
        assert_eq!((at.heard_seq, at.heard_journal, at.wanted), (4, 2, true));
        assert_eq!(at.due_at, Some(now().plus_seconds(GRACE_SECONDS)));
    }

    #[test]
    fn what_happened_while_rules_were_off_is_skipped() {
        let kept = RuleThread::new(HERE.0, HERE.1, (4, 2));
        let mut rules = Rules::new(true, Some(kept.clone()), (90, 70));
        rules.happened(HERE, now());
        assert_eq!(rules.at.as_ref().map(|at| (at.heard_seq, at.heard_journal)), Some((90, 70)));
        let mut rules = Rules::new(true, Some(RuleThread { wanted: true, ..kept }), (90, 70));
        rules.happened(HERE, now());
        assert_eq!(rules.at.as_ref().map(|at| (at.heard_seq, at.heard_journal)), Some((4, 2)));
    }

    #[test]
    fn a_step_is_taken_once_and_only_from_what_is_so_now() {
        let mut rules = Rules::new(true, None, (4, 2));
        rules.happened(HERE, now());
        assert!(rules.stepped(HERE, &step(0, (5, 2), (5, 2)), (5, 3)).is_err(), "a note was written since");
        assert!(rules.stepped(HERE, &step(0, (5, 3), (5, 3)), (5, 3)).is_ok());
        assert!(!rules.is_wanted());
        assert!(rules.stepped(HERE, &step(0, (5, 3), (5, 3)), (5, 3)).is_err(), "it was taken");
    }

    #[test]
    fn what_rules_did_is_theirs_to_hear() {
        let mut rules = Rules::new(true, None, (4, 2));
        rules.happened(HERE, now());
        rules.stepped(HERE, &step(0, (5, 3), (5, 3)), (5, 3)).expect("now");
        rules.happened(HERE, now());
        let at = rules.at.as_ref().expect("noted");
        assert_eq!((at.heard_seq, at.heard_journal, at.wanted, at.turn), (5, 3, true, 1));
    }
}
