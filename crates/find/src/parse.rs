//! Reads what stands in a search box.
//!
//! ```text
//! query  = { item }, between them spaces
//! item   = filter | '#' number | phrase | anything else: a word, or several that belong together
//! phrase = '"' … '"', the last of which may be missing
//! filter = ("from:" | "in:" | "label:" | "is:" | "assignee:" | "after:" | "before:") (phrase | characters other than spaces)
//! ```
//!
//! What looks like a filter and has another name is looked for as words, because people paste addresses and times.

use crate::query::{Assignee, Part, Query, Status, Term};
use crate::words;

/// Characters that a query may have.
pub const QUERY_CHARACTERS: usize = 200;
/// Words and phrases that a query may have.
pub const QUERY_TERMS: usize = 12;
const LABELS: usize = 5;

/// Why a query can't be read, and at which of its characters, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("at character {}: {why}", at + 1)]
pub struct InvalidQuery {
    pub at: usize,
    pub why: &'static str,
}

/// One item: where it begins, and what it is.
struct Item {
    at: usize,
    key: Option<Key>,
    text: String,
    is_quoted: bool,
    /// Whether the query ends with it, so that it may still be being typed.
    is_last: bool,
}

#[derive(Clone, Copy)]
enum Key {
    From,
    In,
    Label,
    Is,
    Assignee,
    After,
    Before,
}

const KEYS: [(&str, Key); 7] = [
    ("from", Key::From),
    ("in", Key::In),
    ("label", Key::Label),
    ("is", Key::Is),
    ("assignee", Key::Assignee),
    ("after", Key::After),
    ("before", Key::Before),
];

/// Reads a query.
///
/// # Errors
/// The first thing that is wrong, and where.
pub fn parse(text: &str) -> Result<Query, InvalidQuery> {
    let characters: Vec<char> = text.chars().take(QUERY_CHARACTERS + 1).collect();
    if characters.len() > QUERY_CHARACTERS {
        return Err(InvalidQuery { at: QUERY_CHARACTERS, why: "a query has at most 200 characters" });
    }
    let items = items(&characters);
    let mut query = Query::default();
    for item in &items {
        take(&mut query, item).map_err(|why| InvalidQuery { at: item.at, why })?;
    }
    if query == Query::default() {
        return Err(InvalidQuery { at: 0, why: "say at least one word" });
    }
    Ok(query)
}

fn items(characters: &[char]) -> Vec<Item> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(rest) = characters.get(at..).filter(|rest| !rest.is_empty()) {
        if rest[0].is_whitespace() {
            at += 1;
            continue;
        }
        let (key, value) = key_of(rest).map_or((None, 0), |(key, length)| (Some(key), length));
        let (text, is_quoted, length) = value_of(&rest[value..]);
        let end = at + value + length;
        all.push(Item { at, key, text, is_quoted, is_last: end == characters.len() });
        at = end;
    }
    all
}

/// The filter whose name and colon stand here, and how many characters they have.
fn key_of(rest: &[char]) -> Option<(Key, usize)> {
    KEYS.iter().find_map(|(name, key)| {
        let length = name.len();
        let is_here = rest.get(length) == Some(&':')
            && name.chars().zip(rest).all(|(letter, character)| letter == character.to_ascii_lowercase());
        is_here.then_some((*key, length + 1))
    })
}

/// The phrase or the characters up to a space that stand here: the text, whether it is a phrase, how many characters it takes.
fn value_of(rest: &[char]) -> (String, bool, usize) {
    let is_quote = |character: &char| matches!(character, '"' | '“' | '”' | '„');
    if rest.first().is_some_and(is_quote) {
        let text: String = rest[1..].iter().take_while(|character| !is_quote(character)).collect();
        let inner = text.chars().count();
        return (text, true, (inner + 2).min(rest.len()));
    }
    let text: String =
        rest.iter().take_while(|character| !(character.is_whitespace() || is_quote(character))).collect();
    let length = text.chars().count();
    (text, false, length)
}

fn take(query: &mut Query, item: &Item) -> Result<(), &'static str> {
    let text = item.text.trim();
    let Some(key) = item.key else { return take_words(query, item) };
    if text.is_empty() {
        return Err("a filter needs a value, as in is:open");
    }
    let value = text.to_lowercase();
    match key {
        Key::From => set(&mut query.part, part(&value, false).ok_or("from: takes customer or agent")?),
        Key::In => set(&mut query.part, part(&value, true).ok_or("in: takes notes")?),
        Key::Label if query.labels.len() == LABELS => Err("at most 5 labels"),
        Key::Label => {
            query.labels.push(text.to_owned());
            Ok(())
        }
        Key::Is => {
            let status = status(&value).ok_or("is: takes open, pending, snoozed or resolved")?;
            if !query.statuses.contains(&status) {
                query.statuses.push(status);
            }
            Ok(())
        }
        Key::Assignee => set(
            &mut query.assignee,
            match value.as_str() {
                "me" => Assignee::Me,
                "nobody" => Assignee::Nobody,
                handle => Assignee::Handle(handle.trim_start_matches('@').to_owned()),
            },
        ),
        Key::After => set(&mut query.from, day(&value)?),
        Key::Before => set(&mut query.before, day(&value)?),
    }
}

fn take_words(query: &mut Query, item: &Item) -> Result<(), &'static str> {
    if !item.is_quoted {
        let digits = item.text.strip_prefix('#').unwrap_or(&item.text);
        let number =
            digits.parse().ok().filter(|_| digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some(number) = number {
            if item.text.starts_with('#') {
                return set(&mut query.ticket, number);
            }
            query.number = Some(number);
        }
    }
    let found = words(&item.text);
    let Some(last) = found.last() else { return Ok(()) };
    if query.terms.len() == QUERY_TERMS {
        return Err("at most 12 words and phrases");
    }
    // One letter would begin half of all words; a character of a script without spaces is a word.
    let is_begun = item.is_last && !item.is_quoted && !last.is_part && last.text.chars().count() > 1;
    query.terms.push(Term { words: found.into_iter().map(|word| word.text).collect(), is_begun });
    Ok(())
}

fn set<T>(slot: &mut Option<T>, value: T) -> Result<(), &'static str> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err("a filter of this kind is there already"),
    }
}

fn part(value: &str, is_place: bool) -> Option<Part> {
    match (value, is_place) {
        ("customer", false) => Some(Part::Customer),
        ("agent", false) => Some(Part::Agent),
        ("notes" | "note", true) => Some(Part::Notes),
        _ => None,
    }
}

fn status(value: &str) -> Option<Status> {
    Some(match value {
        "open" => Status::Open,
        "pending" => Status::Pending,
        "snoozed" => Status::Snoozed,
        "resolved" => Status::Resolved,
        _ => return None,
    })
}

/// When a day begins (UTC), in milliseconds since 1970.
fn day(value: &str) -> Result<i64, &'static str> {
    const WRONG: &str = "a day is written as 2026-01-31";
    if value.len() != 10 {
        return Err(WRONG);
    }
    let day: jiff::civil::Date = value.parse().map_err(|_| WRONG)?;
    if !(1970..=9998).contains(&day.year()) {
        return Err(WRONG);
    }
    let begins = day.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| WRONG)?;
    Ok(begins.timestamp().as_millisecond())
}
