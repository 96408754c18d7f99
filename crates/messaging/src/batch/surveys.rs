//! What customers are asked once a ticket is resolved, and what they answer. A question and an answer are messages like any other,
//! but neither opens a ticket, wakes a bot, or is waited for.

use subrosa_desk::figures::surveyed;
use subrosa_desk::sending::Sender;
use subrosa_proto::body::{Body, SealedBody, Voice};
use subrosa_proto::journal::Happening;
use subrosa_proto::survey::SurveyAnswer;
use subrosa_proto::ticket::Ticket;
use subrosa_proto::{AccountId, ErrorCode, EventId, TicketId, Timestamp};
use subrosa_store::surveys::{self, Asked, Planned};
use subrosa_store::{Tx, brand_surveys, threads};

use super::Outcome;
use super::around::Around;
use super::business::Business;
use super::folded::Folded;
use crate::Error;
use crate::conversations::view;

/// A customer who wants to say more does so in their next message, if it comes within this time.
const REMARK_SECONDS: i64 = 60 * 60;

/// What a customer's message is to a survey.
pub(super) struct Said {
    asked: Asked,
    what: What,
}

enum What {
    Score(i64),
    /// The score stands already.
    Again,
    WantsToSayMore,
    Remark,
}

impl Folded {
    /// Asks the customer about a ticket, if it is still to be asked about.
    pub(super) async fn ask(
        &mut self,
        tx: &mut Tx<'_>,
        ticket: TicketId,
        (question, quiet_seconds): (SealedBody, i64),
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let Some(member) = surveys::find_due(tx, ticket, around.now).await? else { return Ok(Outcome::Done) };
        let last_asked = surveys::last_asked(tx, self.state.id).await?;
        let reach = view::reach(&self.state);
        let business = self.business()?;
        let side = business.side;
        let newest = business.thread.ticket.as_ref();
        let ordinal = newest.map_or(0, |newest| newest.ordinal);
        let is_unsendable = business.may_send(Sender::Brand, &reach, around).is_err();
        if is_unsendable || !subrosa_desk::may_ask(newest, ticket, last_asked, quiet_seconds, around.now) {
            surveys::drop_due(tx, ticket).await?;
            return Ok(Outcome::Done);
        }
        let sent = self.push_automatic(side, question, around);
        surveys::ask(tx, ticket, around.now, sent).await?;
        self.business()?.asked((ticket, ordinal), member, sent, around);
        Ok(Outcome::Done)
    }

    /// Appends what a side says by itself; its `seq`.
    pub(super) fn push_automatic(&mut self, side: usize, body: SealedBody, around: &Around<'_>) -> i64 {
        let name = (EventId::new(around.core.next_id()), around.core.next_client_id());
        self.push(side, name, body, around.now).seq
    }
}

impl Business {
    /// Notes that the customer is to be asked about the ticket, if it has come to that.
    pub(super) fn plan_survey(&mut self, before: Option<&Ticket>, around: &Around<'_>) {
        let (Some(delay), Some(after)) = (self.survey_delay, &self.thread.ticket) else { return };
        let bot = self.bots.at.as_ref().and_then(|at| at.bot);
        let is_of_bot = bot.is_some() && after.assignee == bot;
        if subrosa_desk::is_to_be_asked_about(before, after, is_of_bot) {
            self.planned.push(Planned {
                ticket: after.id,
                brand: self.brand,
                conversation: self.conversation,
                member: after.assignee,
                due_at: around.now.plus_seconds(delay),
            });
        }
    }

    fn asked(&mut self, (ticket, ordinal): (TicketId, i64), member: Option<AccountId>, seq: i64, around: &Around<'_>) {
        if let Some(counted) = &mut self.counted {
            counted.facts.push(surveyed(ticket, member, None, around.now));
        }
        self.happened((self.brand, None), None, vec![Happening::Asked { seq, ordinal, member }], seq, around);
    }

    /// What a customer's message is to a survey, if it is for one.
    pub(super) async fn said_to_survey(
        &self,
        tx: &mut Tx<'_>,
        body: &SealedBody,
        around: &Around<'_>,
    ) -> Result<Option<Said>, Error> {
        let chosen = body.chosen();
        let answer = chosen.as_ref().and_then(|chosen| SurveyAnswer::of_choice(&chosen.id));
        let (found, what) = match (&chosen, answer) {
            (Some(chosen), Some(SurveyAnswer::Score(score))) => {
                (surveys::find_asked(tx, self.conversation, chosen.seq).await?, What::Score(score))
            }
            (Some(_), Some(SurveyAnswer::Remark)) => {
                (surveys::newest_asked(tx, self.conversation).await?, What::WantsToSayMore)
            }
            (None, _) if self.remark_until.is_some_and(|until| around.now < until) => {
                (surveys::newest_asked(tx, self.conversation).await?, What::Remark)
            }
            _ => return Ok(None),
        };
        Ok(found.map(|asked| {
            let what = match what {
                What::Score(_) if asked.score.is_some() => What::Again,
                what => what,
            };
            Said { asked, what }
        }))
    }

    /// Takes what the customer said to a survey in the message at `seq`; what is said to it.
    pub(super) async fn hear_survey(
        &mut self,
        tx: &mut Tx<'_>,
        customer: AccountId,
        Said { asked, what }: Said,
        seq: i64,
        around: &Around<'_>,
    ) -> Result<Option<SealedBody>, Error> {
        let Asked { ticket, ordinal, member, .. } = asked;
        let mut happening = Happening::Remarked { seq, ordinal };
        let mut thanks = None;
        let mut fact = None;
        match what {
            What::Score(score) => {
                surveys::answer(tx, ticket, score, around.now).await?;
                thanks = self.thanks(tx).await?;
                fact = Some(surveyed(ticket, member, Some(score), around.now));
                happening = Happening::Rated { seq, ordinal, score, member };
            }
            What::WantsToSayMore => {
                self.await_remark(tx, Some(around.now.plus_seconds(REMARK_SECONDS))).await?;
            }
            What::Remark => {
                surveys::remark(tx, ticket, seq).await?;
                self.await_remark(tx, None).await?;
            }
            What::Again => {}
        }
        if let Some(counted) = &mut self.counted {
            counted.received += 1;
            counted.facts.extend(fact);
        }
        self.happened((customer, None), None, vec![happening], seq, around);
        Ok(thanks)
    }

    async fn await_remark(&mut self, tx: &mut Tx<'_>, until: Option<Timestamp>) -> Result<(), Error> {
        self.remark_until = until;
        Ok(threads::set_remark_until(tx, self.conversation, until).await?)
    }

    async fn thanks(&self, tx: &mut Tx<'_>) -> Result<Option<SealedBody>, Error> {
        let settings = brand_surveys::find(tx, self.brand).await?;
        if settings.thanks.is_empty() {
            return Ok(None);
        }
        let body = Body { choices: settings.remark_choice(), automatic: true, ..Body::text(settings.thanks) };
        // It was checked when it was set.
        SealedBody::from_body(&body, Voice::Bot).map(Some).map_err(|_| Error::new(ErrorCode::Internal))
    }
}
