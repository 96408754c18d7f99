//! Asks the rules about what happened: what is to be written. Pure.

use subrosa_desk::hours::Hours;
use subrosa_messaging::{RuleDoes, RuleRan, RuleStep};
use subrosa_proto::hours::BusinessHours;
use subrosa_proto::rule::{RuleAction, WhyNot};
use subrosa_proto::ticket::{Ticket, TicketChange, TicketStatus};
use subrosa_proto::{Body, RuleId, Timestamp};
use subrosa_rules::condition::holds;
use subrosa_rules::facts::Facts;
use subrosa_rules::log::{self, Event, Item, Place};
use subrosa_rules::pass::{self, Standing};
use subrosa_rules::{CHAIN, clock};
use subrosa_store::rule_clocks::RuleClock;
use subrosa_store::rules::Kept;

use super::look::View;
use super::say;

/// The step; none when there is nothing to do.
pub(super) fn take(view: &View, now: Timestamp) -> Option<RuleStep> {
    let from = Place { seq: view.at.heard_seq, journal: view.at.heard_journal };
    let mut items = log::read(from, view.messages.clone(), &view.entries);
    let mut heard = view.read;
    while heard != view.seen && items.last().is_some_and(|item| item.goes_on) {
        // What a rule did at one time is heard at one time.
        items.pop();
        heard.1 = items.last().map_or(view.at.heard_journal, |item| item.place.journal);
    }
    let is_due = view.clocks.iter().any(|clock| clock.due_at.is_some_and(|due| due <= now));
    let is_at_rest = items.is_empty() && heard == (from.seq, from.journal) && view.at.due_at == view.at.rings_at;
    if is_at_rest && !is_due && view.changed.is_empty() {
        return None;
    }
    let status_since = items.iter().rev().find(|item| item.is_of_status()).map(|item| item.at);
    let status_since = status_since.or(view.at.status_since);
    let mut taking = Taking { view, now, ran: Vec::new(), clocks: view.clocks.clone() };
    if let Some(ticket) = &view.thread.ticket {
        let facts = facts(view, ticket, status_since, now);
        let mut evolving = facts.clone();
        taking.hear(ticket, &items, &mut evolving);
        taking.ring(ticket, &mut evolving);
        taking.set_clocks(&facts, items.iter().rev().find(|item| item.is_of_status()).map_or(0, |item| item.chain));
    }
    let Taking { ran, clocks, .. } = taking;
    let rings_at = clocks.iter().filter_map(|clock| clock.due_at).min();
    let clocks = clocks.into_iter().filter(|clock| !view.clocks.contains(clock)).collect();
    Some(RuleStep {
        brand: view.at.brand,
        turn: view.at.turn,
        seen: view.seen,
        heard,
        attributes: view.changed.clone(),
        status_since,
        clocks,
        rings_at,
        ran,
    })
}

/// What is true of the ticket and its customer now.
fn facts(view: &View, ticket: &Ticket, status_since: Option<Timestamp>, now: Timestamp) -> Facts {
    Facts {
        status_since,
        words: subrosa_words::words(&view.newest),
        attributes: view.known.attributes.clone(),
        orders: view.known.orders.clone(),
        is_open: is_open(&view.house.hours, now),
        ..Facts::of(ticket, now)
    }
}

/// Hours that can't be read, by a later server's shape, close nothing.
fn is_open(hours: &BusinessHours, now: Timestamp) -> bool {
    Hours::of(hours).map_or(true, |hours| hours.is_open_at(now))
}

struct Taking<'a> {
    view: &'a View,
    now: Timestamp,
    ran: Vec<RuleRan>,
    clocks: Vec<RuleClock>,
}

