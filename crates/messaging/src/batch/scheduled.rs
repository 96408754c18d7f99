//! Replies that wait for their moment: kept, taken back, and sent once or held. Each stands in the journal when it is kept, and whenever it does
//! not become a message.

use subrosa_access::{Actor, ScheduleReply, SendMessage, permit};
use subrosa_desk::Refused;
use subrosa_desk::sending::{self, Sender};
use subrosa_proto::body::{SealedBody, Voice};
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_proto::limits::SCHEDULED_REPLIES;
use subrosa_proto::sending::{ScheduledReply, SendingReason};
use subrosa_proto::{AccountId, ClientId, DeviceId, ErrorCode, EventId, ScheduledId};
use subrosa_store::scheduled::{self, Waiting};
use subrosa_store::{Tx, accounts, journal, threads};

use super::Outcome;
use super::around::Around;
use super::business::refused;
use super::folded::{Asked, Folded};
use crate::Error;
use crate::conversations::view;

/// What is done with a reply that waits.
#[derive(Debug, Clone)]
pub(crate) enum Scheduled {
    /// Keep a new one, under its writer's name for it; or, without a name, in place of what waits under its id. Where its moment is not one
    /// to be waited for, a repetition still gives the first result.
    Keep { reply: Box<ScheduledReply>, client_id: Option<ClientId>, wrong: Option<Error> },
    /// Send it now, as the member who asks.
    Send { id: ScheduledId },
    /// Take it back.
    Cancel { id: ScheduledId },
    /// Its moment may have come.
    Due { id: ScheduledId, brand: AccountId, author: AccountId },
}

impl Folded {
    pub(super) async fn scheduled(
        &mut self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        change: Scheduled,
        fresh: EventId,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let subject = view::subject(&self.state);
        match change {
            Scheduled::Due { id, brand, author } => self.reply_is_due(tx, (id, brand, author), fresh, around).await,
            Scheduled::Keep { reply, client_id, wrong } => {
                permit::<ScheduleReply>(actor, &subject)?;
                let name = client_id.as_ref();
                if let Some(name) = name
                    && let Some(kept) = self.kept_before(tx, &reply, name).await?
                {
                    return kept;
                }
                match (wrong, name) {
                    (Some(wrong), _) => Err(wrong),
                    (None, Some(name)) => self.keep_reply(tx, *reply, *name, around).await,
                    (None, None) => self.change_reply(tx, *reply, around).await,
                }
            }
            Scheduled::Send { id } => {
                permit::<ScheduleReply>(actor, &subject)?;
                let waiting = self.waiting(tx, id).await?;
                // Whoever asks knows what has become of the thread, and takes it.
                let asked = asked(&waiting, fresh, around)?;
                let sent = self.append(tx, &permit::<SendMessage>(actor, &subject)?, asked, around).await?;
                self.take_reply(tx, id).await?;
                Ok(sent)
            }
            Scheduled::Cancel { id } => {
                let person = permit::<ScheduleReply>(actor, &subject)?.person()?;
                let waiting = self.waiting(tx, id).await?;
                self.take_reply(tx, id).await?;
                let what = Happening::Unscheduled { member: waiting.reply.author };
                self.tell_of_reply((person, None), what, around)?;
                Ok(Outcome::Done)
            }
        }
    }

