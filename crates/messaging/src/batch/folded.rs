//! A conversation with the changes of a batch folded onto it, in their order.

use subrosa_access::{
    Actor, ChangeContact, ChangeTicket, HandOver, ManageCampaigns, MarkRead, Permit, ReadConversation, SaveDraft,
    SendMessage, Subject, WriteNote, permit,
};
use subrosa_desk::sending::Sender;
use subrosa_proto::body::SealedBody;
use subrosa_proto::brand::Role;
use subrosa_proto::conversation::Draft;
use subrosa_proto::event::{Event, Sent};
use subrosa_proto::{AccountId, AttachmentId, ClientId, ConversationId, ErrorCode, EventId, Timestamp};
use subrosa_store::conversations::Conversation;
use subrosa_store::events::SendName;
use subrosa_store::vouchers::Given;
use subrosa_store::{Tx, attachments, drafts, events};

use super::agreed::Agreed;
use super::around::Around;
use super::becomes::Becomes;
use super::business::{Business, refused};
use super::origin::Origin;
use super::{Change, Outcome};
use crate::Error;
use crate::bots::BotStep;
use crate::conversations::view;

/// A conversation with the changes of the batch folded onto it.
pub(crate) struct Folded {
    pub(crate) state: Conversation,
    /// The brand's side, in a conversation with one.
    pub(crate) business: Option<Business>,
    /// Messages appended, in order.
    pub(crate) messages: Vec<Appended>,
    /// Which members have to learn of it.
    pub(super) touched: [bool; 2],
    /// Whose drafts changed, and to what.
    drafts: Vec<(AccountId, Option<Draft>)>,
    /// Files, each with the message that says it.
    pub(super) files: Vec<(AttachmentId, i64)>,
    /// What becomes of campaigns' deliveries here.
    pub(super) promotions: Vec<Becomes>,
    /// Vouchers that its customer gets by them.
    pub(super) vouchers: Vec<Given>,
}

/// A message that the batch appends.
pub(crate) struct Appended {
    pub(crate) id: EventId,
    pub(crate) seq: i64,
    pub(crate) author: AccountId,
    pub(crate) client_id: ClientId,
    pub(crate) at: Timestamp,
    pub(crate) body: SealedBody,
}

/// A message as it is asked for.
pub(super) struct Asked {
    pub(super) id: EventId,
    pub(super) client_id: ClientId,
    pub(super) body: SealedBody,
    pub(super) epoch: Option<i64>,
    /// The template that it was made from.
    pub(super) template: Option<Origin>,
}

impl Folded {
    pub(super) const fn new(state: Conversation, business: Option<Business>) -> Self {
        Self {
            state,
            business,
            messages: Vec::new(),
            touched: [false; 2],
            drafts: Vec::new(),
            files: Vec::new(),
            promotions: Vec::new(),
            vouchers: Vec::new(),
        }
    }

