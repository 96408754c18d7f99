//! What one step takes in: the texts after a brand's watermark, taken apart into words.

use subrosa_find::words;
use subrosa_messaging::Error;
use subrosa_proto::journal::Happening;
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::conversations::Conversation;
use subrosa_store::index::{Part, Text};
use subrosa_store::search::{Mark, Shelf};
use subrosa_store::{Tx, conversations, counters, events, journal, members, search, threads};

use crate::search::show::text_of;

/// Conversations of a step at most.
const CONVERSATIONS: u32 = 200;
/// Texts after which a step takes no further conversation.
const TEXTS: usize = 400;
/// Messages, and entries of a journal, of one conversation in a step.
const OF_ONE: u32 = 200;

/// What to write.
#[derive(Clone)]
pub(super) struct Taken {
    pub(super) shelf: Shelf,
    /// What happened up to this change number is found with it.
    pub(super) number: i64,
    pub(super) texts: Vec<Text>,
    pub(super) marks: Vec<(ConversationId, Mark)>,
    /// Words of names by which customers are found from now on, and no more.
    pub(super) named: Vec<(String, ConversationId)>,
    pub(super) renamed: Vec<(String, ConversationId)>,
    /// Whether there may be more behind it.
    pub(super) has_more: bool,
}

impl Taken {
    pub(super) async fn read(tx: &mut Tx<'_>, shelf: Shelf) -> Result<Self, Error> {
        let brand = shelf.brand;
        let newest = counters::newest(tx, brand).await?;
        let changed = members::changed_since(tx, brand, shelf.number, CONVERSATIONS).await?;
        let ids: Vec<ConversationId> = changed.iter().map(|(conversation, _)| *conversation).collect();
        let states = conversations::find_many(tx, &ids).await?;
        let threads = threads::find_many(tx, &ids).await?;
        let marks = search::marks(tx, brand, &ids).await?;
        let is_full = changed.len() == usize::try_from(CONVERSATIONS).unwrap_or(usize::MAX);
        let mut taken = Self {
            shelf,
            number: shelf.number,
            texts: Vec::new(),
            marks: Vec::new(),
            named: Vec::new(),
            renamed: Vec::new(),
            has_more: is_full,
        };
        for (((_, number), mark), (state, thread)) in changed.iter().zip(marks).zip(states.into_iter().zip(threads)) {
            let (Some(state), Some(thread)) = (state, thread) else { return Err(Error::new(ErrorCode::Internal)) };
            let is_whole = taken.conversation(tx, &state, thread.journal, mark).await?;
            if !is_whole {
                // The next step goes on in this conversation.
                taken.has_more = true;
                return Ok(taken.in_order());
            }
            taken.number = *number;
            if taken.texts.len() >= TEXTS {
                taken.has_more = true;
                return Ok(taken.in_order());
            }
        }
        if !is_full {
            // The rest is of the brand's own account, in which nothing is found.
            taken.number = newest;
        }
        Ok(taken.in_order())
    }

    /// Takes what is new in a conversation; whether that is all.
    async fn conversation(
        &mut self,
        tx: &mut Tx<'_>,
        state: &Conversation,
        newest_entry: i64,
        before: Mark,
    ) -> Result<bool, Error> {
        let brand = self.shelf.brand;
        let mut mark = before.clone();
        if mark.seq < state.head {
            for event in events::newer(tx, state.id, mark.seq, OF_ONE).await? {
                mark.seq = event.seq;
                let part = if event.author == brand { Part::Agent } else { Part::Customer };
                // Of what was removed nothing is found, not even that it was there.
                if let Some(text) = text_of(&event).filter(|text| !text.is_empty()) {
                    self.text(event.id.number(), state.id, (event.seq, event.seq), part, &text);
                }
            }
        }
        if mark.journal < newest_entry {
            for entry in journal::newer(tx, state.id, mark.journal, OF_ONE).await? {
                mark.journal = entry.seq;
                if let Happening::Note { body } = &entry.what
                    && !body.text.is_empty()
                {
                    self.text(entry.id.number(), state.id, (entry.seq, entry.after), Part::Note, &body.text);
                }
            }
        }
        let customer = state.members.iter().find(|member| member.profile.id != brand);
        mark.name = customer
            .map(|customer| format!("{} {}", customer.profile.display_name, customer.profile.handle))
            .unwrap_or_default();
        if mark.name != before.name {
            let words = |name| words(name).into_iter().map(|word| (word.text, state.id));
            self.renamed.extend(words(&before.name));
            self.named.extend(words(&mark.name));
        }
        let is_whole = mark.seq >= state.head && mark.journal >= newest_entry;
        if mark != before {
            self.marks.push((state.id, mark));
        }
        Ok(is_whole)
    }

    fn text(&mut self, id: i64, conversation: ConversationId, (seq, place): (i64, i64), part: Part, text: &str) {
        let words = words(text).into_iter().map(|word| word.text).collect();
        self.texts.push(Text { id, conversation, seq, place, part, words });
    }

    fn in_order(mut self) -> Self {
        self.texts.sort_unstable_by_key(|text| text.id);
        self
    }
}
