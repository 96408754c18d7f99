//! Try a rule on what happened in the last 90 days, before it is on.
//!
//! Conversations are gone through one by one, so many in a request as can be read in a bounded time; whoever asks goes on with the next.
//! What decides is what decides when the rule is on.

use std::collections::{BTreeMap, VecDeque};

use subrosa_access::{Actor, ManageRules, Subject, permit};
use subrosa_desk::hours::Hours;
use subrosa_messaging::Error;
use subrosa_proto::hours::BusinessHours;
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_proto::rule::{Backtest, BacktestDay, BacktestRule, BacktestTicket, SaveRule};
use subrosa_proto::ticket::{Priority, TicketStatus};
use subrosa_proto::{AccountId, ConversationId, ErrorCode, Timestamp};
use subrosa_rules::facts::Facts;
use subrosa_rules::log::{self, Message, Place};
use subrosa_rules::past::Past;
use subrosa_store::conversations::Conversation;
use subrosa_store::{Tx, brand_hours, conversations, events, journal, members};

use super::check::check;
use super::runner::{known, message};
use crate::Engage;

/// How far back it looks.
const DAYS: i64 = 90;
const DAY_SECONDS: i64 = 24 * 60 * 60;
/// Conversations of one page.
const CONVERSATIONS: u32 = 200;
/// Rows that one page reads, or one conversation more.
const ROWS: usize = 10_000;
/// Rows of either log that are read of one conversation.
const LONGEST: usize = 2_000;
/// Rows read at once.
const PAGE: u32 = 200;
const TICKETS: usize = 20;
const COUNTED: u32 = 100_000;

/// The rule, and what holds for all of the brand's conversations.
#[derive(Clone)]
struct Trial {
    brand: AccountId,
    rule: SaveRule,
    since: Timestamp,
    now: Timestamp,
}

/// What was found so far.
#[derive(Default)]
struct Found {
    days: BTreeMap<String, i64>,
    tickets: Vec<BacktestTicket>,
    looked: i64,
    is_cut: bool,
}

impl Engage {
    /// How often a rule would have run in some of the brand's conversations, and on which tickets. Nothing is done by it.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn backtest_rule(&self, actor: &Actor, request: BacktestRule) -> Result<Backtest, Error> {
        let brand = permit::<ManageRules>(actor, &Subject::Own)?.account()?;
        let rule = check(request.rule)?;
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let after = match request.after.as_deref() {
            None => None,
            Some(after) => Some(
                Some(after)
                    .filter(|after| is_number(after))
                    .and_then(|after| after.parse().ok())
                    .ok_or_else(|| Error::field(ErrorCode::InvalidParameter, "after", "not a page's next"))?,
            ),
        };
        let now = self.messaging.now();
        let trial = Trial { brand, rule, since: now.plus_seconds(-DAYS * DAY_SECONDS), now };
        self.messaging.db().read(async move |tx| trial.page(tx, after).await).await
    }
}

impl Trial {
    async fn page(&self, tx: &mut Tx<'_>, after: Option<i64>) -> Result<Backtest, Error> {
        let hours = Hours::of(&brand_hours::find(tx, self.brand).await?)
            .or_else(|_| Hours::of(&BusinessHours::default()))
            .map_err(|_| Error::new(ErrorCode::Internal))?;
        let from = ConversationId::new(after.unwrap_or(0));
        let ids = members::conversations_after(tx, self.brand, from, CONVERSATIONS).await?;
        let is_last = ids.len() < usize::try_from(CONVERSATIONS).unwrap_or(usize::MAX);
        let states = conversations::find_many(tx, &ids).await?;
        let (mut found, mut rows, mut last) = (Found::default(), 0, from);
        for state in states.into_iter().flatten() {
            if rows >= ROWS {
                break;
            }
            (last, found.looked) = (state.id, found.looked + 1);
            if state.activity >= self.since {
                rows += self.one(tx, &state, &hours, &mut found).await?;
            }
        }
        let is_done = is_last && ids.last().is_none_or(|id| *id == last);
        found.tickets.sort_unstable_by_key(|ticket| std::cmp::Reverse(ticket.at));
        found.tickets.truncate(TICKETS);
        let day = |at| hours.zone().local(at).date.to_string();
        Ok(Backtest {
            from: day(self.since),
            to: day(self.now),
            days: found.days.into_iter().map(|(day, times)| BacktestDay { day, times }).collect(),
            tickets: found.tickets,
            looked: found.looked,
            conversations: match after {
                None => Some(members::count(tx, self.brand, COUNTED).await?),
                Some(_) => None,
            },
            is_cut: found.is_cut,
            next: (!is_done).then(|| last.number().to_string()),
        })
    }

