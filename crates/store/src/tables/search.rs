//! What search keeps beside the words themselves (those are in [`crate::index`]): how far each brand is found, and its customers' names.

use subrosa_proto::{AccountId, ConversationId};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// How far a brand's logs are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shelf {
    pub brand: AccountId,
    /// A short name that stands before each of the brand's words.
    pub shelf: i64,
    /// What happened up to this change number of the brand's account is found.
    pub number: i64,
    /// How often it has come further.
    pub turn: i64,
    /// By which rules texts were taken apart into words.
    pub version: i64,
}

impl FromRow for Shelf {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            brand: row.get(0)?,
            shelf: row.get(1)?,
            number: row.get(2)?,
            turn: row.get(3)?,
            version: row.get(4)?,
        })
    }
}

/// Begins a brand's shelf, unless it has one; false when the brand is gone.
pub async fn begin(tx: &mut Tx<'_>, brand: AccountId, version: i64) -> Result<bool, Error> {
    let gone: Option<(i64,)> =
        tx.fetch_optional("SELECT id FROM accounts WHERE id = $1 AND disabled_at IS NOT NULL", params![brand]).await?;
    if gone.is_some() {
        return Ok(false);
    }
    tx.execute(
        "INSERT INTO search_brands (brand, shelf, number, turn, version)
         VALUES ($1, (SELECT coalesce(max(shelf), 0) + 1 FROM search_brands), 0, 0, $2) ON CONFLICT DO NOTHING",
        params![brand, version],
    )
    .await?;
    Ok(true)
}

/// Removes a brand's shelf: nothing can be added to what its search finds any more.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId) -> Result<(), Error> {
    tx.execute("DELETE FROM search_brands WHERE brand = $1", params![brand]).await?;
    Ok(())
}

/// The shelf of a brand.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId) -> Result<Option<Shelf>, Error> {
    tx.fetch_optional("SELECT brand, shelf, number, turn, version FROM search_brands WHERE brand = $1", params![brand])
        .await
}

/// Notes that a brand is found up to a number, by whom it was seen at this turn; false when another came first.
pub async fn advance(tx: &mut Tx<'_>, seen: &Shelf, number: i64) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE search_brands SET number = $1, turn = turn + 1 WHERE brand = $2 AND turn = $3",
            params![number, seen.brand, seen.turn],
        )
        .await?;
    Ok(changed > 0)
}

/// Has whoever brings a brand further at this moment read anew what they read.
pub async fn turn(tx: &mut Tx<'_>, brand: AccountId) -> Result<(), Error> {
    tx.execute("UPDATE search_brands SET turn = turn + 1 WHERE brand = $1", params![brand]).await?;
    Ok(())
}

/// Notes by which rules a brand's texts are taken apart from now on; false when another came first.
pub async fn set_version(tx: &mut Tx<'_>, seen: &Shelf, version: i64) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE search_brands SET number = 0, version = $1, turn = turn + 1 WHERE brand = $2 AND turn = $3",
            params![version, seen.brand, seen.turn],
        )
        .await?;
    Ok(changed > 0)
}

/// Has everything made anew from the logs: no rules have this version. How many brands that is.
pub async fn outdate(tx: &mut Tx<'_>) -> Result<u64, Error> {
    tx.execute("UPDATE search_brands SET version = 0, turn = turn + 1", &[]).await
}

/// Brands after one, by their ids, that are not found up to their newest change by rules of this version.
pub async fn behind(tx: &mut Tx<'_>, after: AccountId, version: i64, limit: u32) -> Result<Vec<AccountId>, Error> {
    let found: Vec<(AccountId,)> = tx
        .fetch(
            "SELECT b.account FROM brands b JOIN counters c ON c.account = b.account
             JOIN accounts a ON a.id = b.account AND a.disabled_at IS NULL
             LEFT JOIN search_brands s ON s.brand = b.account
             WHERE b.account > $1 AND (s.brand IS NULL OR s.number < c.number OR s.version <> $2)
             ORDER BY b.account LIMIT $3",
            params![after, version, limit],
        )
        .await?;
    Ok(found.into_iter().map(|(brand,)| brand).collect())
}

/// How far one conversation is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mark {
    pub seq: i64,
    pub journal: i64,
    /// The name by which its customer is found.
    pub name: String,
}

impl FromRow for Mark {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { seq: row.get(0)?, journal: row.get(1)?, name: row.get(2)? })
    }
}

/// How far conversations of a brand are found, one for each.
pub async fn marks(tx: &mut Tx<'_>, brand: AccountId, conversations: &[ConversationId]) -> Result<Vec<Mark>, Error> {
    let rows: Vec<_> = conversations.iter().map(|conversation| values![brand, *conversation]).collect();
    let found = tx
        .fetch_many("SELECT seq, journal, name FROM search_marks WHERE brand = $1 AND conversation = $2", &rows)
        .await?;
    Ok(found.into_iter().map(|rows: Vec<Mark>| rows.into_iter().next().unwrap_or_default()).collect())
}

/// Notes how far conversations of a brand are found.
pub async fn set_marks(tx: &mut Tx<'_>, brand: AccountId, marks: &[(ConversationId, Mark)]) -> Result<(), Error> {
    let rows: Vec<_> = marks
        .iter()
        .map(|(conversation, mark)| values![brand, *conversation, mark.seq, mark.journal, &mark.name])
        .collect();
    tx.execute_many(
        "INSERT INTO search_marks (brand, conversation, seq, journal, name) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (brand, conversation) DO UPDATE SET seq = excluded.seq, journal = excluded.journal, name = excluded.name",
        &rows,
    )
    .await
}

