//! Applies a batch in one transaction: read each conversation once, fold all its changes onto it, write each row once.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use subrosa_access::{Actor, MarkRead, Permit, ReadConversation, SaveDraft, SendMessage, Subject, Sync, permit};
use subrosa_proto::body::SealedBody;
use subrosa_proto::conversation::ConversationWithEvents;
use subrosa_proto::event::{Event, Sent};
use subrosa_proto::{AccountId, ClientId, ConversationId, ErrorCode, EventId, Timestamp};
use subrosa_store::conversations::{Conversation, Head};
use subrosa_store::events::{NewMessage, SendName};
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

/// What a batch asks of each conversation, in rising order: every batch locks them alike.
type ByConversation = BTreeMap<ConversationId, Vec<(usize, Actor, Change)>>;

/// Applies all of `works`. `ids` has a fresh event id for each.
pub(crate) async fn apply(tx: &mut Tx<'_>, works: &[Work], ids: &[EventId], now: Timestamp) -> Result<Applied, Error> {
    let mut applied = Applied {
        committed: Instant::now(),
        outcomes: vec![Ok(Outcome::Done); works.len()],
        folded: Vec::new(),
        changed: Vec::new(),
    };
    let by_conversation = gather(tx, works, &mut applied.outcomes).await?;
    let order: Vec<ConversationId> = by_conversation.keys().copied().collect();
    conversations::lock(tx, &order).await?;
    let states = conversations::find_many(tx, &order).await?;
    let known = sent_before(tx, &by_conversation).await?;
    // What each piece of work wants to see when all is folded: the index, the conversation's place, the side.
    let mut seen = Vec::new();
    for (changes, state) in by_conversation.into_values().zip(states) {
        let Some(state) = state else {
            for (index, _, _) in changes {
                applied.outcomes[index] = Err(Error::new(ErrorCode::NotFound));
            }
            continue;
        };
        let mut folded = Folded { state, messages: Vec::new(), touched: [false; 2], drafts: [false; 2] };
        for (index, actor, change) in changes {
            let appears = matches!(change, Change::Appear);
            let outcome = folded.fold(tx, &actor, change, &known, ids[index], now).await;
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
    write(tx, &applied.folded).await?;
    for (index, place, side) in seen {
        let state = &applied.folded[place].state;
        let conversation = view::conversation(state, side);
        let mut newest = events::older(tx, state.id, i64::MAX, subrosa_proto::limits::SNAPSHOT_EVENTS).await?;
        newest.reverse();
        applied.outcomes[index] = Ok(Outcome::Seen(Box::new(ConversationWithEvents { conversation, events: newest })));
    }
    Ok(applied)
}

/// Sorts works by the conversations that they touch; an ack touches those in which something has arrived.
async fn gather(
    tx: &mut Tx<'_>,
    works: &[Work],
    outcomes: &mut [Result<Outcome, Error>],
) -> Result<ByConversation, Error> {
    let mut by_conversation = ByConversation::new();
    for (index, work) in works.iter().enumerate() {
        match work {
            Work::Change { actor, conversation, change } => {
                by_conversation.entry(*conversation).or_default().push((index, *actor, change.clone()));
            }
            Work::Ack { actor, account, device, number } => {
                if let Err(denied) = permit::<Sync>(actor, &Subject::Own) {
                    outcomes[index] = Err(denied.into());
                    continue;
                }
                if *number > counters::newest(tx, *account).await? {
                    outcomes[index] = Err(Error::new(ErrorCode::InvalidCursor));
                    continue;
                }
                let Some(before) = devices::raise_acked(tx, *device, *number).await? else { continue };
                for (conversation, up_to) in members::undelivered(tx, *account, before, *number).await? {
                    let change = Change::Delivered { up_to };
                    by_conversation.entry(conversation).or_default().push((index, *actor, change));
                }
            }
        }
    }
    Ok(by_conversation)
}

/// Which of a batch's messages stand in the log already, by their names.
async fn sent_before(tx: &mut Tx<'_>, by_conversation: &ByConversation) -> Result<HashMap<SendName, Event>, Error> {
    let names: Vec<SendName> = by_conversation
        .iter()
        .flat_map(|(conversation, changes)| {
            changes.iter().filter_map(|(_, actor, change)| match change {
                Change::Message { client_id, .. } => Some((*conversation, actor.account()?, *client_id)),
                _ => None,
            })
        })
        .collect();
    let found = events::find_by_client_ids(tx, &names).await?;
    Ok(names.into_iter().zip(found).filter_map(|(name, event)| Some((name, event?))).collect())
}

/// Takes the change numbers of all touched members: each account's row once, accounts in rising order.
async fn take_numbers(tx: &mut Tx<'_>, applied: &mut Applied) -> Result<(), Error> {
    let mut by_account: BTreeMap<AccountId, Vec<(usize, usize)>> = BTreeMap::new();
    for (place, folded) in applied.folded.iter().enumerate() {
        for side in (0..2).filter(|&side| folded.touched[side]) {
            by_account.entry(folded.state.members[side].profile.id).or_default().push((place, side));
        }
    }
    let mut counts = Vec::with_capacity(by_account.len());
    for (account, places) in &by_account {
        counts.push((*account, i64::try_from(places.len()).unwrap_or(i64::MAX)));
    }
    let last = counters::take_many(tx, &counts).await?;
    for (((account, places), (_, count)), last) in by_account.into_iter().zip(counts).zip(last) {
        let mut number = last - count;
        for (folded, side) in places {
            applied.changed.push(Changed { account, previous: number, number: number + 1, side, folded });
            number += 1;
            applied.folded[folded].state.members[side].marks.number = number;
        }
    }
    Ok(())
}

/// Writes what changed, each row once.
async fn write(tx: &mut Tx<'_>, all: &[Folded]) -> Result<(), Error> {
    let (mut messages, mut heads, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for folded in all {
        let Folded { state, .. } = folded;
        let numbers = [state.members[0].marks.number, state.members[1].marks.number];
        messages.extend(folded.messages.iter().map(|message| NewMessage {
            id: message.id,
            conversation: state.id,
            seq: message.seq,
            author: message.author,
            client_id: message.client_id,
            at: message.at,
            numbers,
            body: message.body.as_bytes(),
        }));
        if !folded.messages.is_empty() {
            heads.push(Head { conversation: state.id, head: state.head, activity: state.activity });
        }
        // A delivery mark is the member's own row, though only the other has to learn of it.
        if folded.touched[0] || folded.touched[1] {
            rows.extend(state.members.iter().map(|member| members::Member {
                account: member.profile.id,
                conversation: state.id,
                marks: member.marks,
            }));
        }
    }
    events::insert_many(tx, &messages).await?;
    conversations::set_heads(tx, &heads).await?;
    members::update_many(tx, &rows).await?;
    for folded in all {
        folded.write_drafts(tx).await?;
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
        known: &HashMap<SendName, Event>,
        id: EventId,
        now: Timestamp,
    ) -> Result<Outcome, Error> {
        let subject = view::subject(&self.state);
        match change {
            Change::Message { client_id, body } => {
                let author = permit::<SendMessage>(actor, &subject)?.account()?;
                let seq = self.state.head + 1;
                self.append(Appended { id, seq, author, client_id, at: now, body }, known)
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
        }
    }

    fn side(&self, account: AccountId) -> Result<usize, Error> {
        self.state.side_of(account).ok_or_else(|| Error::new(ErrorCode::NotFound))
    }

    fn append(&mut self, message: Appended, known: &HashMap<SendName, Event>) -> Result<Outcome, Error> {
        let side = self.side(message.author)?;
        // The same client id may stand in the log already, or earlier in this very batch.
        let stored = known.get(&(self.state.id, message.author, message.client_id));
        let in_batch =
            self.messages.iter().find(|one| (one.author, one.client_id) == (message.author, message.client_id));
        let before = match (in_batch, stored) {
            (Some(one), _) => Some((Sent { seq: one.seq, id: one.id, at: one.at }, one.body == message.body)),
            (None, Some(event)) => {
                let same = event.body.get().as_bytes() == message.body.as_bytes();
                Some((Sent { seq: event.seq, id: event.id, at: event.at }, same))
            }
            (None, None) => None,
        };
        match before {
            Some((sent, true)) => return Ok(Outcome::Sent { sent, repeated: true }),
            Some((_, false)) => return Err(Error::new(ErrorCode::ClientIdConflict)),
            None => {}
        }
        let Appended { seq, id, at, .. } = message;
        self.state.head = seq;
        self.state.activity = at;
        self.touched = [true; 2];
        let other = &mut self.state.members[1 - side].marks;
        other.unread += 1;
        other.inbound_seq = seq;
        self.messages.push(message);
        Ok(Outcome::Sent { sent: Sent { seq, id, at }, repeated: false })
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

    async fn write_drafts(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        for (member, _) in self.state.members.iter().zip(self.drafts).filter(|(_, changed)| *changed) {
            match &member.draft {
                Some(draft) => drafts::save(tx, member.profile.id, self.state.id, &draft.text, draft.at).await?,
                None => drafts::remove(tx, member.profile.id, self.state.id).await?,
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
