//! The part of a text that shows why it was found, and where in it the words stand that were looked for.

use crate::query::Term;
use crate::words::{Word, words};

/// Characters that a snippet shows at most, without the signs for what is left away.
const SNIPPET_CHARACTERS: usize = 160;
/// Of these, so many may stand before the first word that was found.
const BEFORE: usize = 40;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// On one line; `…` stands where something is left away.
    pub text: String,
    /// Where the words stand that were looked for, in order, without overlap.
    pub marks: Vec<Mark>,
}

/// A part of a snippet, in characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub offset: usize,
    pub length: usize,
}

/// Where the words of a text stand that terms look for, in characters, in order, without overlap.
pub(crate) fn places(found: &[Word], terms: &[Term]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for term in terms {
        for row in found.windows(term.words.len().max(1)) {
            if let (true, Some(first), Some(last)) = (is_match(row, term), row.first(), row.last()) {
                all.push((first.begin, last.end));
            }
        }
    }
    all.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (begin, end) in all {
        match joined.last_mut() {
            Some(last) if begin < last.1 => last.1 = last.1.max(end),
            _ => joined.push((begin, end)),
        }
    }
    joined
}

/// Whether a row of words is what a term looks for.
fn is_match(row: &[Word], term: &Term) -> bool {
    let last = term.words.len().wrapping_sub(1);
    row.len() == term.words.len()
        && row.iter().zip(&term.words).enumerate().all(|(index, (word, wanted))| {
            if index == last && term.is_begun { word.text.starts_with(wanted) } else { word.text == *wanted }
        })
}

/// What to show of a text that was found.
#[must_use]
pub fn snippet(text: &str, terms: &[Term]) -> Snippet {
    let found = words(text);
    let places = places(&found, terms);
    let characters: Vec<char> = text.chars().collect();
    let first = places.first().map_or(0, |place| place.0);
    let begin = begin(&found, first, characters.len());
    let end = characters.len().min(begin + SNIPPET_CHARACTERS);
    let mut shown = String::with_capacity(end - begin + 6);
    if begin > 0 {
        shown.push('…');
    }
    let moved = usize::from(begin > 0);
    // Character for character, so that the marks stay where they are.
    shown.extend(
        characters[begin..end].iter().map(|character| if character.is_whitespace() { ' ' } else { *character }),
    );
    if end < characters.len() {
        shown.push('…');
    }
    let marks = places.iter().filter(|place| place.0 < end && place.1 > begin);
    let marks = marks.map(|(from, to)| {
        let (from, to) = ((*from).max(begin), (*to).min(end));
        Mark { offset: from - begin + moved, length: to - from }
    });
    Snippet { marks: marks.collect(), text: shown }
}

/// Where to begin, so that the first place is seen: at a word.
fn begin(found: &[Word], first: usize, length: usize) -> usize {
    if length <= SNIPPET_CHARACTERS || first <= BEFORE {
        return 0;
    }
    let wanted = (first - BEFORE).min(length - SNIPPET_CHARACTERS);
    let words = found.iter().map(|word| word.begin);
    words.filter(|begin| *begin >= wanted).find(|begin| *begin <= first).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::parse;

    fn marked(text: &str, query: &str) -> Vec<String> {
        let snippet = snippet(text, &parse(query).expect("a query").terms);
        let part = |mark: &Mark| snippet.text.chars().skip(mark.offset).take(mark.length).collect();
        snippet.marks.iter().map(part).collect()
    }

    #[test]
    fn what_was_looked_for_is_marked() {
        assert_eq!(marked("Where is my Parcel? The parcels…", "parc"), ["Parcel", "parcels"]);
        assert_eq!(marked("die große Straße", "STRASSE grosse "), ["große", "Straße"]);
        assert_eq!(marked("not sent yet, and not yet sent", "\"not yet\""), ["not yet"]);
        assert_eq!(marked("我的订单在哪里", "订单"), ["订单"]);
        assert_eq!(marked("🙂🙂 großartig 🎉", "🎉"), ["🎉"]);
    }

    #[test]
    fn a_long_text_is_shown_around_the_first_place() {
        let text = format!("{} needle {}", "hay ".repeat(200), "hay ".repeat(200));
        let snippet = snippet(&text, &parse("needle").expect("a query").terms);
        assert!(snippet.text.starts_with("…hay") && snippet.text.ends_with('…'), "{snippet:?}");
        assert_eq!(snippet.text.chars().count(), SNIPPET_CHARACTERS + 2);
        assert_eq!(marked(&text, "needle"), ["needle"]);
    }

    proptest! {
        #[test]
        fn marks_lie_within(text in "(?s).{0,500}", query in "\\PC{1,20}") {
            let Ok(query) = parse(&query) else { return Ok(()) };
            let snippet = snippet(&text, &query.terms);
            let length = snippet.text.chars().count();
            prop_assert!(length <= SNIPPET_CHARACTERS + 2);
            let mut end = 0;
            for mark in &snippet.marks {
                prop_assert!(mark.offset >= end && mark.length > 0);
                end = mark.offset + mark.length;
            }
            prop_assert!(end <= length);
        }
    }
}
