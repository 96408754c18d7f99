//! The index on SQLite: an FTS5 table without contents. Its lists are in the order of the ids and can be read from their end, so the
//! newest of a common word cost no more than those of a rare one.

use subrosa_proto::AccountId;

use super::{Found, Part, Spelled, Text, Within, token};
use crate::search::Shelf;
use crate::value::{params, values};
use crate::{Error, Tx};

pub(super) async fn add_many(tx: &mut Tx<'_>, shelf: &Shelf, texts: &[Text]) -> Result<(), Error> {
    let rows: Vec<_> = texts
        .iter()
        .map(|text| values![text.id, shelf.brand, text.conversation, text.seq, text.place, text.part])
        .collect();
    tx.execute_many(
        "INSERT INTO search_texts (id, brand, conversation, seq, place, part) VALUES ($1, $2, $3, $4, $5, $6)",
        &rows,
    )
    .await?;
    let words: Vec<String> = texts.iter().map(|text| token::all(shelf, text).join(" ")).collect();
    let rows: Vec<_> = texts.iter().zip(&words).map(|(text, words)| values![text.id, words]).collect();
    tx.execute_many("INSERT INTO search_words (rowid, words) VALUES ($1, $2)", &rows).await
}

pub(super) async fn find(
    tx: &mut Tx<'_>,
    shelf: &Shelf,
    wanted: &Spelled<'_>,
    within: Within,
) -> Result<Vec<Found>, Error> {
    // A cross join keeps the order: first what the index finds, the newest first, then each row by its id.
    tx.fetch(
        "SELECT t.id, t.conversation, t.seq, t.place, t.part
         FROM search_words w CROSS JOIN search_texts t ON t.id = w.rowid
         WHERE w.search_words MATCH $1 AND w.rowid > $2 AND w.rowid < $3 AND t.brand = $4
         ORDER BY w.rowid DESC LIMIT $5",
        params![&expression(shelf, wanted), within.above, within.below, shelf.brand, within.limit],
    )
    .await
}

pub(super) async fn forget(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<bool, Error> {
    let found: Vec<(i64,)> =
        tx.fetch("SELECT id FROM search_texts WHERE brand = $1 ORDER BY id LIMIT $2", params![brand, limit]).await?;
    let ids: Vec<i64> = found.iter().map(|(id,)| *id).collect();
    remove_many(tx, &ids).await?;
    let rows: Vec<_> = ids.iter().map(|id| values![*id]).collect();
    tx.execute_many("DELETE FROM search_texts WHERE id = $1", &rows).await?;
    Ok(!found.is_empty())
}

/// Forgets the words of texts; their rows are forgotten as on PostgreSQL.
pub(super) async fn remove_many(tx: &mut Tx<'_>, ids: &[i64]) -> Result<(), Error> {
    let rows: Vec<_> = ids.iter().map(|id| values![*id]).collect();
    tx.execute_many("DELETE FROM search_words WHERE rowid = $1", &rows).await
}

/// What is wanted in the words of FTS5 (<https://www.sqlite.org/fts5.html#full_text_query_syntax>).
fn expression(shelf: &Shelf, wanted: &Spelled<'_>) -> String {
    let mut all: Vec<String> = Vec::new();
    for phrases in &wanted.phrases {
        let words =
            |phrase: &Vec<String>| phrase.iter().map(|word| token::word(shelf, word)).collect::<Vec<_>>().join(" ");
        all.push(any(phrases.iter().map(words)));
    }
    if !wanted.conversations.is_empty() {
        all.push(any(wanted.conversations.iter().map(|one| token::conversation(shelf, *one))));
    }
    match wanted.part {
        Some(part) => all.push(quoted(&token::part(shelf, part))),
        None if all.is_empty() => all.push(any(Part::ALL.into_iter().map(|part| token::part(shelf, part)))),
        None => {}
    }
    all.join(" AND ")
}

fn any(tokens: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = tokens.map(|token| quoted(&token)).collect();
    format!("({})", quoted.join(" OR "))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