/// A word of the name of a conversation's customer.
pub type Named<'a> = (&'a str, ConversationId);

/// Has customers found by words of their names.
pub async fn add_names(tx: &mut Tx<'_>, brand: AccountId, names: &[Named<'_>]) -> Result<(), Error> {
    let rows: Vec<_> =
        names.iter().map(|(word, conversation)| values![brand, word.as_bytes(), *conversation]).collect();
    tx.execute_many(
        "INSERT INTO search_people (brand, word, conversation) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &rows,
    )
    .await
}

/// Has customers found by words of their names no more.
pub async fn remove_names(tx: &mut Tx<'_>, brand: AccountId, names: &[Named<'_>]) -> Result<(), Error> {
    let rows: Vec<_> =
        names.iter().map(|(word, conversation)| values![brand, word.as_bytes(), *conversation]).collect();
    tx.execute_many("DELETE FROM search_people WHERE brand = $1 AND word = $2 AND conversation = $3", &rows).await
}

/// Conversations of a brand whose customers have a word in their names that begins so, by these words.
pub async fn named(
    tx: &mut Tx<'_>,
    brand: AccountId,
    beginning: &str,
    limit: u32,
) -> Result<Vec<ConversationId>, Error> {
    // No text has this byte, so the words that begin so lie before it.
    let end = [beginning.as_bytes(), &[0xff]].concat();
    let found: Vec<(ConversationId,)> = tx
        .fetch(
            "SELECT conversation FROM search_people WHERE brand = $1 AND word >= $2 AND word < $3
             ORDER BY word, conversation LIMIT $4",
            params![brand, beginning.as_bytes(), end.as_slice(), limit],
        )
        .await?;
    Ok(found.into_iter().map(|(conversation,)| conversation).collect())
}

/// Counts the texts of a brand that have words: a word, and how many more they are.
pub async fn count_words(tx: &mut Tx<'_>, brand: AccountId, words: &[(&str, i64)]) -> Result<(), Error> {
    let rows: Vec<_> = words.iter().map(|(word, texts)| values![brand, word.as_bytes(), *texts]).collect();
    tx.execute_many(
        "INSERT INTO search_vocabulary (brand, word, texts) VALUES ($1, $2, $3)
         ON CONFLICT (brand, word) DO UPDATE SET texts = search_vocabulary.texts + excluded.texts",
        &rows,
    )
    .await
}

/// Counts so many texts less that have words; those that no text has any more are forgotten.
pub async fn discount_words(tx: &mut Tx<'_>, brand: AccountId, words: &[(&str, i64)]) -> Result<(), Error> {
    let rows: Vec<_> = words.iter().map(|(word, texts)| values![*texts, brand, word.as_bytes()]).collect();
    tx.execute_many("UPDATE search_vocabulary SET texts = texts - $1 WHERE brand = $2 AND word = $3", &rows).await?;
    let rows: Vec<_> = words.iter().map(|(word, _)| values![brand, word.as_bytes()]).collect();
    tx.execute_many("DELETE FROM search_vocabulary WHERE brand = $1 AND word = $2 AND texts <= 0", &rows).await
}

/// Of the words that a brand's texts have, those that begin so: the most used of the first few thousand.
pub async fn words_with(tx: &mut Tx<'_>, brand: AccountId, beginning: &str, limit: u32) -> Result<Vec<String>, Error> {
    let end = [beginning.as_bytes(), &[0xff]].concat();
    let found: Vec<(Vec<u8>,)> = tx
        .fetch(
            "SELECT word FROM
             (SELECT word, texts FROM search_vocabulary WHERE brand = $1 AND word >= $2 AND word < $3
              ORDER BY word LIMIT 5000) AS found
             ORDER BY texts DESC, word LIMIT $4",
            params![brand, beginning.as_bytes(), end.as_slice(), limit],
        )
        .await?;
    let text = |(word,): (Vec<u8>,)| {
        String::from_utf8(word).map_err(|_| Error::Corrupt("a word of the search is no text".to_owned()))
    };
    found.into_iter().map(text).collect()
}

/// Forgets how far a brand's conversations are found, their customers' names, and the brand's words: so many of each at once. Whether
/// any were left.
pub async fn forget_marks(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<bool, Error> {
    let marks = tx
        .execute(
            "DELETE FROM search_marks WHERE brand = $1 AND conversation IN
             (SELECT conversation FROM search_marks WHERE brand = $1 ORDER BY conversation LIMIT $2)",
            params![brand, limit],
        )
        .await?;
    let names = tx
        .execute(
            "DELETE FROM search_people WHERE brand = $1 AND (word, conversation) IN
             (SELECT word, conversation FROM search_people WHERE brand = $1 ORDER BY word, conversation LIMIT $2)",
            params![brand, limit],
        )
        .await?;
    let words = tx
        .execute(
            "DELETE FROM search_vocabulary WHERE brand = $1 AND word IN
             (SELECT word FROM search_vocabulary WHERE brand = $1 ORDER BY word LIMIT $2)",
            params![brand, limit],
        )
        .await?;
    Ok(marks + names + words > 0)
}
