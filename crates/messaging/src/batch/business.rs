//! The brand's side of a conversation, with the changes of a batch folded onto it. The rules are those of `subrosa_desk`; here is what
//! they are applied to, and what has to be written.

use std::collections::HashMap;
use std::sync::Arc;

use subrosa_access::{ChangeTicket, Permit, SendMessage, WriteNote};
use subrosa_desk::figures::{Deed, Fact};
use subrosa_desk::levels::Levels;
use subrosa_desk::sending::{Reach, Sender, may_send};
use subrosa_desk::{Now, Refused};
use subrosa_proto::body::Body;
use subrosa_proto::brand::Role;
use subrosa_proto::journal::{Happening, JournalEntry, Noted};
use subrosa_proto::sending::SendingReason;
use subrosa_proto::ticket::{Thread, Ticket, TicketChange};
use subrosa_proto::{AccountId, ClientId, ConversationId, ErrorCode, JournalId, TeamId, TicketId, Timestamp};
use subrosa_store::bot_tallies::BotTally;
use subrosa_store::bot_threads::BotThread;
use subrosa_store::contact_orders::Link;
use subrosa_store::conversations::Conversation;
use subrosa_store::rule_threads::RuleThread;
use subrosa_store::surveys::Planned;
use subrosa_store::webhook_threads::Stirred;
use subrosa_store::{Tx, bot_threads, brands, contact_orders, journal, rule_threads, threads};

use super::Outcome;
use super::agreed::Agreed;
use super::around::Around;
use super::bots::Bots;
use super::holding::Holding;
use super::origin::Origin;
use super::promises;
use super::ruling::Rules;
use super::waiting::Waiting;
use crate::Error;
use crate::bots::{BotEnding, BotStep};

/// A brand's side of one conversation.
pub(crate) struct Business {
    /// Which of the two members is the brand.
    pub(crate) side: usize,
    pub(super) brand: AccountId,
    pub(super) conversation: ConversationId,
    pub(crate) thread: Thread,
    reopen_seconds: i64,
    /// How many seconds after a resolution the customer is asked about it; never without.
    pub(super) survey_delay: Option<i64>,
    /// Where the log and the journal had come to before the batch, if addresses are to be told what happens.
    told_before: Option<(i64, i64)>,
    /// Until when the customer's next message is a remark on their answer to a survey.
    pub(super) remark_until: Option<Timestamp>,
    /// Tickets that the customer is to be asked about.
    pub(super) planned: Vec<Planned>,
    pub(super) bots: Bots,
    pub(super) holding: Holding,
    /// What the brand promises, if it does.
    pub(super) levels: Option<Arc<Levels>>,
    pub(super) rules: Rules,
    /// What the customer is to be told of their wait.
    pub(super) waiting: Waiting,
    /// What the batch writes into the journal, in order.
    pub(crate) journal: Vec<JournalEntry>,
    /// Tickets that the batch changed and then left behind for a newer one.
    pub(super) left: Vec<Ticket>,
    /// Whether anything happened here.
    pub(super) is_changed: bool,
    /// What the customer agrees to in the batch.
    pub(super) agreed: Vec<Agreed>,
    /// The topics of which the customer wants no more.
    pub(super) withdrawn: Vec<String>,
    /// What came of bots' sessions in the batch.
    pub(super) bot_tallies: Vec<(AccountId, BotTally)>,
    /// What reports count of the batch; nothing while the conversation's past is still to be counted, from its log.
    pub(super) counted: Option<Counted>,
}

/// What reports count of one conversation.
#[derive(Default)]
pub(super) struct Counted {
    /// Messages from the customer.
    pub(super) received: usize,
    /// The members who wrote, once for each message.
    pub(super) sent: Vec<AccountId>,
    pub(super) facts: Vec<Fact>,
}

/// Who does something, and with which of their own names for it.
type Author = (AccountId, Option<ClientId>);