impl<'a> Taking<'a> {
    fn standing(&self) -> Vec<Standing<'a, usize>> {
        let rules = self.view.house.rules.iter().enumerate();
        rules.map(|(id, kept)| Standing { id, rule: &kept.rule, since: kept.since }).collect()
    }

    /// Asks rules about each thing that happened.
    fn hear(&mut self, ticket: &Ticket, items: &[Item<'_>], facts: &mut Facts) {
        for item in items {
            if let Some(text) = &item.text {
                facts.words = subrosa_words::words(text);
            }
            for event in &item.events {
                self.wake(ticket, (event, item.at, item.chain), facts);
            }
        }
        for (name, at) in &self.view.changed {
            self.wake(ticket, (&Event::Attribute(name.clone()), *at, 0), facts);
        }
    }

    fn wake(&mut self, ticket: &Ticket, (event, at, chain): (&Event, Timestamp, i64), facts: &mut Facts) {
        let is_too_long = chain >= CHAIN;
        let mut would_be = facts.clone();
        let woken = pass::woken(&self.standing(), (event, at), &mut would_be);
        for place in woken {
            let Some(kept) = self.view.house.rules.get(place) else { continue };
            self.runs(ticket, kept, chain + 1, is_too_long.then_some(WhyNot::ChainTooLong));
        }
        if !is_too_long {
            *facts = would_be;
        }
    }

    /// Runs the rules whose clocks ring, if what they wait for is still so and their conditions hold.
    fn ring(&mut self, ticket: &Ticket, facts: &mut Facts) {
        let due: Vec<RuleClock> =
            self.clocks.iter().filter(|one| one.due_at.is_some_and(|due| due <= self.now)).copied().collect();
        for rung in due {
            self.clocks.iter_mut().filter(|one| one.rule == rung.rule).for_each(|one| one.due_at = None);
            let Some(kept) = self.rule(rung.rule) else { continue };
            let runs = clock::of(&kept.rule.when, facts).is_some_and(|runs| runs.since == rung.since);
            if !runs || rung.since < kept.since {
                continue;
            }
            let undone = if rung.chain >= CHAIN {
                Some(WhyNot::ChainTooLong)
            } else if holds(kept.rule.condition.as_ref(), facts) {
                None
            } else {
                Some(WhyNot::NoLongerSo)
            };
            if undone.is_none() {
                pass::run(&kept.rule.then, facts);
            }
            self.runs(ticket, kept, rung.chain + 1, undone);
        }
    }

    /// Sets going what runs now, and stops what does not.
    fn set_clocks(&mut self, facts: &Facts, chain: i64) {
        let view = self.view;
        for kept in &view.house.rules {
            let runs = clock::of(&kept.rule.when, facts).filter(|runs| runs.since >= kept.since);
            let before = self.clocks.iter().position(|one| one.rule == kept.id);
            match (runs, before) {
                (Some(runs), Some(place)) if self.clocks[place].since == runs.since => {}
                (Some(runs), before) => {
                    let is_of_status = matches!(kept.rule.when, subrosa_proto::rule::RuleTrigger::InStatus { .. });
                    let fresh = RuleClock {
                        rule: kept.id,
                        since: runs.since,
                        due_at: Some(runs.due_at),
                        chain: if is_of_status { chain } else { 0 },
                    };
                    match before {
                        Some(place) => self.clocks[place] = fresh,
                        None => self.clocks.push(fresh),
                    }
                }
                (None, Some(place)) => self.clocks[place].due_at = None,
                (None, None) => {}
            }
        }
        for clock in &mut self.clocks {
            if !view.house.rules.iter().any(|kept| kept.id == clock.rule) {
                clock.due_at = None;
            }
        }
    }

    fn rule(&self, id: RuleId) -> Option<&'a Kept> {
        self.view.house.rules.iter().find(|kept| kept.id == id)
    }

    fn runs(&mut self, ticket: &Ticket, kept: &Kept, chain: i64, undone: Option<WhyNot>) {
        let does = match undone {
            Some(_) => Vec::new(),
            None => kept.rule.then.iter().map(|action| (action.clone(), self.does(action))).collect(),
        };
        self.ran.push(RuleRan {
            rule: kept.id,
            name: kept.rule.name.clone(),
            chain,
            ticket: ticket.id,
            ordinal: ticket.ordinal,
            undone,
            does,
        });
    }

    /// What an action comes to.
    fn does(&self, action: &RuleAction) -> RuleDoes {
        let change = TicketChange::default();
        let change = match action {
            RuleAction::SetStatus { status } => TicketChange { status: Some(*status), ..change },
            RuleAction::Snooze { minutes } => TicketChange {
                status: Some(TicketStatus::Snoozed),
                snoozed_until: Some(self.now.plus_seconds(60 * i64::from(*minutes))),
                ..change
            },
            RuleAction::SetPriority { priority } => TicketChange { priority: Some(*priority), ..change },
            RuleAction::AddLabels { labels } => TicketChange { add_labels: labels.clone(), ..change },
            RuleAction::RemoveLabels { labels } => TicketChange { remove_labels: labels.clone(), ..change },
            RuleAction::Assign { account } => TicketChange { assignee: Some(*account), ..change },
            RuleAction::SendReply { reply } => {
                let text = self.view.house.replies.get(reply);
                let body = text.and_then(|text| say::reply(text, &self.view.customer, &self.view.agent));
                return body.map_or(RuleDoes::Not(WhyNot::ReplyGone), RuleDoes::Say);
            }
            RuleAction::WriteNote { text } => return RuleDoes::Note(Body::text(text.clone())),
        };
        RuleDoes::Change(change)
    }
}
