//! What came of bots' sessions in one conversation, as reports count it: at the moment at which it happens.

use subrosa_proto::AccountId;
use subrosa_proto::ticket::{Ticket, TicketStatus};
use subrosa_store::bot_tallies::BotTally;

use super::business::Business;
use crate::bots::{BotEnding, BotStep};

impl Business {
    /// Counts what a bot's step begins, comes to and ends.
    pub(super) fn count_step(&mut self, step: &BotStep) {
        let Some(bot) = step.bot else { return };
        let counts = &step.counts;
        let (handed_over, gone) = match step.ending {
            Some(BotEnding::HandedOver(_)) => (1, 0),
            Some(BotEnding::Finished) if counts.is_gone => (0, 1),
            _ => (0, 0),
        };
        let done = i64::from(matches!(step.ending, Some(BotEnding::Finished)) && !counts.is_gone);
        let entered = i64::from(counts.begins);
        self.count_session(bot, BotTally { entered, handed_over, gone, done, ..BotTally::default() });
        for node in &counts.entered {
            self.count_session(bot, BotTally { step: node.clone(), entered: 1, ..BotTally::default() });
        }
        if let Some(node) = &counts.ended_at {
            self.count_session(bot, BotTally { step: node.clone(), entered: 0, handed_over, gone, done });
        }
    }

    /// Counts a session with a program of the brand's own that begins anew, because the customer came back to what it had resolved.
    pub(super) fn count_return(&mut self, before: Option<&Ticket>) {
        let program = self.bots.at.as_ref().filter(|at| at.patience_seconds > 0).and_then(|at| at.bot);
        let (Some(before), Some(after)) = (before, &self.thread.ticket) else { return };
        let is_back = before.id == after.id && before.status == TicketStatus::Resolved;
        if let Some(bot) = program.filter(|bot| is_back && after.assignee == Some(*bot)) {
            self.count_session(bot, BotTally { entered: 1, ..BotTally::default() });
        }
    }

    /// Counts a session that a program of the brand's own ends by resolving the ticket.
    pub(super) fn count_resolution(&mut self, bot: AccountId, before: Option<&Ticket>) {
        let is_resolved = |ticket: &Ticket| ticket.status == TicketStatus::Resolved;
        if !before.is_some_and(is_resolved) && self.thread.ticket.as_ref().is_some_and(is_resolved) {
            self.count_session(bot, BotTally { done: 1, ..BotTally::default() });
        }
    }

    pub(super) fn count_session(&mut self, bot: AccountId, tally: BotTally) {
        self.bot_tallies.push((bot, tally));
    }
}