impl Business {
    /// The brands' sides of those conversations that have one.
    pub(super) async fn read(
        tx: &mut Tx<'_>,
        states: &[Option<Conversation>],
    ) -> Result<HashMap<ConversationId, Self>, Error> {
        let brand_of = |state: &Conversation| {
            let side = state.brand_side()?;
            Some((state.id, side, state.members[side].profile.id, state.head))
        };
        let wanted: Vec<_> = states.iter().flatten().filter_map(brand_of).collect();
        if wanted.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<ConversationId> = wanted.iter().map(|(id, ..)| *id).collect();
        let accounts: Vec<AccountId> = wanted.iter().map(|(_, _, brand, _)| *brand).collect();
        let threads = threads::find_kept(tx, &ids).await?;
        let rules = brands::rules_of(tx, &accounts).await?;
        let with = |has: fn(&brands::Rules) -> bool| -> Vec<ConversationId> {
            let found = ids.iter().zip(&rules);
            found.filter_map(|(id, rules)| rules.as_ref().is_some_and(has).then_some(*id)).collect()
        };
        let (with_bots, with_rules) = (with(|rules| rules.has_bots), with(|rules| rules.has_rules));
        let with_levels = accounts
            .iter()
            .zip(&rules)
            .filter_map(|(brand, rules)| rules.as_ref().is_some_and(|rules| rules.has_levels).then_some(*brand));
        let levels = promises::read(tx, with_levels.collect()).await?;
        let found = bot_threads::find_many(tx, &with_bots).await?;
        let mut bots_at: HashMap<ConversationId, BotThread> =
            found.into_iter().flatten().map(|at| (at.conversation, at)).collect();
        let found = rule_threads::find_many(tx, &with_rules).await?;
        let mut rules_at: HashMap<ConversationId, RuleThread> =
            found.into_iter().flatten().map(|at| (at.conversation, at)).collect();
        let mut all = HashMap::with_capacity(wanted.len());
        for ((conversation, side, brand, head), found) in wanted.into_iter().zip(threads.into_iter().zip(rules)) {
            let (Some(kept), Some(rules)) = found else { return Err(Error::new(ErrorCode::Internal)) };
            let (thread, counted) = (kept.thread, kept.is_counted.then(Counted::default));
            let (journal, left, is_changed) = (Vec::new(), Vec::new(), false);
            let at = bots_at.remove(&conversation);
            let holding = Holding::of(rules.assigns, thread.ticket.as_ref());
            let told_before = rules.has_webhooks.then_some((head, thread.journal));
            let begun = (head, thread.journal);
            let bots = Bots { has_bots: rules.has_bots, at, is_changed };
            let waiting = Waiting::of(rules.wait, &thread, kept.wait_told_at, bots.are_at_it());
            let business = Self {
                side,
                brand,
                conversation,
                thread,
                reopen_seconds: rules.reopen_seconds,
                survey_delay: rules.survey_delay,
                told_before,
                remark_until: kept.remark_until,
                planned: Vec::new(),
                holding,
                bots,
                waiting,
                agreed: Vec::new(),
                withdrawn: Vec::new(),
                bot_tallies: Vec::new(),
                levels: levels.get(&brand).cloned(),
                rules: Rules::new(rules.has_rules, rules_at.remove(&conversation), begun),
                journal,
                left,
                is_changed,
                counted,
            };
            all.insert(conversation, business);
        }
        Ok(all)
    }

    pub(crate) const fn brand(&self) -> AccountId {
        self.brand
    }

    /// Whether the batch wrote anything into the journal.
    pub(super) fn has_happened(&self) -> bool {
        !self.journal.is_empty()
    }

    pub(super) fn customer_wrote(&mut self, customer: AccountId, seq: i64, around: &Around<'_>) {
        self.customer_said(customer, seq, around);
        self.bots.customer_wrote((self.conversation, self.brand), &self.thread, seq, around.now);
    }

    /// The same of what is no bot's to answer.
    pub(super) fn customer_said(&mut self, customer: AccountId, seq: i64, around: &Around<'_>) {
        let (now, before) = (self.now(seq, around), self.thread.ticket.clone());
        let happenings = subrosa_desk::customer_wrote(&mut self.thread, now, self.reopen_seconds);
        self.count(None, true, before.as_ref(), around);
        if let Some(counted) = &mut self.counted {
            counted.received += 1;
        }
        self.count_return(before.as_ref());
        let told = self.follow(before.as_ref(), (None, false), around);
        self.happened((customer, None), before, happenings, seq, around);
        self.tell(told, seq, around);
        self.rules.happened((self.conversation, self.brand), around.now);
    }

