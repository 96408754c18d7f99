//! Applies a batch in one transaction: read each conversation once, fold all its changes onto it, write each row once.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use subrosa_access::{Actor, Subject, Sync, permit};
use subrosa_proto::conversation::ConversationWithEvents;
use subrosa_proto::event::Event;
use subrosa_proto::{AccountId, ConversationId, ErrorCode, EventId, Timestamp};
use subrosa_store::conversations::Head;
use subrosa_store::events::{NewMessage, SendName};
use subrosa_store::{Tx, conversations, counters, devices, events, members};

use super::around::Around;
use super::assign::assign;
use super::business::Business;
use super::consents;
use super::desks;
use super::figures;
use super::folded::Folded;
use super::members::Members;
use super::promotions;
use super::teams::Teams;
use super::waits::tell_waits;
use super::welcome::Promotions;
use super::{Change, Outcome, Work};
use crate::Error;
use crate::conversations::view;
use crate::core::Core;

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

/// What a batch asks of each conversation, in rising order: every batch locks them alike.
type ByConversation = BTreeMap<ConversationId, Vec<(usize, Actor, Change)>>;

/// Applies all of `works`. `ids` has a fresh event id for each.
pub(crate) async fn apply(
    tx: &mut Tx<'_>,
    core: &Core,
    works: &[Work],
    ids: &[EventId],
    now: Timestamp,
) -> Result<Applied, Error> {
    let mut applied = Applied {
        committed: Instant::now(),
        outcomes: vec![Ok(Outcome::Done); works.len()],
        folded: Vec::new(),
        changed: Vec::new(),
    };
    let members = Members::of(tx, works).await?;
    let teams = Teams::of(tx, works).await?;
    let by_conversation = gather(tx, works, &mut applied.outcomes).await?;
    let order: Vec<ConversationId> = by_conversation.keys().copied().collect();
    conversations::lock(tx, &order).await?;
    let states = conversations::find_many(tx, &order).await?;
    let known = sent_before(tx, &by_conversation).await?;
    let mut businesses = Business::read(tx, &states).await?;
    let promotions = Promotions::read(tx, works, now).await?;
    let around = Around { core, known: &known, members: &members, teams: &teams, promotions: &promotions, now };
    // What each piece of work wants to see when all is folded: the index, the conversation's place, the side.
    let mut seen = Vec::new();
    for (changes, state) in by_conversation.into_values().zip(states) {
        let Some(state) = state else {
            for (index, _, _) in changes {
                applied.outcomes[index] = Err(Error::new(ErrorCode::NotFound));
            }
            continue;
        };
        let place = applied.folded.len();
        let mut folded = {
            let business = businesses.remove(&state.id);
            Folded::new(state, business)
        };
        for (index, actor, change) in changes {
            let appears = matches!(change, Change::Appear);
            let outcome = match members.present(actor) {
                Ok(actor) => folded.fold(tx, &actor, change, ids[index], &around).await,
                Err(removed) => Err(removed),
            };
            match (&outcome, actor.account().and_then(|account| folded.state.side_of(account))) {
                (Ok(Outcome::Changed { .. }), Some(side)) => seen.push((index, place, side)),
                (Ok(_), Some(side)) if appears => seen.push((index, place, side)),
                // The store failed, so the whole batch fails.
                (Err(error), _) if error.is_of_the_store() => return Err(error.clone()),
                _ => {}
            }
            applied.outcomes[index] = outcome;
        }
        folded.settle(now);
        applied.folded.push(folded);
    }
    assign(tx, &mut applied.folded, &around).await?;
    tell_waits(tx, &mut applied.folded, &around).await?;
    desks::take_ordinals(tx, &mut applied.folded).await?;
    take_numbers(tx, &mut applied).await?;
    write(tx, &applied.folded, now).await?;
    consents::write(tx, core, &applied.folded, now).await?;
    promotions::write(tx, &applied.folded, now).await?;
    figures::write(tx, core, &applied.folded, now).await?;
    for (index, place, side) in seen {
        applied.outcomes[index] = Ok(see(tx, &applied, index, &applied.folded[place], side).await?);
    }
    Ok(applied)
}

/// What a piece of work wants to see of a conversation when all is folded and written.
async fn see(tx: &mut Tx<'_>, applied: &Applied, index: usize, folded: &Folded, side: usize) -> Result<Outcome, Error> {
    let thread = folded.business.as_ref().map(|business| &business.thread);
    if let (Ok(Outcome::Changed { before, .. }), Some(thread)) = (&applied.outcomes[index], thread) {
        let mut before = before.clone();
        if let Some(ticket) = thread.ticket.as_ref().filter(|ticket| ticket.id == before.id) {
            // It may have been opened by this very batch, and numbered since.
            before.ordinal = ticket.ordinal;
        }
        return Ok(Outcome::Changed { before, after: Box::new(thread.clone()) });
    }
    let conversation = view::conversation(&folded.state, side, thread);
    let mut newest = events::older(tx, folded.state.id, i64::MAX, subrosa_proto::limits::SNAPSHOT_EVENTS).await?;
    newest.reverse();
    // Only people begin conversations, and they see no journal.
    Ok(Outcome::Seen(Box::new(ConversationWithEvents { conversation, events: newest, journal: Vec::new() })))
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
                Change::Template(wanted) => Some((*conversation, actor.account()?, wanted.client_id)),
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
async fn write(tx: &mut Tx<'_>, all: &[Folded], now: Timestamp) -> Result<(), Error> {
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
    desks::write(tx, all, now).await?;
    for folded in all {
        folded.write_beside(tx).await?;
    }
    Ok(())
}
