//! Contents that a brand keeps no longer, in the batch. The rule is that of `subrosa_desk`.
//!
//! Files may go earlier. Events and entries of the journal stay where they are; what they say goes, with files and with what search finds. So much at once,
//! from the beginning of the log on; both sides learn up to where.
//!
//! Never: a part of the log that is not wholly before what is kept, counts of reports, orders, what is known of the customer.

use std::collections::HashSet;

use subrosa_desk::{is_all_done, kept_since};
use subrosa_find::words;
use subrosa_proto::body::Body;
use subrosa_proto::conversation::Removed;
use subrosa_proto::event::Event;
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_store::{
    Tx, attachments, brand_retention, conversations, disputes, events, index, journal, threads, tickets,
};

use super::Outcome;
use super::around::Around;
use super::folded::Folded;
use crate::Error;

/// Events, and entries of the journal, of one conversation that are emptied at once.
const SPAN: u32 = 200;

impl Folded {
    /// Removes what is due to be, or some of it: what is left is due still.
    pub(super) async fn remove_old(&mut self, tx: &mut Tx<'_>, around: &Around<'_>) -> Result<Outcome, Error> {
        let id = self.id();
        let Some(business) = self.business.as_ref() else { return Ok(Outcome::Done) };
        let (brand, journal_before) = (business.brand(), business.thread.journal_removed);
        // What this batch has done is not in the store yet, and is a reason to keep everything.
        let is_quiet = !business.is_changed && self.messages.is_empty();
        if !is_quiet || !is_all_done(&business.thread) || disputes::is_any_open(tx, id).await? {
            return Ok(Outcome::Done);
        }
        // By what holds now: the brand may have changed its mind since someone looked.
        let settings = brand_retention::find(tx, brand).await?;
        if let Some(days) = settings.files_days {
            self.remove_files(tx, days, around).await?;
        }
        let Some(days) = settings.conversations_days else { return Ok(Outcome::Done) };
        let first_kept = tickets::first_kept(tx, id, kept_since(around.now, days)).await?;
        let end = first_kept.map_or(self.state.head, |seq| seq - 1);
        let before = self.state.removed.map_or(0, |removed| removed.through);
        let through = end.min(before + i64::from(SPAN)).max(before);
        let said = if through > before { events::between(tx, id, before + 1, through).await? } else { Vec::new() };
        let told: Vec<JournalEntry> = journal::newer(tx, id, journal_before, SPAN)
            .await?
            .into_iter()
            .take_while(|entry| entry.after <= through)
            .collect();
        index::remove_many(tx, brand, &found_by(&said, &told)).await?;
        if through > before {
            let removed = Removed { through, days };
            events::empty(tx, id, before, through).await?;
            attachments::take(tx, id, (before, through), around.now).await?;
            disputes::empty(tx, id, through).await?;
            conversations::set_removed(tx, id, removed).await?;
            self.state.removed = Some(removed);
            for side in 0..2 {
                self.touched[side] |= self.state.members[side].marks.number > 0;
            }
        }
        let is_whole = through == end && told.len() < usize::try_from(SPAN).unwrap_or(usize::MAX);
        self.empty_journal(tx, told).await?;
        if is_whole {
            tickets::set_emptied(tx, id, end).await?;
        }
        Ok(Outcome::Done)
    }

    /// Removes files whose words are kept for longer. Nobody has to learn of it: messages say what they said.
    async fn remove_files(&self, tx: &mut Tx<'_>, days: u32, around: &Around<'_>) -> Result<(), Error> {
        let first_kept = tickets::first_kept(tx, self.id(), kept_since(around.now, days)).await?;
        let end = first_kept.map_or(self.state.head, |seq| seq - 1);
        attachments::take(tx, self.id(), (0, end), around.now).await?;
        Ok(tickets::set_without_files(tx, self.id(), end).await?)
    }

    async fn empty_journal(&mut self, tx: &mut Tx<'_>, mut told: Vec<JournalEntry>) -> Result<(), Error> {
        let Some(last) = told.last().map(|entry| entry.seq) else { return Ok(()) };
        told.retain_mut(JournalEntry::empty);
        journal::retell(tx, self.id(), &told).await?;
        threads::set_journal_removed(tx, self.id(), last).await?;
        let business = self.business()?;
        business.thread.journal_removed = last;
        let side = business.side;
        self.touched[side] = true;
        Ok(())
    }
}

/// By what search may have found them: the id of each, and its words.
pub(super) fn found_by(said: &[Event], told: &[JournalEntry]) -> Vec<(i64, Vec<String>)> {
    let messages = said.iter().filter_map(|event| {
        let body: Body = serde_json::from_str(event.body.get()).ok()?;
        Some((event.id.number(), body.words()))
    });
    let notes = told.iter().filter_map(|entry| match &entry.what {
        Happening::Note { body } => Some((entry.id.number(), body.text.clone())),
        _ => None,
    });
    let distinct = |text: String| words(&text).into_iter().map(|word| word.text).collect::<HashSet<_>>();
    messages.chain(notes).map(|(id, text)| (id, distinct(text).into_iter().collect())).collect()
}