    /// Whether something may be said to the customer now.
    pub(super) fn may_send(&self, sender: Sender, reach: &Reach, around: &Around<'_>) -> Result<(), Refused> {
        may_send(sender, &self.thread, reach, around.now).map(drop)
    }

    pub(super) fn member_wrote(
        &mut self,
        permit: &Permit<SendMessage>,
        (epoch, template): (Option<i64>, Option<&Origin>),
        reach: &Reach,
        seq: i64,
        around: &Around<'_>,
    ) -> Result<(), Error> {
        let (now, before, person) = (self.now(seq, around), self.thread.ticket.clone(), permit.person()?);
        let (is_bot, epoch_before) = (permit.role()? == Role::Bot, self.thread.epoch);
        let sender = match template {
            _ if is_bot => Sender::Bot { bot: person, epoch: epoch.unwrap_or(epoch_before), is_left: self.has_left() },
            Some(template) => Sender::Template { epoch, is_welcome: template.is_welcome },
            None => Sender::Member { epoch },
        };
        self.may_send(sender, reach, around).map_err(|why| refused(why, "epoch"))?;
        if is_bot {
            // A program of the brand's own speaks by the same rules as the bots that live here.
            self.bot_takes(person, seq, around);
            if self.thread.epoch != epoch_before {
                self.count_session(person, BotTally { entered: 1, ..BotTally::default() });
            }
            self.bot_wrote(person, seq, around);
            self.program_cared(person, seq, around);
            return Ok(());
        }
        let happenings = subrosa_desk::member_wrote(&mut self.thread, person, now);
        self.count(Some(person), true, before.as_ref(), around);
        if let Some(counted) = &mut self.counted {
            counted.sent.push(person);
        }
        let told = self.follow(before.as_ref(), (Some(person), true), around);
        self.happened((person, None), before, happenings, seq, around);
        if let Some(template) = template {
            self.told_of_template(template);
        }
        self.tell(told, seq, around);
        Ok(())
    }

    /// Lets the journal say from which template the message was made that has just been told of.
    fn told_of_template(&mut self, origin: &Origin) {
        let newest = self.journal.iter_mut().rev().find(|entry| matches!(entry.what, Happening::Replied { .. }));
        let Some(entry) = newest else { return };
        if let Happening::Replied { template, .. } = &mut entry.what {
            *template = Some(origin.name.clone());
            entry.client_id = Some(origin.client_id);
        }
    }

    pub(super) fn change(
        &mut self,
        permit: &Permit<ChangeTicket>,
        change: &TicketChange,
        head: i64,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let (before, person) = (self.thread.ticket.clone(), permit.person()?);
        let is_bot = permit.role()? == Role::Bot;
        if is_bot {
            self.check_bots_change(person, change)?;
        }
        let happenings =
            subrosa_desk::change(&mut self.thread, change, around.now).map_err(|why| refused(why, "status"))?;
        self.count(Some(person), false, before.as_ref(), around);
        self.plan_survey(before.as_ref(), around);
        self.happened((person, None), None, happenings, head, around);
        if is_bot && change.status.is_some() {
            self.program_cared(person, head, around);
            self.count_resolution(person, before.as_ref());
        }
        let told = self.follow(before.as_ref(), (Some(person), false), around);
        self.tell(told, head, around);
        before
            .map(|before| Outcome::Changed { before: Box::new(before), after: Box::default() })
            .ok_or_else(|| Error::new(ErrorCode::Internal))
    }

    /// A bot that may speak takes the thread.
    pub(super) fn bot_takes(&mut self, bot: AccountId, head: i64, around: &Around<'_>) {
        let happening = subrosa_desk::bot_takes(&mut self.thread, bot);
        self.happened((bot, None), None, happening.into_iter().collect(), head, around);
    }

    pub(super) fn bot_wrote(&mut self, bot: AccountId, seq: i64, around: &Around<'_>) {
        let before = self.thread.ticket.clone();
        let happening = subrosa_desk::bot_wrote(&mut self.thread, seq);
        if let Some(counted) = &mut self.counted {
            counted.sent.push(bot);
        }
        self.became(Some(bot), before.as_ref(), vec![happening], seq, around);
    }

