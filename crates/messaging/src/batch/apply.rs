//! Applies a batch in one transaction: read each conversation once, fold all its changes onto it, write each row once.

use std::collections::BTreeMap;
use std::time::Instant;

use subrosa_access::{Actor, MarkRead, Permit, ReadConversation, SaveDraft, SendMessage, Subject, Sync, permit};
use subrosa_proto::body::SealedBody;
use subrosa_proto::conversation::ConversationWithEvents;
use subrosa_proto::event::{Event, Sent};
use subrosa_proto::{AccountId, ClientId, ConversationId, ErrorCode, EventId, Timestamp};
use subrosa_store::conversations::Conversation;
use subrosa_store::events::NewMessage;
use subrosa_store::{Tx, conversations, counters, devices, drafts, events, members};

use super::{Change, Outcome, Work};
use crate::Error;
use crate::conversations::view;

/// Everything that one batch changed for one member of one conversation.
pub(crate) struct Changed {
    pub(crate) account: AccountId,
    pub(crate) previous: i64,
    pub(crate) number: i64,
    /// Which of `folded`'s members.
    pub(crate) side: usize,
    /// Index of the conversation in [`Applied::folded`].
    pub(crate) folded: usize,
}

/// What a batch did.
pub(crate) struct Applied {
    /// When it was applied; the commit follows within the group.
    pub(crate) committed: Instant,
    /// One for each piece of work, in order.
    pub(crate) outcomes: Vec<Result<Outcome, Error>>,
    pub(crate) folded: Vec<Folded>,
    /// In the order in which each account's numbers were taken.
    pub(crate) changed: Vec<Changed>,
}

