//! What one client has seen, by the rules of the sync contract and nothing else: it asks the server for nothing that
//! the contract does not make it ask.

use std::collections::BTreeMap;

use subrosa_proto::ConversationId;
use subrosa_proto::conversation::ConversationWithEvents;
use subrosa_proto::event::Event;
use subrosa_proto::frame::ServerFrame;
use subrosa_proto::sync::{Cursor, Entry, Object};

use super::Verdict;

/// The state of a client.
#[derive(Debug, Default)]
pub struct View {
    pub cursor: Option<Cursor>,
    /// The log of each conversation, from its first event.
    pub logs: BTreeMap<ConversationId, Vec<Event>>,
    /// Events that came in front of others that the client does not hold: to be read by `seq`.
    pub ahead: Option<(ConversationId, Vec<Event>)>,
}

impl View {
    /// Applies a frame. What breaks the contract goes into the verdict.
    pub fn apply(&mut self, frame: ServerFrame, verdict: &mut Verdict) {
        match frame {
            ServerFrame::Snapshot(snapshot) => {
                if let Some(cursor) = self.cursor {
                    verdict.lost(format!("the server no longer knows the cursor {cursor} that it gave"));
                }
                self.cursor = Some(snapshot.cursor);
                snapshot.page.conversations.into_iter().for_each(|conversation| self.append(conversation, verdict));
            }
            ServerFrame::Entry(entry) => self.apply_entry(entry, verdict),
            ServerFrame::CaughtUp { cursor } => {
                if self.cursor.is_none_or(|held| (held.epoch, held.number) != (cursor.epoch, cursor.number)) {
                    verdict.lost(format!("caught up at {cursor}, and the entries led to {:?}", self.cursor));
                }
                self.cursor = Some(cursor);
            }
            _ => {}
        }
    }

    fn apply_entry(&mut self, entry: Entry, verdict: &mut Verdict) {
        let Some(cursor) = &mut self.cursor else {
            return verdict.reordered("an entry came before the snapshot".to_owned());
        };
        if entry.previous != cursor.number || entry.number <= entry.previous {
            let (previous, number, held) = (entry.previous, entry.number, cursor.number);
            verdict.reordered(format!("the entry {previous}→{number} does not follow {held}"));
        }
        *cursor = cursor.after(&entry);
        if let Object::Conversation(conversation) = entry.object {
            self.append(*conversation, verdict);
        }
    }

    fn append(&mut self, conversation: ConversationWithEvents, verdict: &mut Verdict) {
        let id = conversation.conversation.id;
        let log = self.logs.entry(id).or_default();
        let held = i64::try_from(log.len()).unwrap_or(i64::MAX);
        if conversation.events.first().is_some_and(|first| first.seq > held + 1) {
            self.ahead = Some((id, conversation.events));
        } else {
            append(log, conversation.events, verdict);
        }
    }

    /// Puts what was read by `seq` between what is held and what came in front of it.
    pub fn fill(&mut self, between: Vec<Event>, verdict: &mut Verdict) {
        if let Some((conversation, ahead)) = self.ahead.take() {
            let log = self.logs.entry(conversation).or_default();
            append(log, between, verdict);
            append(log, ahead, verdict);
        }
    }
}

/// Appends events that continue a log. What it holds already must come again the same.
fn append(log: &mut Vec<Event>, events: Vec<Event>, verdict: &mut Verdict) {
    for event in events {
        let place = usize::try_from(event.seq - 1).unwrap_or(usize::MAX);
        match log.get(place) {
            None if place == log.len() => log.push(event),
            None => verdict.lost(format!("seq {} came after {}", event.seq, log.len())),
            Some(held) if *held == event => {}
            Some(_) => verdict.lost(format!("seq {} came again as something else", event.seq)),
        }
    }
}