    /// What a step makes of the session, after all that it says.
    pub(super) fn bot_stepped(&mut self, step: BotStep, head: i64, around: &Around<'_>) {
        let holder = self.bots.at.as_ref().and_then(|at| at.bot);
        self.bots.stepped(&step, self.thread.ticket.as_ref().map(|ticket| ticket.id), around.now);
        let (before, bot) = (self.thread.ticket.clone(), step.bot);
        self.count_step(&step);
        if matches!(step.ending, Some(BotEnding::HandedOver(_) | BotEnding::Gone)) {
            self.waiting.is_handed_over = true;
            self.waiting.spoken = step.language;
        }
        let happenings = match step.ending {
            Some(BotEnding::HandedOver(packet)) => {
                let team = around.teams.called(self.brand, packet.team.as_deref());
                subrosa_desk::bot_hands_over(&mut self.thread, *packet, None, team, around.now)
            }
            Some(BotEnding::Finished) => subrosa_desk::bot_finished(&mut self.thread, around.now),
            Some(BotEnding::Gone) => holder.map(|bot| subrosa_desk::hand_on(&mut self.thread, bot)).unwrap_or_default(),
            None => Vec::new(),
        };
        self.count(bot, false, before.as_ref(), around);
        self.plan_survey(before.as_ref(), around);
        self.became(bot, before.as_ref(), happenings, head, around);
    }

    pub(super) fn wake(&mut self, head: i64, around: &Around<'_>) {
        let before = self.thread.ticket.clone();
        let happenings = subrosa_desk::wake(&mut self.thread, around.now);
        self.became(None, before.as_ref(), happenings, head, around);
    }

    /// Resolves a ticket that may be closed by itself: nobody did it.
    pub(super) fn close(&mut self, days: u32, seq: Option<i64>, head: i64, around: &Around<'_>) {
        let before = self.thread.ticket.clone();
        let happenings = subrosa_desk::close(&mut self.thread, days, seq, around.now);
        self.count(None, false, before.as_ref(), around);
        self.plan_survey(before.as_ref(), around);
        self.became(None, before.as_ref(), happenings, head, around);
    }

    /// Writes down what has become of the ticket by a bot, or by the brand itself, and what follows for its clocks.
    fn became(
        &mut self,
        by: Option<AccountId>,
        before: Option<&Ticket>,
        happenings: Vec<Happening>,
        head: i64,
        around: &Around<'_>,
    ) {
        self.happened((by.unwrap_or(self.brand), None), None, happenings, head, around);
        let told = self.follow(before, (by, false), around);
        self.tell(told, head, around);
    }

    pub(super) fn hand_on(&mut self, from: AccountId, head: i64, around: &Around<'_>) {
        let happenings = subrosa_desk::hand_on(&mut self.thread, from);
        self.happened((self.brand, None), None, happenings, head, around);
    }

    pub(super) fn leave_team(&mut self, team: TeamId, head: i64, around: &Around<'_>) {
        let happenings = subrosa_desk::leave_team(&mut self.thread, team);
        self.happened((self.brand, None), None, happenings, head, around);
    }

    pub(super) async fn note(
        &mut self,
        tx: &mut Tx<'_>,
        permit: &Permit<WriteNote>,
        (client_id, body): (ClientId, Body),
        head: i64,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let (person, what) = (permit.person()?, Happening::Note { body });
        let in_batch = self.journal.iter().find(|one| (one.author, one.client_id) == (person, Some(client_id)));
        let before = match in_batch {
            Some(entry) => Some(entry.clone()),
            None => journal::find_by_client_id(tx, self.conversation, person, &client_id).await?,
        };
        match before {
            Some(entry) if entry.what == what || entry.seq <= self.thread.journal_removed => return Ok(noted(&entry)),
            Some(_) => return Err(Error::new(ErrorCode::ClientIdConflict)),
            None => self.happened((person, Some(client_id)), None, vec![what], head, around),
        }
        self.journal.last().map(noted).ok_or_else(|| Error::new(ErrorCode::Internal))
    }

    /// Links an order to the contact, and tells of it unless it was linked like this before.
    pub(super) async fn verified(
        &mut self,
        tx: &mut Tx<'_>,
        by: Option<AccountId>,
        (order, number): (Link, String),
        head: i64,
        around: &Around<'_>,
    ) -> Result<(), Error> {
        if contact_orders::link_verified(tx, self.brand, order).await? {
            let author = by.unwrap_or(self.brand);
            self.happened((author, None), None, vec![Happening::OrderVerified { number }], head, around);
        }
        Ok(())
    }