    /// Folds one change onto the conversation, if the actor may. `id` is fresh.
    pub(super) async fn fold(
        &mut self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        change: Change,
        id: EventId,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let subject = view::subject(&self.state);
        match change {
            Change::Message { client_id, body, epoch } => {
                let permit = permit::<SendMessage>(actor, &subject)?;
                self.append(tx, &permit, Asked { id, client_id, body, epoch, template: None }, around).await
            }
            Change::Template(wanted) => self.template(tx, actor, *wanted, id, around).await,
            Change::Read { seq } => self.mark_read(tx, &permit(actor, &subject)?, seq).await,
            Change::Draft { draft } => {
                let permit = permit::<SaveDraft>(actor, &subject)?;
                self.keep_draft(&permit, draft)
            }
            Change::Delivered { up_to } => {
                let side = self.side(permit::<ReadConversation>(actor, &subject)?.account()?)?;
                let marks = &mut self.state.members[side].marks;
                // What this batch appends has not arrived anywhere yet.
                if marks.delivered_seq < up_to {
                    marks.delivered_seq = up_to;
                    self.touched[1 - side] = true;
                }
                Ok(Outcome::Done)
            }
            Change::Appear => {
                let side = self.side(permit::<ReadConversation>(actor, &subject)?.account()?)?;
                self.touched[side] |= self.state.members[side].marks.number == 0;
                Ok(Outcome::Done)
            }
            Change::Refresh { account } => {
                let side = 1 - self.side(account)?;
                self.touched[side] |= self.state.members[side].marks.number > 0;
                Ok(Outcome::Done)
            }
            Change::Note { client_id, body } => {
                let permit = permit::<WriteNote>(actor, &subject)?;
                let head = self.state.head;
                let outcome = self.business()?.note(tx, &permit, (client_id, *body), head, around).await?;
                self.touch_brand();
                Ok(outcome)
            }
            Change::Ticket { change } => {
                let permit = permit::<ChangeTicket>(actor, &subject)?;
                let (brand, head) = (permit.account()?, self.state.head);
                let business = self.business()?;
                let role = match change.assignee {
                    Some(Some(to)) => Some((to, around.members.check_assignee(brand, to)?)),
                    _ => None,
                };
                if let Some(Some(team)) = change.team {
                    around.teams.check(brand, team)?;
                }
                let outcome = business.change(&permit, &change, head, around)?;
                if let Some((bot, Role::Bot)) = role {
                    business.give_to_bot(bot, head, around);
                }
                self.touch_brand();
                Ok(outcome)
            }
            Change::HandOver { packet, to, epoch } => {
                let permit = permit::<HandOver>(actor, &subject)?;
                let (brand, head) = (permit.account()?, self.state.head);
                let role = to.map(|to| around.members.check_assignee(brand, to)).transpose()?;
                let business = self.business()?;
                business.hand_over(&permit, (*packet, to, epoch), head, around)?;
                if let (Some(bot), Some(Role::Bot)) = (to, role) {
                    business.give_to_bot(bot, head, around);
                }
                self.touch_brand();
                Ok(Outcome::Done)
            }
            Change::Verified { order, number } => {
                let head = self.state.head;
                let by = match actor {
                    Actor::Operator => None,
                    actor => Some(permit::<ChangeContact>(actor, &subject)?.person()?),
                };
                self.business()?.verified(tx, by, (order, number), head, around).await?;
                self.touch_brand();
                Ok(Outcome::Done)
            }
            Change::Wake => {
                let head = self.state.head;
                let business = self.business()?;
                business.wake(head, around);
                self.touch_brand();
                Ok(Outcome::Done)
            }
            Change::Ring => {
                let head = self.state.head;
                let business = self.business()?;
                let (side, is_changed) = (business.side, business.ring(head, around));
                self.touched[side] |= is_changed;
                Ok(Outcome::Done)
            }
            Change::Ask { ticket, question, quiet_seconds } => {
                let outcome = self.ask(tx, ticket, (question, quiet_seconds), around).await?;
                self.touch_brand();
                Ok(outcome)
            }
            Change::Close { closing, message } => {
                self.close(closing, message, around)?;
                Ok(Outcome::Done)
            }
            Change::Remove => self.remove_old(tx, around).await,
            Change::Scheduled(change) => self.scheduled(tx, actor, change, id, around).await,
            Change::Promotion(promotion) => self.promotion(*promotion, id, around),
            Change::Recall { campaign } => self.recall(tx, campaign).await,
            Change::TestPromotion { body } => {
                let brand = permit::<ManageCampaigns>(actor, &Subject::Own)?.account()?;
                let reach = view::reach(&self.state);
                let business = self.business()?;
                let side = business.side;
                if business.brand() != brand {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                business.may_send(Sender::Brand, &reach, around).map_err(|why| refused(why, "members"))?;
                self.push_automatic(side, body, around);
                Ok(Outcome::Done)
            }
            Change::Dispute(change) => self.dispute(tx, actor, *change, around).await,
            Change::BotStep(step) => self.bot_step(actor, *step, around),
            Change::LeaveTeam { team } => {
                let head = self.state.head;
                self.business()?.leave_team(team, head, around);
                self.touch_brand();
                Ok(Outcome::Done)
            }
            Change::Assign => {
                self.business()?.holding.is_called = true;
                Ok(Outcome::Done)
            }
            Change::RuleStep(step) => self.rule_step(*step, around),
            Change::HandOn { from } => {
                let head = self.state.head;
                self.business()?.hand_on(from, head, around);
                self.touch_brand();
                Ok(Outcome::Done)
            }
        }
    }

    fn side(&self, account: AccountId) -> Result<usize, Error> {
        self.state.side_of(account).ok_or_else(|| Error::new(ErrorCode::NotFound))
    }

    pub(super) fn business(&mut self) -> Result<&mut Business, Error> {
        self.business.as_mut().ok_or_else(|| Error::new(ErrorCode::NotFound))
    }

    /// The brand has to learn of it, if there is something to learn.
    pub(super) fn touch_brand(&mut self) {
        if let Some(business) = &self.business {
            self.touched[business.side] |= business.has_happened();
        }
    }

    pub(super) async fn append(
        &mut self,
        tx: &mut Tx<'_>,
        permit: &Permit<SendMessage>,
        message: Asked,
        around: &Around<'_>,
    ) -> Result<Outcome, Error> {
        let author = permit.account()?;
        let side = self.side(author)?;
        let name: SendName = (self.state.id, author, message.client_id);
        if let Some(outcome) = self.sent_before(&name, &message.body, around) {
            return outcome;
        }
        let files = self.check_files(tx, author, &message.body, around).await?;
        let (seq, reach) = (self.state.head + 1, view::reach(&self.state));
        let (mut answer, mut stopped) = (None, None);
        match &mut self.business {
            Some(business) if business.side == side => {
                let by = (message.epoch, message.template.as_ref());
                business.member_wrote(permit, by, &reach, seq, around)?;
            }
            Some(business) => match business.said_to_survey(tx, &message.body, around).await? {
                Some(said) => answer = business.hear_survey(tx, author, said, seq, around).await?,
                None => match business.said_to_promotion(tx, author, &message.body, around).await? {
                    Some(stop) => {
                        business.hear_stop(stop.topic);
                        stopped = Some(stop.campaign);
                        answer = Some(stop.answer);
                    }
                    None => business.customer_wrote(author, seq, around),
                },
            },
            None if message.epoch.is_some() => {
                let detail = "only a conversation with a brand has an epoch";
                return Err(Error::field(ErrorCode::InvalidParameter, "epoch", detail));
            }
            None => {}
        }
        let sent = self.push(side, (message.id, message.client_id), message.body, around.now);
        self.files.extend(files.into_iter().map(|id| (id, sent.seq)));
        self.promotions.extend(stopped.map(|campaign| Becomes::OptedOut(campaign, self.state.id)));
        if let (Some(answer), Some(business)) = (answer, &self.business)
            && business.may_send(Sender::Brand, &reach, around).is_ok()
        {
            self.push_automatic(1 - side, answer, around);
        }
        Ok(Outcome::Sent { sent, repeated: false })
    }

    /// What a bot's step says and does: all of it or, where the step was made from what is no longer true, nothing.
    fn bot_step(&mut self, actor: &Actor, step: BotStep, around: &Around<'_>) -> Result<Outcome, Error> {
        let (subject, head, reach) = (view::subject(&self.state), self.state.head, view::reach(&self.state));
        let business = self.business()?;
        let side = business.side;
        business.bots.check(&step)?;
        if let Some(bot) = step.bot {
            permit::<SendMessage>(actor, &subject)?;
            let sender = Sender::Bot { bot, epoch: step.epoch, is_left: business.has_left() };
            business.may_send(sender, &reach, around).map_err(|why| refused(why, "epoch"))?;
            business.bot_takes(bot, head, around);
            business.agreed.extend(step.agreed.iter().map(|to| Agreed { bot, to: to.clone() }));
            // Whoever looks at the customer sees it.
            self.touched[side] |= !step.agreed.is_empty();
            for body in &step.messages {
                let seq = self.push_automatic(side, body.clone(), around);
                self.business()?.bot_wrote(bot, seq, around);
            }
        }
        let head = self.state.head;
        self.business()?.bot_stepped(step, head, around);
        self.touch_brand();
        Ok(Outcome::Done)
    }

    /// Appends a message of one side to the log.
    pub(super) fn push(
        &mut self,
        side: usize,
        (id, client_id): (EventId, ClientId),
        body: SealedBody,
        at: Timestamp,
    ) -> Sent {
        let seq = self.state.head + 1;
        let author = self.state.members[side].profile.id;
        self.state.head = seq;
        self.state.activity = at;
        self.touched = [true; 2];
        let other = &mut self.state.members[1 - side];
        other.marks.unread += 1;
        other.marks.inbound_seq = seq;
        if other.profile.kind.is_brand() {
            // An inbox lives here, so what is written to it has arrived.
            other.marks.delivered_seq = seq;
        }
        self.messages.push(Appended { id, seq, author, client_id, at, body });
        Sent { seq, id, at }
    }

    /// When all is folded: ends what bots are at where the thread is no longer theirs, and notes whether the ticket waits for someone, or
    /// for the customer.
    pub(super) fn settle(&mut self, now: Timestamp) {
        if let Some(business) = &mut self.business {
            let has_spoken = self.messages.iter().any(|message| message.author == business.brand());
            subrosa_desk::settle_quiet(&mut business.thread, has_spoken, now);
            business.bots.settle(&business.thread);
            subrosa_desk::settle_queue(&mut business.thread, now);
        }
    }

    /// Whether a bot has something to do here.
    pub(super) fn wants_bot(&self) -> bool {
        self.business.as_ref().is_some_and(|business| business.bots.is_wanted())
    }

    /// Whether rules have something to do here.
    pub(super) fn wants_rules(&self) -> bool {
        self.business.as_ref().is_some_and(|business| business.rules.is_wanted())
    }

    /// The first result of a message whose client id stands in the log already, or earlier in this very batch.
    fn sent_before(&self, name: &SendName, body: &SealedBody, around: &Around<'_>) -> Option<Result<Outcome, Error>> {
        let (sent, before) = self.named(name, around)?;
        // What was said under it is not known any more where the contents are gone: it was said once, all the same.
        let is_gone = self.state.removed.is_some_and(|removed| sent.seq <= removed.through)
            || self.state.recalled.contains(&sent.seq);
        let is_same = is_gone || before == body.as_bytes();
        Some(if is_same {
            Ok(Outcome::Sent { sent, repeated: true })
        } else {
            Err(Error::new(ErrorCode::ClientIdConflict))
        })
    }

    /// The message that has this name, in the log or in this very batch, and its body.
    pub(super) fn named<'a>(&'a self, name: &SendName, around: &'a Around<'_>) -> Option<(Sent, &'a [u8])> {
        let in_batch = self.messages.iter().find(|one| (one.author, one.client_id) == (name.1, name.2));
        match (in_batch, around.known.get(name)) {
            (Some(one), _) => Some((Sent { seq: one.seq, id: one.id, at: one.at }, one.body.as_bytes())),
            (None, Some(event)) => {
                Some((Sent { seq: event.seq, id: event.id, at: event.at }, event.body.get().as_bytes()))
            }
            (None, None) => None,
        }
    }