    /// Goes through one conversation; how many rows were read.
    async fn one(
        &self,
        tx: &mut Tx<'_>,
        state: &Conversation,
        hours: &Hours,
        found: &mut Found,
    ) -> Result<usize, Error> {
        let (entries, is_cut) = journal_of(tx, state.id).await?;
        let (messages, is_cut_too) = self.messages_of(tx, state.id).await?;
        found.is_cut |= is_cut || is_cut_too;
        let rows = entries.len() + messages.len();
        let known = known(tx, (self.brand, state.id), self.rule.condition.iter()).await?;
        let is_open_at = |at| hours.is_open_at(at);
        let facts = Facts {
            now: self.since,
            status: TicketStatus::Open,
            status_since: None,
            priority: Priority::Normal,
            labels: Vec::new(),
            assignee: None,
            waiting_since: None,
            words: Vec::new(),
            attributes: known.attributes,
            orders: known.orders,
            is_open: true,
        };
        let mut past = Past::new(&self.rule, self.since, &is_open_at, facts);
        past.read(&log::read(Place::default(), messages, &entries));
        past.ring(self.now);
        let customer = state.members.iter().find(|member| member.profile.id != self.brand);
        for ran in &past.ran {
            *found.days.entry(hours.zone().local(ran.at).date.to_string()).or_default() += 1;
            let Some(customer) = customer else { continue };
            match found.tickets.iter_mut().find(|one| (one.conversation, one.ticket) == (state.id, ran.ticket)) {
                Some(known) => known.at = ran.at,
                None => found.tickets.push(BacktestTicket {
                    at: ran.at,
                    conversation: state.id,
                    ticket: ran.ticket,
                    customer: customer.profile.clone(),
                }),
            }
        }
        Ok(rows)
    }

    /// What the customer wrote since then, in order; whether there was more than is read.
    async fn messages_of(&self, tx: &mut Tx<'_>, id: ConversationId) -> Result<(Vec<Message>, bool), Error> {
        let mut found = VecDeque::new();
        let (mut before, mut read) = (i64::MAX, 0);
        loop {
            let page = events::older(tx, id, before, PAGE).await?;
            let Some(last) = page.last() else { return Ok((found.into(), false)) };
            before = last.seq;
            read += page.len();
            let is_old = last.at < self.since;
            for event in page.iter().filter(|event| event.author != self.brand && event.at >= self.since) {
                found.push_front(message(event));
            }
            if is_old {
                return Ok((found.into(), false));
            }
            if read >= LONGEST {
                return Ok((found.into(), true));
            }
        }
    }
}

/// A conversation's journal without its notes, in order; whether there was more than is read.
async fn journal_of(tx: &mut Tx<'_>, id: ConversationId) -> Result<(Vec<JournalEntry>, bool), Error> {
    let mut entries: VecDeque<JournalEntry> = VecDeque::new();
    let (mut before, mut read) = (i64::MAX, 0);
    loop {
        let page = journal::older(tx, id, before, PAGE).await?;
        let Some(last) = page.last() else { return Ok((entries.into(), false)) };
        before = last.seq;
        read += page.len();
        // Newest first. Notes count among what a rule did, and say nothing else.
        for mut entry in page {
            if let Happening::Note { body } = &mut entry.what {
                body.text.clear();
            }
            entries.push_front(entry);
        }
        if read >= LONGEST {
            return Ok((entries.into(), true));
        }
    }
}