    /// Counts what became of the ticket by a deed of a member, or of no member.
    pub(super) fn count(
        &mut self,
        member: Option<AccountId>,
        is_message: bool,
        before: Option<&Ticket>,
        around: &Around<'_>,
    ) {
        if let Some(counted) = &mut self.counted {
            let deed = Deed { member, is_message, at: around.now };
            counted.facts.extend(subrosa_desk::figures::facts(before, self.thread.ticket.as_ref(), deed));
        }
    }

    fn now(&self, seq: i64, around: &Around<'_>) -> Now {
        Now { at: around.now, seq, fresh: TicketId::new(around.core.next_id()) }
    }

    /// Writes into the journal what happened at a message, and remembers the ticket that a new one took the place of.
    pub(super) fn happened(
        &mut self,
        (author, client_id): Author,
        before: Option<Ticket>,
        happenings: Vec<Happening>,
        after: i64,
        around: &Around<'_>,
    ) {
        let is_left = |before: &Ticket| self.thread.ticket.as_ref().is_some_and(|ticket| ticket.id != before.id);
        if self.is_changed {
            self.left.extend(before.filter(is_left));
        }
        self.is_changed = true;
        if !happenings.is_empty() {
            self.rules.happened((self.conversation, self.brand), around.now);
        }
        for what in happenings {
            self.thread.journal += 1;
            self.journal.push(JournalEntry {
                seq: self.thread.journal,
                id: JournalId::new(around.core.next_id()),
                after,
                author,
                at: around.now,
                client_id,
                what,
            });
        }
    }

    /// How many tickets the batch opened.
    pub(super) fn opened_tickets(&self) -> usize {
        self.left.iter().chain(&self.thread.ticket).filter(|ticket| ticket.ordinal == 0).count()
    }

    /// What addresses are to be told, from where on.
    pub(super) fn stirred(&self) -> Option<Stirred> {
        let (seq, journal) = self.told_before.filter(|_| self.is_changed)?;
        Some(Stirred { brand: self.brand, conversation: self.conversation, seq, journal })
    }

    /// The tickets that the batch opened, in order.
    pub(super) fn fresh_tickets(&mut self) -> impl Iterator<Item = &mut Ticket> {
        self.left.iter_mut().chain(&mut self.thread.ticket).filter(|ticket| ticket.ordinal == 0)
    }

    /// Gives the tickets that the batch opened their ordinals, the first of which is given; returns the one after the last.
    pub(super) fn number_tickets(&mut self, mut next: i64) -> i64 {
        let mut numbers = Vec::new();
        for ticket in self.fresh_tickets() {
            ticket.ordinal = next;
            numbers.push(next);
            next += 1;
        }
        let mut opened = numbers.into_iter();
        let mut newest = 0;
        for entry in &mut self.journal {
            match &mut entry.what {
                Happening::Opened { ordinal } => {
                    newest = opened.next().unwrap_or(newest);
                    *ordinal = newest;
                }
                Happening::Reopened { ordinal } if *ordinal == 0 => *ordinal = newest,
                _ => {}
            }
        }
        next
    }
}

pub(super) fn refused(why: Refused, field: &str) -> Error {
    let field = match why {
        Refused::Stale => return Error::new(ErrorCode::ThreadTaken),
        Refused::Unsendable(SendingReason::NoConsent) => {
            let detail = "the customer has not agreed to hear of what this template advertises";
            return Error::field(ErrorCode::Forbidden, "template", detail);
        }
        Refused::Unsendable(_) => return Error::new(ErrorCode::RecipientUnavailable),
        Refused::Label | Refused::TooManyLabels => {
            return Error::field(ErrorCode::LabelInvalid, "add_labels", why.to_string());
        }
        Refused::Snooze => "snoozed_until",
        Refused::NoTicket | Refused::TicketOpen => field,
    };
    Error::field(ErrorCode::TicketRefused, field, why.to_string())
}

fn noted(entry: &JournalEntry) -> Outcome {
    Outcome::Noted(Noted { seq: entry.seq, id: entry.id, at: entry.at })
}
