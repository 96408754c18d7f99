//! The index on PostgreSQL: a `tsvector` beside each row, and a GIN index of it.
//!
//! A GIN index gives all rows with a word and in no order, which for a common word are hundreds of thousands. So the newest texts of the
//! brand are looked through first: a common word fills a page from them. A word that does not is rare enough to be asked for whole.

use std::collections::BTreeMap;
use std::fmt::Write;

use subrosa_proto::AccountId;

use super::{Found, Part, Spelled, Text, Within, token};
use crate::search::Shelf;
use crate::value::{params, values};
use crate::{Error, Tx};

/// Texts that are looked through before the index is asked.
const RECENT: u32 = 3_000;

pub(super) async fn add_many(tx: &mut Tx<'_>, shelf: &Shelf, texts: &[Text]) -> Result<(), Error> {
    let words: Vec<String> = texts.iter().map(|text| vector(&token::all(shelf, text))).collect();
    let rows: Vec<_> = texts
        .iter()
        .zip(&words)
        .map(|(text, words)| values![text.id, shelf.brand, text.conversation, text.seq, text.place, text.part, words])
        .collect();
    tx.execute_many(
        "INSERT INTO search_texts (id, brand, conversation, seq, place, part, words)
         VALUES ($1, $2, $3, $4, $5, $6, CAST(CAST($7 AS TEXT) AS tsvector))",
        &rows,
    )
    .await
}

pub(super) async fn find(
    tx: &mut Tx<'_>,
    shelf: &Shelf,
    wanted: &Spelled<'_>,
    within: Within,
) -> Result<Vec<Found>, Error> {
    let (query, Within { above, below, limit }) = (query(shelf, wanted), within);
    if wanted.conversations.is_empty() {
        let recent: Vec<Found> = tx
            .fetch(
                "SELECT id, conversation, seq, place, part FROM
                 (SELECT id, conversation, seq, place, part, words FROM search_texts
                  WHERE brand = $1 AND id > $2 AND id < $3 ORDER BY id DESC LIMIT $4) AS recent
                 WHERE words @@ CAST(CAST($5 AS TEXT) AS tsquery) ORDER BY id DESC LIMIT $6",
                params![shelf.brand, above, below, RECENT, &query, limit],
            )
            .await?;
        if recent.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            return Ok(recent);
        }
    }
    // Found whole before it is sorted: otherwise PostgreSQL may go through the brand's texts in their order until it has enough.
    tx.fetch(
        "WITH found AS MATERIALIZED
         (SELECT id, brand, conversation, seq, place, part FROM search_texts
          WHERE words @@ CAST(CAST($1 AS TEXT) AS tsquery))
         SELECT id, conversation, seq, place, part FROM found
         WHERE brand = $2 AND id > $3 AND id < $4 ORDER BY id DESC LIMIT $5",
        params![&query, shelf.brand, above, below, limit],
    )
    .await
}

pub(super) async fn forget(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<bool, Error> {
    let removed = tx
        .execute(
            "DELETE FROM search_texts WHERE brand = $1 AND id IN
             (SELECT id FROM search_texts WHERE brand = $1 ORDER BY id LIMIT $2)",
            params![brand, limit],
        )
        .await?;
    Ok(removed > 0)
}

/// A text's tokens with their places, as PostgreSQL reads them
/// (<https://www.postgresql.org/docs/current/datatype-textsearch.html>).
fn vector(tokens: &[String]) -> String {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, token) in tokens.iter().enumerate() {
        places.entry(token).or_default().push(index + 1);
    }
    let mut text = String::new();
    for (token, places) in places {
        let places: Vec<String> = places.iter().map(usize::to_string).collect();
        let _ = write!(text, "{}:{} ", quoted(token), places.join(","));
    }
    text
}

/// What is wanted as a `tsquery`.
fn query(shelf: &Shelf, wanted: &Spelled<'_>) -> String {
    let mut all: Vec<String> = Vec::new();
    for phrases in &wanted.phrases {
        let words = |phrase: &Vec<String>| {
            let words: Vec<String> = phrase.iter().map(|word| quoted(&token::word(shelf, word))).collect();
            format!("({})", words.join(" <-> "))
        };
        all.push(format!("({})", phrases.iter().map(words).collect::<Vec<_>>().join(" | ")));
    }
    if !wanted.conversations.is_empty() {
        all.push(any(wanted.conversations.iter().map(|one| token::conversation(shelf, *one))));
    }
    match wanted.part {
        Some(part) => all.push(quoted(&token::part(shelf, part))),
        None if all.is_empty() => all.push(any(Part::ALL.into_iter().map(|part| token::part(shelf, part)))),
        None => {}
    }
    all.join(" & ")
}

fn any(tokens: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = tokens.map(|token| quoted(&token)).collect();
    format!("({})", quoted.join(" | "))
}

fn quoted(token: &str) -> String {
    format!("'{}'", token.replace('\\', "\\\\").replace('\'', "''"))
}
