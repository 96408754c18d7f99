//! The index of words: which of a brand's messages and notes have which words. The only queries that have a text for each database:
//! FTS5 on SQLite, `tsvector` with a GIN index on PostgreSQL.
//!
//! Both get words that are taken apart and folded, so neither has anything of its own to say about languages. Before each word stands
//! the brand's shelf: the rows behind a word are one brand's, and a brand's query reads no others.
//!
//! Never: a text as people wrote it, a rank, a query that reads more than it must for the newest that it is asked for.

mod postgres;
mod sqlite;
mod token;

use std::collections::{BTreeMap, BTreeSet};

use subrosa_proto::{AccountId, ConversationId};

use crate::row::{FromRow, Row};
use crate::search::{self, Shelf};
use crate::value::{number_of, values};
use crate::{Error, Tx};

/// Who wrote a text, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A customer's message.
    Customer,
    /// A message of the brand.
    Agent,
    /// A note, which no customer sees.
    Note,
}

impl Part {
    const ALL: [Self; 3] = [Self::Customer, Self::Agent, Self::Note];
}

const PARTS: [(Part, i64); 3] = [(Part::Customer, 1), (Part::Agent, 2), (Part::Note, 3)];
number_of!(Part, PARTS);

/// A text to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The id of the event, or of the journal's entry.
    pub id: i64,
    pub conversation: ConversationId,
    /// In the conversation's log; of a note, in the journal.
    pub seq: i64,
    /// Behind which event it stands; of a message, its own seq.
    pub place: i64,
    pub part: Part,
    /// In their order: letters, digits and signs, without spaces or underscores.
    pub words: Vec<String>,
}

/// A word, or several that stand one behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub words: Vec<String>,
    /// Whether the last of them may go on: it stands for the most used words that begin so.
    pub is_begun: bool,
}

/// Words that the beginning of one stands for.
const BEGUN: u32 = 60;
/// The same at the end of a phrase, each of which has to be looked for by itself.
const BEGUN_IN_PHRASE: u32 = 20;

/// What is looked for: everything that is said must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    pub phrases: Vec<Phrase>,
    pub part: Option<Part>,
    /// Only in these, if there are any.
    pub conversations: Vec<ConversationId>,
}

/// A text that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub id: i64,
    pub conversation: ConversationId,
    pub seq: i64,
    pub place: i64,
    pub part: Part,
}

impl FromRow for Found {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { id: row.get(0)?, conversation: row.get(1)?, seq: row.get(2)?, place: row.get(3)?, part: row.get(4)? })
    }
}

/// Which ids to find: above the first and below the second, the highest first, so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    pub above: i64,
    pub below: i64,
    pub limit: u32,
}

/// Has texts found. Give them in rising order of their ids, which is the cheapest.
///
/// # Errors
/// [`Error::Conflict`] when one of them is found already.
pub async fn add_many(tx: &mut Tx<'_>, shelf: &Shelf, texts: &[Text]) -> Result<(), Error> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for text in texts {
        for word in text.words.iter().collect::<BTreeSet<_>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    // In the order of the words, in which two that count the same do not stand in each other's way.
    search::count_words(tx, shelf.brand, &counts.into_iter().collect::<Vec<_>>()).await?;
    if tx.is_postgres() { postgres::add_many(tx, shelf, texts).await } else { sqlite::add_many(tx, shelf, texts).await }
}

/// The newest texts with what is wanted.
pub async fn find(tx: &mut Tx<'_>, shelf: &Shelf, wanted: &Wanted, within: Within) -> Result<Vec<Found>, Error> {
    let mut phrases = Vec::with_capacity(wanted.phrases.len());
    for phrase in &wanted.phrases {
        let any = ended(tx, shelf, phrase).await?;
        if any.is_empty() {
            return Ok(Vec::new());
        }
        phrases.push(any);
    }
    let wanted = &Spelled { phrases, part: wanted.part, conversations: &wanted.conversations };
    if tx.is_postgres() {
        postgres::find(tx, shelf, wanted, within).await
    } else {
        sqlite::find(tx, shelf, wanted, within).await
    }
}

/// What is wanted, with all words at full length: of the phrases in each place, a text must have one.
struct Spelled<'a> {
    phrases: Vec<Vec<Vec<String>>>,
    part: Option<Part>,
    conversations: &'a [ConversationId],
}

/// A phrase, or those that it is the beginning of.
async fn ended(tx: &mut Tx<'_>, shelf: &Shelf, phrase: &Phrase) -> Result<Vec<Vec<String>>, Error> {
    let Some((last, before)) = phrase.words.split_last().filter(|_| phrase.is_begun) else {
        return Ok(vec![phrase.words.clone()]);
    };
    let most = if before.is_empty() { BEGUN } else { BEGUN_IN_PHRASE };
    let words = search::words_with(tx, shelf.brand, last, most).await?;
    Ok(words.into_iter().map(|word| before.iter().cloned().chain([word]).collect()).collect())
}

/// Has some of a brand's texts found no more, the oldest first; whether there were any.
pub async fn forget(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<bool, Error> {
    if tx.is_postgres() { postgres::forget(tx, brand, limit).await } else { sqlite::forget(tx, brand, limit).await }
}

/// Has texts of a brand found no more: their ids, and the words that each had. Those that were not found yet are left out. What is being
/// added meanwhile is read anew.
pub async fn remove_many(tx: &mut Tx<'_>, brand: AccountId, texts: &[(i64, Vec<String>)]) -> Result<(), Error> {
    // First, because it also holds up whoever adds.
    search::turn(tx, brand).await?;
    let rows: Vec<_> = texts.iter().map(|(id, _)| values![brand, *id]).collect();
    let found: Vec<Vec<(i64,)>> =
        tx.fetch_many("SELECT id FROM search_texts WHERE brand = $1 AND id = $2", &rows).await?;
    let mut ids = Vec::new();
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for (id, words) in texts.iter().zip(found).filter(|(_, found)| !found.is_empty()).map(|(text, _)| text) {
        ids.push(*id);
        for word in words.iter().collect::<BTreeSet<_>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    search::discount_words(tx, brand, &counts.into_iter().collect::<Vec<_>>()).await?;
    if !tx.is_postgres() {
        sqlite::remove_many(tx, &ids).await?;
    }
    let rows: Vec<_> = ids.iter().map(|id| values![brand, *id]).collect();
    tx.execute_many("DELETE FROM search_texts WHERE brand = $1 AND id = $2", &rows).await
}
