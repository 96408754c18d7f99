//! What rules do in a conversation, as a batch writes it.

use subrosa_desk::Refused;
use subrosa_desk::sending::Sender;
use subrosa_proto::body::SealedBody;
use subrosa_proto::brand::Role;
use subrosa_proto::journal::Happening;
use subrosa_proto::rule::{RuleDeed, WhyNot};
use subrosa_proto::ticket::TicketChange;
use subrosa_store::rule_runs::{Details, Run};

use super::Outcome;
use super::around::Around;
use super::business::Business;
use super::folded::Folded;
use super::ruling::due_soon;
use crate::Error;
use crate::conversations::view;
use crate::rules::{RuleDoes, RuleRan, RuleStep};

impl Folded {
    /// What rules do: all of it or, where they were asked about what is no longer so, nothing.
    pub(super) fn rule_step(&mut self, step: RuleStep, around: &Around<'_>) -> Result<Outcome, Error> {
        let head = self.state.head;
        let business = self.business()?;
        let here = (business.conversation, business.brand);
        let journal = business.thread.journal;
        business.rules.stepped(here, &step, (head, journal))?;
        if step.heard != step.seen
            && let Some(at) = &mut business.rules.at
        {
            due_soon(at, around.now);
        }
        for ran in step.ran {
            self.rule_ran(ran, around)?;
        }
        self.touch_brand();
        Ok(Outcome::Done)
    }

    fn rule_ran(&mut self, ran: RuleRan, around: &Around<'_>) -> Result<(), Error> {
        let reach = view::reach(&self.state);
        let before = self.business()?.thread.ticket.clone();
        let (mut happenings, mut deeds, mut said) = (Vec::new(), Vec::new(), None);
        for (action, does) in ran.does {
            let undone = match does {
                RuleDoes::Change(change) => {
                    let head = self.state.head;
                    match self.business()?.rule_changes(&change, head, around) {
                        Ok(done) => {
                            let undone = done.is_empty().then_some(WhyNot::NothingToChange);
                            happenings.extend(done);
                            undone
                        }
                        Err(why) => Some(why),
                    }
                }
                RuleDoes::Say(body) => match self.business()?.may_send(Sender::Brand, &reach, around) {
                    Ok(()) => {
                        said = Some(self.rule_says(body, around)?);
                        None
                    }
                    Err(_) => Some(WhyNot::CustomerGone),
                },
                RuleDoes::Note(body) => {
                    happenings.push(Happening::Note { body });
                    None
                }
                RuleDoes::Not(why) => Some(why),
            };
            deeds.push(RuleDeed { action, undone });
        }
        let head = self.state.head;
        let business = self.business()?;
        if !happenings.is_empty() || said.is_some() {
            let did = i64::try_from(happenings.len()).unwrap_or(i64::MAX);
            let tells = Happening::RuleRan { rule: ran.rule, name: ran.name.clone(), did, chain: ran.chain, seq: said };
            happenings.insert(0, tells);
            business.happened((business.brand, None), None, happenings, head, around);
        }
        // Behind what the rule did, whose entries are counted.
        let told = business.follow(before.as_ref(), (None, false), around);
        business.tell(told, head, around);
        business.rules.runs.push(Run {
            id: around.core.next_id(),
            rule: ran.rule,
            conversation: business.conversation,
            ticket: ran.ordinal,
            at: around.now,
            details: Details { name: ran.name, undone: ran.undone, deeds },
        });
        Ok(())
    }

    fn rule_says(&mut self, body: SealedBody, around: &Around<'_>) -> Result<i64, Error> {
        let side = self.business()?.side;
        Ok(self.push_automatic(side, body, around))
    }
}

impl Business {
    /// Changes the ticket as a rule wants it; what happened.
    fn rule_changes(
        &mut self,
        change: &TicketChange,
        head: i64,
        around: &Around<'_>,
    ) -> Result<Vec<Happening>, WhyNot> {
        let to = change.assignee.flatten();
        let role = to.map(|to| around.members.check_assignee(self.brand, to)).transpose();
        let role = role.map_err(|_| WhyNot::MemberGone)?;
        let before = self.thread.ticket.clone();
        let happenings = subrosa_desk::change(&mut self.thread, change, around.now).map_err(|why| match why {
            Refused::TooManyLabels => WhyNot::TooManyLabels,
            Refused::Stale
            | Refused::Unsendable(_)
            | Refused::TicketOpen
            | Refused::NoTicket
            | Refused::Snooze
            | Refused::Label => WhyNot::NothingToChange,
        })?;
        self.count(None, false, before.as_ref(), around);
        self.plan_survey(before.as_ref(), around);
        if let (Some(to), Some(Role::Bot)) = (to, role)
            && !happenings.is_empty()
        {
            self.give_to_bot(to, head, around);
        }
        Ok(happenings)
    }
}