    fn keep_draft(&mut self, permit: &Permit<SaveDraft>, draft: Option<Draft>) -> Result<Outcome, Error> {
        let (account, person) = (permit.account()?, permit.person()?);
        if account != person {
            // Each member of a brand has words of their own, which the others do not see.
            self.drafts.push((person, draft));
            return Ok(Outcome::Done);
        }
        let side = self.side(account)?;
        let member = &mut self.state.members[side];
        if member.draft.as_ref().map(|draft| &draft.text) != draft.as_ref().map(|draft| &draft.text) {
            member.draft.clone_from(&draft);
            self.drafts.push((account, draft));
            self.touched[side] = true;
        }
        Ok(Outcome::Done)
    }

    async fn mark_read(&mut self, tx: &mut Tx<'_>, permit: &Permit<MarkRead>, seq: i64) -> Result<Outcome, Error> {
        let account = permit.account()?;
        let side = self.side(account)?;
        let marks = self.state.members[side].marks;
        // Own messages need no reading: the mark stands on the newest message of the other that was seen.
        let seq = seq.min(marks.inbound_seq);
        if seq <= marks.read_seq {
            return Ok(Outcome::Done);
        }
        let unread = if seq == marks.inbound_seq {
            0
        } else {
            // Messages of this very batch are not in the store yet; they lie above `seq` or are counted here.
            let stored = events::count_inbound(tx, self.state.id, account, marks.read_seq, seq).await?;
            let in_batch = self
                .messages
                .iter()
                .filter(|message| message.author != account && message.seq > marks.read_seq && message.seq <= seq)
                .count();
            // What was taken back was taken off when it was.
            let taken_back = self.state.recalled.iter().filter(|at| **at > marks.read_seq && **at <= seq).count();
            let taken_back = if self.state.brand_side() == Some(side) { 0 } else { taken_back };
            let stored = stored - i64::try_from(taken_back).unwrap_or(0);
            marks.unread - stored - i64::try_from(in_batch).unwrap_or(0)
        };
        let marks = &mut self.state.members[side].marks;
        marks.unread = unread;
        marks.read_seq = seq;
        marks.delivered_seq = marks.delivered_seq.max(seq);
        self.touched = [true; 2];
        Ok(Outcome::Done)
    }

    /// Writes what stands beside the log: drafts, and whose files are whose.
    pub(super) async fn write_beside(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        if !self.files.is_empty() {
            attachments::give(tx, &self.files).await?;
        }
        for (account, draft) in &self.drafts {
            match draft {
                Some(draft) => drafts::save(tx, *account, self.state.id, &draft.text, draft.at).await?,
                None => drafts::remove(tx, *account, self.state.id).await?,
            }
        }
        Ok(())
    }

    /// The conversation that this is.
    pub(super) const fn id(&self) -> ConversationId {
        self.state.id
    }

    /// The appended messages as events.
    pub(crate) fn events(&self) -> Vec<Event> {
        self.messages
            .iter()
            .map(|message| Event {
                seq: message.seq,
                id: message.id,
                kind: subrosa_proto::event::EventKind::Message,
                author: message.author,
                client_id: message.client_id,
                at: message.at,
                body: message.body.to_raw(),
            })
            .collect()
    }
}
