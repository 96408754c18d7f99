//! A scripted conversation under way: the stage, and what the bot did that no line has looked at yet.

use std::collections::VecDeque;

use subrosa_proto::Timestamp;

use super::Conversation;
use crate::engine::{Act, Facts, Input, Refusal};
use crate::program::Program;
use crate::stage::{NotTaken, Stage, name};

/// Lines of the conversation that a failure shows.
const SHOWN: usize = 8;

pub(super) struct Run<'p> {
    pub(super) stage: Stage<'p>,
    /// What the bot said and did, not looked at yet.
    pub(super) waiting: VecDeque<Act>,
    pub(super) before: VecDeque<String>,
}

impl<'p> Run<'p> {
    pub(super) fn new(program: &'p Program, conversation: &Conversation) -> Self {
        let facts = Facts {
            now: Timestamp::from_milliseconds(0),
            open: conversation.open,
            contact: conversation.contact.clone(),
            consents: conversation.consents.clone(),
            campaign: [].into(),
            forms: conversation.forms,
        };
        Self { stage: Stage::new(program, facts), waiting: VecDeque::new(), before: VecDeque::new() }
    }

    /// Something happens.
    ///
    /// # Errors
    /// When nothing takes it, in words.
    pub(super) fn give(&mut self, input: &Input) -> Result<(), String> {
        let step = self.stage.give(input).map_err(|not_taken| match not_taken {
            NotTaken::StartsNothing => "this does not start the bot".to_owned(),
            NotTaken::Refused(Refusal::Busy) => {
                format!("the bot is busy with {}", self.stage.effect().map_or("something", |(_, effect)| name(effect)))
            }
            NotTaken::Refused(refusal) => refusal.to_string(),
        })?;
        let looked_at = |act: &Act| matches!(act, Act::Say(_) | Act::HandOver(_) | Act::Ended(_));
        self.waiting.extend(step.actions.into_iter().map(|action| action.act).filter(looked_at));
        Ok(())
    }

    /// Time passes; timers ring when their moment comes.
    pub(super) fn pass(&mut self, seconds: u32) -> Result<(), String> {
        let end = self.stage.now().plus_seconds(i64::from(seconds));
        while let Some(input) = self.stage.ring(end) {
            self.give(&input)?;
        }
        self.stage.set_clock(end);
        Ok(())
    }

    /// Remembers a line for whoever reads a failure.
    pub(super) fn note(&mut self, line: String) {
        if self.before.len() == SHOWN {
            self.before.pop_front();
        }
        self.before.push_back(line);
    }
}
