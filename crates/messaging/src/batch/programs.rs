//! Programs of a brand's own that answer as bots, in one conversation: what they may do to its thread, and how long customers wait.

use subrosa_access::{HandOver, Permit};
use subrosa_proto::journal::HandedOver;
use subrosa_proto::ticket::TicketChange;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::bot_tallies::BotTally;

use super::around::Around;
use super::business::{Business, refused};
use crate::Error;

impl Business {
    /// The thread was given to a bot.
    pub(super) fn give_to_bot(&mut self, bot: AccountId, head: i64, around: &Around<'_>) {
        let is_awaited = self.thread.ticket.as_ref().is_some_and(|ticket| ticket.waiting_since.is_some());
        let bot = (bot, around.members.patience_of(bot));
        if bot.1.is_some() && self.bots.at.as_ref().and_then(|at| at.bot) != Some(bot.0) {
            self.count_session(bot.0, BotTally { entered: 1, ..BotTally::default() });
        }
        self.waiting.is_handed_over = false;
        self.bots.give((self.conversation, self.brand), bot, (head, is_awaited), around.now);
    }

    /// A program of the brand's own gives the thread away.
    pub(super) fn hand_over(
        &mut self,
        permit: &Permit<HandOver>,
        (packet, to, epoch): (HandedOver, Option<AccountId>, Option<i64>),
        head: i64,
        around: &Around<'_>,
    ) -> Result<(), Error> {
        let (before, bot) = (self.thread.ticket.clone(), permit.person()?);
        self.refuse_left()?;
        if epoch.is_some_and(|epoch| epoch != self.thread.epoch) {
            return Err(Error::new(ErrorCode::ThreadTaken));
        }
        subrosa_desk::bot_may_act(&self.thread, bot).map_err(|why| refused(why, "epoch"))?;
        let happenings = subrosa_desk::bot_hands_over(&mut self.thread, packet, to, None, around.now);
        self.waiting.is_handed_over = true;
        self.count(Some(bot), false, before.as_ref(), around);
        self.count_session(bot, BotTally { handed_over: 1, ..BotTally::default() });
        self.happened((bot, None), None, happenings, head, around);
        let told = self.follow(before.as_ref(), (Some(bot), false), around);
        self.tell(told, head, around);
        if let Some(ticket) = before {
            self.bots.leave((self.conversation, self.brand), ticket.id);
        }
        Ok(())
    }

    /// Refuses where the ticket was left to people, whether one has it already or not.
    pub(super) fn refuse_left(&self) -> Result<(), Error> {
        if self.has_left() { Err(Error::new(ErrorCode::ThreadTaken)) } else { Ok(()) }
    }

    /// Whether bots have left the ticket to people.
    pub(super) fn has_left(&self) -> bool {
        self.thread.ticket.as_ref().is_some_and(|ticket| self.bots.has_left(ticket.id))
    }

    /// What a bot may change: anything of a thread that it has or that nobody has, and of others no more than labels and priority.
    pub(super) fn check_bots_change(&self, bot: AccountId, change: &TicketChange) -> Result<(), Error> {
        if change.assignee.is_none() && change.status.is_none() && change.team.is_none() {
            return Ok(());
        }
        self.refuse_left()?;
        subrosa_desk::bot_may_act(&self.thread, bot).map_err(|why| refused(why, "epoch"))
    }

    /// A program that has the thread has answered, or said what becomes of the ticket: nobody waits for it any more.
    pub(super) fn program_cared(&mut self, bot: AccountId, head: i64, around: &Around<'_>) {
        let holder = self.thread.ticket.as_ref().and_then(|ticket| ticket.assignee);
        if let Some(patience) = around.members.patience_of(bot).filter(|_| holder == Some(bot)) {
            self.bots.program_answered((self.conversation, self.brand), (bot, patience), head);
        }
    }
}
