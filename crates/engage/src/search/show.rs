//! Texts that were found, as they are shown.

use std::cmp::Reverse;

use subrosa_find::Term;
use subrosa_messaging::Error;
use subrosa_proto::body::Body;
use subrosa_proto::event::Event;
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_proto::search::{FoundKind, FoundMark, FoundText};
use subrosa_store::index::{Found, Part};
use subrosa_store::{Tx, events, journal};

/// A text that was found, and how well it fits.
struct Fitting {
    found: Found,
    author: subrosa_proto::AccountId,
    at: subrosa_proto::Timestamp,
    text: String,
}

/// What stands where something was found. What is not there is left out: the logs are what is true, the index only says where to look.
async fn read(tx: &mut Tx<'_>, found: &[Found]) -> Result<Vec<Fitting>, Error> {
    let places = |is_note: bool| -> Vec<_> {
        let of_kind = found.iter().filter(|one| (one.part == Part::Note) == is_note);
        of_kind.map(|one| (one.conversation, one.seq)).collect()
    };
    let mut messages = events::at_many(tx, &places(false)).await?.into_iter();
    let mut notes = journal::at_many(tx, &places(true)).await?.into_iter();
    let mut all = Vec::with_capacity(found.len());
    for one in found {
        let read = match one.part {
            Part::Note => notes.next().flatten().and_then(note),
            Part::Customer | Part::Agent => messages.next().flatten().as_ref().and_then(message),
        };
        all.extend(read.map(|(author, at, text)| Fitting { found: *one, author, at, text }));
    }
    Ok(all)
}

type Said = (subrosa_proto::AccountId, subrosa_proto::Timestamp, String);

fn message(event: &Event) -> Option<Said> {
    // What was removed since it was found says nothing any more.
    Some((event.author, event.at, text_of(event).filter(|text| !text.is_empty())?))
}

/// The text of a message, with the names of its files; nothing when it is of a version that this one does not know.
pub(super) fn text_of(event: &Event) -> Option<String> {
    serde_json::from_str(event.body.get()).ok().map(|body: Body| body.words())
}

fn note(entry: JournalEntry) -> Option<Said> {
    match entry.what {
        Happening::Note { body } if !body.text.is_empty() => Some((entry.author, entry.at, body.text)),
        _ => None,
    }
}

/// Shows what was found, in its order.
pub(super) async fn show(tx: &mut Tx<'_>, found: &[Found], terms: &[Term]) -> Result<Vec<FoundText>, Error> {
    Ok(read(tx, found).await?.iter().map(|one| shown(one, terms)).collect())
}

/// Shows the best of what was found, the best first.
pub(super) async fn show_best(
    tx: &mut Tx<'_>,
    found: &[Found],
    terms: &[Term],
    limit: u32,
) -> Result<Vec<FoundText>, Error> {
    let mut fitting = read(tx, found).await?;
    // Of those that fit alike the newest stay first.
    fitting.sort_by_cached_key(|one| Reverse(subrosa_find::rank(&one.text, terms)));
    fitting.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(fitting.iter().map(|one| shown(one, terms)).collect())
}

fn shown(one: &Fitting, terms: &[Term]) -> FoundText {
    let snippet = subrosa_find::snippet(&one.text, terms);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let marks = snippet.marks.iter().map(|mark| FoundMark { offset: count(mark.offset), length: count(mark.length) });
    FoundText {
        kind: if one.found.part == Part::Note { FoundKind::Note } else { FoundKind::Message },
        conversation: one.found.conversation,
        seq: one.found.seq,
        place: one.found.place,
        author: one.author,
        at: one.at,
        marks: marks.collect(),
        snippet: snippet.text,
    }
}
