//! The judgement: what was acknowledged against what is there.

use std::collections::HashSet;

use subrosa_proto::Body;
use subrosa_proto::event::Event;

use super::Ledger;

/// How many faults are told in words.
const NOTES: usize = 10;

/// What was found. A right server leaves it empty.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Acknowledged messages that were looked for.
    pub checked: usize,
    pub lost: usize,
    pub doubled: usize,
    pub reordered: usize,
    /// The first faults in words.
    pub notes: Vec<String>,
}

impl Verdict {
    /// Whether nothing was wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.lost + self.doubled + self.reordered == 0
    }

    /// Something that must be there is not, or is not what it was.
    pub fn lost(&mut self, note: String) {
        self.lost += 1;
        self.note(note);
    }

    /// Something is there more than once.
    pub fn doubled(&mut self, note: String) {
        self.doubled += 1;
        self.note(note);
    }

    /// Something is not where it belongs.
    pub fn reordered(&mut self, note: String) {
        self.reordered += 1;
        self.note(note);
    }

    fn note(&mut self, note: String) {
        if self.notes.len() < NOTES {
            self.notes.push(note);
        }
    }

    /// The same, its notes saying where.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        self.notes.iter_mut().for_each(|note| *note = format!("{place}: {note}"));
        self
    }

    /// Adds what another found.
    pub fn add(&mut self, other: Self) {
        self.checked += other.checked;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.reordered += other.reordered;
        other.notes.into_iter().for_each(|note| self.note(note));
    }

    /// Holds a conversation's whole log to what its authors were told before `moment`: every acknowledged message in its
    /// place, once, unaltered; no gaps; each author's messages in the order of sending.
    pub fn judge(&mut self, log: &[Event], ledgers: &[&Ledger], moment: u64) {
        for (place, event) in (1..).zip(log) {
            if event.seq != place {
                self.lost(format!("the log has seq {} where {place} belongs", event.seq));
                return;
            }
        }
        for ledger in ledgers {
            self.judge_author(log, ledger, moment);
        }
        let is_known = |event: &&Event| ledgers.iter().any(|ledger| ledger.number_of(event.client_id).is_some());
        for stranger in log.iter().filter(|event| !is_known(event)) {
            self.doubled(format!("seq {} was sent by nobody", stranger.seq));
        }
    }

    fn judge_author(&mut self, log: &[Event], ledger: &Ledger, moment: u64) {
        let author = ledger.author;
        let mut seen = HashSet::new();
        let mut last = None;
        for event in log.iter().filter(|event| event.author == author) {
            let Some(number) = ledger.number_of(event.client_id) else { continue };
            if !seen.insert(number) {
                self.doubled(format!("message {number} of {author} is there twice, again at seq {}", event.seq));
            } else if last > Some(number) {
                self.reordered(format!("message {number} of {author} stands behind {last:?}"));
            }
            last = last.max(Some(number));
            let said = serde_json::from_str::<Body>(event.body.get()).map(|body| body.text);
            if said.ok().as_deref() != Some(&ledger.lines[number].text) {
                self.lost(format!("message {number} of {author} says something else"));
            }
        }
        for (number, line) in ledger.lines.iter().enumerate() {
            let Some((sent, _)) = line.acknowledged.filter(|(_, heard)| *heard < moment) else { continue };
            self.checked += 1;
            let there = usize::try_from(sent.seq - 1).ok().and_then(|place| log.get(place));
            if there.is_none_or(|event| event.client_id != line.client_id || event.id != sent.id) {
                self.lost(format!(
                    "message {number} of {author} was acknowledged as seq {} and is not there",
                    sent.seq
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::to_raw_value;
    use subrosa_proto::event::{EventKind, Sent};
    use subrosa_proto::{AccountId, EventId, Timestamp};

    use super::*;

    /// Three messages, the first two acknowledged, and the log that holds all of them.
    fn three() -> (Ledger, Vec<Event>) {
        let mut ledger = Ledger::new(AccountId::new(1));
        let mut luck = fastrand::Rng::with_seed(1);
        let mut log = Vec::new();
        for seq in 1..=3 {
            let number = ledger.write(&mut luck);
            let sent = Sent { seq, id: EventId::new(seq), at: Timestamp::default() };
            if seq < 3 {
                ledger.acknowledge(number, sent, 10, &mut Verdict::default());
            }
            let line = &ledger.lines[number];
            let body = to_raw_value(&Body::text(line.text.clone())).expect("bodies are JSON");
            let (id, client_id, author) = (sent.id, line.client_id, ledger.author);
            log.push(Event { seq, id, kind: EventKind::Message, author, client_id, at: sent.at, body });
        }
        (ledger, log)
    }

    fn judged(ledger: &Ledger, log: &[Event]) -> (usize, usize, usize) {
        let mut verdict = Verdict::default();
        verdict.judge(log, &[ledger], u64::MAX);
        (verdict.lost, verdict.doubled, verdict.reordered)
    }

    #[test]
    fn a_right_log_is_right_with_or_without_what_was_in_flight() {
        let (ledger, log) = three();
        assert_eq!(judged(&ledger, &log), (0, 0, 0));
        assert_eq!(judged(&ledger, &log[..2]), (0, 0, 0));
    }

    #[test]
    fn a_missing_message_is_lost_once_it_was_acknowledged() {
        let (ledger, log) = three();
        assert_eq!(judged(&ledger, &log[..1]).0, 1);
        let mut verdict = Verdict::default();
        verdict.judge(&log[..1], &[&ledger], 10);
        assert!(verdict.is_clean(), "what was heard only afterwards is not owed");
    }

    #[test]
    fn a_second_copy_is_noticed() {
        let (ledger, mut log) = three();
        log.push(Event { seq: 4, ..log[2].clone() });
        assert_eq!(judged(&ledger, &log).1, 1);
    }

    #[test]
    fn another_order_and_another_text_are_noticed() {
        let (ledger, mut log) = three();
        log.swap(1, 2);
        (log[1].seq, log[2].seq) = (2, 3);
        assert_eq!(judged(&ledger, &log), (1, 0, 1));
        let (ledger, mut log) = three();
        log[2].body = log[0].body.clone();
        assert_eq!(judged(&ledger, &log), (1, 0, 0));
    }

    #[test]
    fn a_gap_and_a_stranger_are_noticed() {
        let (ledger, mut log) = three();
        log.remove(1);
        assert_eq!(judged(&ledger, &log).0, 1);
        let (_, log) = three();
        assert_eq!(judged(&Ledger::new(AccountId::new(1)), &log).1, 3);
    }
}