    async fn waiting(&self, tx: &mut Tx<'_>, id: ScheduledId) -> Result<Waiting, Error> {
        scheduled::find(tx, self.id(), id).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))
    }

    async fn keep_reply(
        &mut self,
        tx: &mut Tx<'_>,
        reply: ScheduledReply,
        name: ClientId,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        if scheduled::count(tx, self.id()).await? >= i64::from(SCHEDULED_REPLIES) {
            let detail = format!("at most {SCHEDULED_REPLIES} replies wait in a conversation");
            return Err(Error::field(ErrorCode::InvalidParameter, "at", detail));
        }
        self.save_reply(tx, &reply, around).await?;
        let what = Happening::Scheduled { reply: reply.id, due_at: reply.due_at };
        self.tell_of_reply((reply.author, Some(name)), what, around)?;
        Ok(Outcome::Scheduled(Box::new(reply)))
    }

    /// The first result of a reply that was kept under this name before, whatever has become of it.
    async fn kept_before(
        &mut self,
        tx: &mut Tx<'_>,
        reply: &ScheduledReply,
        name: &ClientId,
    ) -> Result<Option<Result<Outcome, Error>>, Error> {
        let id = self.id();
        let here = |one: &&JournalEntry| (one.author, one.client_id) == (reply.author, Some(*name));
        let in_batch = self.business()?.journal.iter().find(here).cloned();
        let entry = match in_batch {
            Some(entry) => Some(entry),
            None => journal::find_by_client_id(tx, id, reply.author, name).await?,
        };
        let conflict = || Ok(Some(Err(Error::new(ErrorCode::ClientIdConflict))));
        let Some(entry) = entry else { return Ok(None) };
        let Happening::Scheduled { reply: first, due_at } = entry.what else { return conflict() };
        match scheduled::find(tx, id, first).await? {
            Some(waiting) if waiting.reply.body != reply.body => conflict(),
            Some(waiting) => Ok(Some(Ok(Outcome::Scheduled(Box::new(waiting.reply))))),
            None => Ok(Some(Ok(Outcome::Scheduled(Box::new(ScheduledReply { id: first, due_at, ..reply.clone() }))))),
        }
    }

    async fn change_reply(
        &mut self,
        tx: &mut Tx<'_>,
        reply: ScheduledReply,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        self.waiting(tx, reply.id).await?;
        self.save_reply(tx, &reply, around).await?;
        let what = Happening::Scheduled { reply: reply.id, due_at: reply.due_at };
        self.tell_of_reply((reply.author, None), what, around)?;
        Ok(Outcome::Scheduled(Box::new(reply)))
    }

    /// Writes a reply down as an answer to all that has been said until now.
    async fn save_reply(&mut self, tx: &mut Tx<'_>, reply: &ScheduledReply, around: &Around<'_>) -> Result<(), Error> {
        let reach = view::reach(&self.state);
        let business = self.business()?;
        business.may_send(Sender::Member { epoch: None }, &reach, around).map_err(|why| refused(why, "at"))?;
        let (side, epoch) = (business.side, business.thread.epoch);
        let heard = self.state.members[side].marks.inbound_seq;
        self.put_reply(tx, &Waiting { reply: reply.clone(), heard, epoch }).await
    }

    async fn put_reply(&mut self, tx: &mut Tx<'_>, waiting: &Waiting) -> Result<(), Error> {
        let place = (self.business()?.brand, self.id());
        scheduled::save(tx, place, waiting).await?;
        self.settle_replies(tx).await
    }

    async fn take_reply(&mut self, tx: &mut Tx<'_>, id: ScheduledId) -> Result<(), Error> {
        scheduled::remove(tx, self.id(), id).await?;
        self.settle_replies(tx).await
    }

    /// Notes with the thread what waits in it, so that whoever lists tickets has it without asking.
    async fn settle_replies(&mut self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let id = self.id();
        let (due_at, held) = scheduled::standing(tx, id).await?;
        threads::set_replies(tx, id, (due_at, held)).await?;
        let thread = &mut self.business()?.thread;
        (thread.reply_due_at, thread.held_replies) = (due_at, held);
        Ok(())
    }

    /// Sends a reply whose moment has come as its author, or holds it where it does not fit any more. Whichever it is, it is due no more.
    async fn reply_is_due(
        &mut self,
        tx: &mut Tx<'_>,
        (id, brand, author): (ScheduledId, AccountId, AccountId),
        fresh: EventId,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let found = scheduled::find(tx, self.id(), id).await?;
        // It may have been sent, put off, or written by another since it was looked for.
        let is_due =
            |one: &Waiting| one.reply.held.is_none() && one.reply.due_at <= around.now && one.reply.author == author;
        let Some(mut waiting) = found.filter(is_due) else { return Ok(Outcome::Done) };
        let is_gone = accounts::find(tx, author).await?.is_none_or(|account| account.profile.disabled);
        let held = around.members.held(brand, author).filter(|_| !is_gone);
        let permitted = held.and_then(|held| {
            let actor = Actor::Member { brand, held, person: author, device: DeviceId::new(0) };
            permit::<ScheduleReply>(&actor, &view::subject(&self.state)).ok()?;
            permit::<SendMessage>(&actor, &view::subject(&self.state)).ok()
        });
        let reach = view::reach(&self.state);
        let (side, still_answers) = (self.business()?.side, permitted.is_some());
        let sender = Sender::Waiting(sending::Waiting {
            author,
            still_answers,
            epoch: waiting.epoch,
            has_heard: self.state.members[side].marks.inbound_seq > waiting.heard,
            if_customer_writes: waiting.reply.if_customer_writes,
        });
        let why = match (self.business()?.may_send(sender, &reach, around), permitted) {
            (Ok(()), Some(permit)) => {
                let sent = self.append(tx, &permit, asked(&waiting, fresh, around)?, around).await?;
                self.take_reply(tx, id).await?;
                return Ok(sent);
            }
            (Err(Refused::Unsendable(why)), _) => why,
            (Err(_), _) => SendingReason::ThreadTaken,
            (Ok(()), None) => SendingReason::AuthorLeft,
        };
        waiting.reply.held = Some(why);
        self.put_reply(tx, &waiting).await?;
        self.tell_of_reply((brand, None), Happening::Held { member: author, why }, around)?;
        Ok(Outcome::Done)
    }

    /// Writes into the journal, and lets the brand learn of it.
    fn tell_of_reply(
        &mut self,
        by: (AccountId, Option<ClientId>),
        what: Happening,
        around: &Around<'_>,
    ) -> Result<(), Error> {
        let head = self.state.head;
        self.business()?.happened(by, None, vec![what], head, around);
        self.touch_brand();
        Ok(())
    }
}

/// The message that a reply becomes. It is sent once because it waits no more in the same transaction.
fn asked(waiting: &Waiting, id: EventId, around: &Around<'_>) -> Result<Asked, Error> {
    // It was checked when it was kept.
    let body =
        SealedBody::from_body(&waiting.reply.body, Voice::Member).map_err(|_| Error::new(ErrorCode::Internal))?;
    Ok(Asked { id, client_id: around.core.next_client_id(), body, epoch: None, template: None })
}