/// A conversation with the changes of the batch folded onto it.
pub(crate) struct Folded {
    pub(crate) state: Conversation,
    /// Messages appended, in order.
    pub(crate) messages: Vec<Appended>,
    /// Which members have to learn of it.
    touched: [bool; 2],
    /// Which members' drafts changed.
    drafts: [bool; 2],
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

/// Applies all of `works`. `ids` has a fresh event id for each.
pub(crate) async fn apply(tx: &mut Tx<'_>, works: &[Work], ids: &[EventId], now: Timestamp) -> Result<Applied, Error> {
    let mut applied = Applied {
        committed: Instant::now(),
        outcomes: vec![Ok(Outcome::Done); works.len()],
        folded: Vec::new(),
        changed: Vec::new(),
    };
    // Conversations in rising order: every batch locks them alike.
    let mut by_conversation: BTreeMap<ConversationId, Vec<(usize, Actor, Change)>> = BTreeMap::new();
    for (index, work) in works.iter().enumerate() {
        match work {
            Work::Change { actor, conversation, change } => {
                by_conversation.entry(*conversation).or_default().push((index, *actor, change.clone()));
            }
            Work::Ack { actor, account, device, number } => {
                if let Err(denied) = permit::<Sync>(actor, &Subject::Own) {
                    applied.outcomes[index] = Err(denied.into());
                    continue;
                }
                let newest = counters::newest(tx, *account).await?;
                let Some(before) = devices::raise_acked(tx, *device, (*number).min(newest)).await? else { continue };
                for conversation in members::undelivered(tx, *account, before, *number).await? {
                    by_conversation.entry(conversation).or_default().push((index, *actor, Change::Delivered));
                }
            }
        }
    }
    // What each piece of work wants to see when all is folded: the index, the conversation's place, the side.
    let mut seen = Vec::new();
    for (conversation, changes) in by_conversation {
        let Some(state) = conversations::find(tx, conversation).await? else {
            for (index, _, _) in changes {
                applied.outcomes[index] = Err(Error::new(ErrorCode::NotFound));
            }
            continue;
        };
        let mut folded = Folded { state, messages: Vec::new(), touched: [false; 2], drafts: [false; 2] };
        for (index, actor, change) in changes {
            let appears = matches!(change, Change::Appear);
            let outcome = folded.fold(tx, &actor, change, ids[index], now).await;
            match (&outcome, actor.account().and_then(|account| folded.state.side_of(account))) {
                (Ok(_), Some(side)) if appears => seen.push((index, applied.folded.len(), side)),
                // The store failed, so the whole batch fails.
                (Err(error), _) if error.is_of_the_store() => return Err(error.clone()),
                _ => {}
            }
            applied.outcomes[index] = outcome;
        }
        applied.folded.push(folded);
    }
    take_numbers(tx, &mut applied).await?;
    for folded in &applied.folded {
        folded.write(tx).await?;
    }
    for (index, place, side) in seen {
        let state = &applied.folded[place].state;
        let conversation = view::conversation(state, side);
        let mut newest = events::older(tx, state.id, i64::MAX, subrosa_proto::limits::SNAPSHOT_EVENTS).await?;
        newest.reverse();
        applied.outcomes[index] = Ok(Outcome::Seen(Box::new(ConversationWithEvents { conversation, events: newest })));
    }
    Ok(applied)
}

/// Takes the change numbers of all touched members: each account's row once, accounts in rising order.
async fn take_numbers(tx: &mut Tx<'_>, applied: &mut Applied) -> Result<(), Error> {
    let mut by_account: BTreeMap<AccountId, Vec<(usize, usize)>> = BTreeMap::new();
    for (place, folded) in applied.folded.iter().enumerate() {
        for side in (0..2).filter(|&side| folded.touched[side]) {
            by_account.entry(folded.state.members[side].profile.id).or_default().push((place, side));
        }
    }
    for (account, places) in by_account {
        let count = i64::try_from(places.len()).unwrap_or(i64::MAX);
        let mut number = counters::take(tx, account, count).await? - count;
        for (folded, side) in places {
            applied.changed.push(Changed { account, previous: number, number: number + 1, side, folded });
            number += 1;
            applied.folded[folded].state.members[side].marks.number = number;
        }
    }
    Ok(())
}

impl Folded {
    /// Folds one change onto the conversation, if the actor may.
    async fn fold(
        &mut self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        change: Change,
        id: EventId,
        now: Timestamp,
    ) -> Result<Outcome, Error> {
        let subject = view::subject(&self.state);
        match change {
            Change::Message { client_id, body } => {
                self.append(tx, &permit(actor, &subject)?, client_id, body, id, now).await
            }
            Change::Read { seq } => self.mark_read(tx, &permit(actor, &subject)?, seq).await,
            Change::Draft { draft } => {
                let side = self.side(permit::<SaveDraft>(actor, &subject)?.account()?)?;
                let member = &mut self.state.members[side];
                if member.draft.as_ref().map(|draft| &draft.text) != draft.as_ref().map(|draft| &draft.text) {
                    member.draft = draft;
                    self.drafts[side] = true;
                    self.touched[side] = true;
                }
                Ok(Outcome::Done)
            }
            Change::Delivered => {
                let side = self.side(permit::<ReadConversation>(actor, &subject)?.account()?)?;
                let marks = &mut self.state.members[side].marks;
                if marks.delivered_seq < marks.inbound_seq {
                    marks.delivered_seq = marks.inbound_seq;
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
        }
    }

    fn side(&self, account: AccountId) -> Result<usize, Error> {
        self.state.side_of(account).ok_or_else(|| Error::new(ErrorCode::NotFound))
    }

    async fn append(
        &mut self,
        tx: &mut Tx<'_>,
        permit: &Permit<SendMessage>,
        client_id: ClientId,
        body: SealedBody,
        id: EventId,
        now: Timestamp,
    ) -> Result<Outcome, Error> {
        let author = permit.account()?;
        let side = self.side(author)?;
        let conflict = || Error::new(ErrorCode::ClientIdConflict);
        // The same client id may stand in the log already, or earlier in this very batch.
        if let Some(known) = self.messages.iter().find(|known| known.author == author && known.client_id == client_id) {
            let sent = Sent { seq: known.seq, id: known.id, at: known.at };
            return if known.body == body { Ok(Outcome::Sent { sent, repeated: true }) } else { Err(conflict()) };
        }
        if let Some(known) = events::find_by_client_id(tx, self.state.id, author, &client_id).await? {
            let sent = Sent { seq: known.seq, id: known.id, at: known.at };
            let same = known.body.get().as_bytes() == body.as_bytes();
            return if same { Ok(Outcome::Sent { sent, repeated: true }) } else { Err(conflict()) };
        }
        let seq = self.state.head + 1;
        self.state.head = seq;
        self.state.activity = now;
        self.touched = [true; 2];
        let other = &mut self.state.members[1 - side].marks;
        other.unread += 1;
        other.inbound_seq = seq;
        self.messages.push(Appended { id, seq, author, client_id, at: now, body });
        Ok(Outcome::Sent { sent: Sent { seq, id, at: now }, repeated: false })
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
            marks.unread - stored - i64::try_from(in_batch).unwrap_or(0)
        };
        let marks = &mut self.state.members[side].marks;
        marks.unread = unread;
        marks.read_seq = seq;
        marks.delivered_seq = marks.delivered_seq.max(seq);
        self.touched = [true; 2];
        Ok(Outcome::Done)
    }

    /// Writes what changed, each row once.
    async fn write(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let state = &self.state;
        let numbers = [state.members[0].marks.number, state.members[1].marks.number];
        for message in &self.messages {
            let message = NewMessage {
                id: message.id,
                conversation: state.id,
                seq: message.seq,
                author: message.author,
                client_id: message.client_id,
                at: message.at,
                numbers,
                body: message.body.as_bytes(),
            };
            events::insert(tx, &message).await?;
        }
        if !self.messages.is_empty() {
            conversations::set_head(tx, state.id, state.head, state.activity).await?;
        }
        for (side, member) in state.members.iter().enumerate() {
            // A delivery mark is the member's own row, though only the other has to learn of it.
            if self.touched[0] || self.touched[1] {
                members::update(tx, member.profile.id, state.id, &member.marks).await?;
            }
            if self.drafts[side] {
                match &member.draft {
                    Some(draft) => drafts::save(tx, member.profile.id, state.id, &draft.text, draft.at).await?,
                    None => drafts::remove(tx, member.profile.id, state.id).await?,
                }
            }
        }
        Ok(())
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
