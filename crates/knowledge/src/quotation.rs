//! What of a passage is quoted: the sentences that stand together and have most of what was asked for.

use std::collections::{BTreeSet, HashSet};

use subrosa_words::trigrams;
use unicode_segmentation::UnicodeSegmentation;

use crate::limits::QUOTATION_CHARACTERS;

/// The groups of three letters of a word.
type Letters = BTreeSet<[char; 3]>;

/// A sentence, by the bytes at which it begins and ends.
struct Sentence {
    start: usize,
    end: usize,
    characters: usize,
    /// Which of the terms it has.
    terms: Vec<bool>,
}

/// A part of the text, word for word, from the beginning of a sentence to the end of one. All of a short text; of a long one the
/// sentences that have the most of the terms, the earliest of these. Only a sentence that is too long by itself is cut, which is shown.
pub(crate) fn quotation(text: &str, terms: &[String]) -> String {
    if text.chars().count() <= QUOTATION_CHARACTERS {
        return text.to_owned();
    }
    let sentences = sentences(text, terms);
    let mut best: Option<(usize, usize, usize)> = None;
    for first in 0..sentences.len() {
        let mut had = vec![false; terms.len()];
        let mut characters = 0;
        let mut last = first;
        for (place, sentence) in sentences.iter().enumerate().skip(first) {
            characters += sentence.characters;
            if characters > QUOTATION_CHARACTERS && place > first {
                break;
            }
            last = place;
            had.iter_mut().zip(&sentence.terms).for_each(|(had, has)| *had |= has);
        }
        let count = had.iter().filter(|had| **had).count();
        if best.is_none_or(|(most, ..)| count > most) {
            best = Some((count, first, last));
        }
    }
    let part = best.and_then(|(_, first, last)| text.get(sentences.get(first)?.start..sentences.get(last)?.end));
    let part = part.unwrap_or(text).trim();
    match part.char_indices().nth(QUOTATION_CHARACTERS) {
        Some((end, _)) => format!("{}…", part[..end].trim_end()),
        None => part.to_owned(),
    }
}

/// The sentences of a text by UAX #29; a line ends one, too.
fn sentences(text: &str, terms: &[String]) -> Vec<Sentence> {
    let letters: Vec<_> = terms.iter().map(|term| trigrams(term)).collect();
    text.split_sentence_bound_indices()
        .map(|(start, sentence)| {
            let words: HashSet<String> = subrosa_words::words(sentence).into_iter().collect();
            let has = |(term, letters): (&String, &Letters)| {
                words.contains(term) || words.iter().any(|word| resembles(&trigrams(word), letters))
            };
            let terms = terms.iter().zip(&letters).map(has).collect();
            Sentence { start, end: start + sentence.len(), characters: sentence.chars().count(), terms }
        })
        .collect()
}

/// Whether one word stands for another, as it does in the index: by 60 % of their groups of letters.
fn resembles(one: &Letters, other: &Letters) -> bool {
    100 * 2 * one.intersection(other).count() >= 60 * (one.len() + other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentences_that_fit_word_for_word() {
        let filler = "Our workshop stands by the river and has done so for forty years. ".repeat(12);
        let text = format!("{filler}A cracked bowl is replaced at once. You need not send it back. {filler}");
        let quoted = quotation(&text, &["bowls".to_owned(), "cracked".to_owned()]);
        assert!(quoted.contains("A cracked bowl is replaced at once. You need not send it back."), "{quoted}");
        assert!(text.contains(&quoted) && quoted.chars().count() <= QUOTATION_CHARACTERS);
    }

    #[test]
    fn a_short_text_is_quoted_whole_and_one_endless_sentence_is_cut() {
        assert_eq!(quotation("Thirty days.\n\n– free", &["days".to_owned()]), "Thirty days.\n\n– free");
        let endless = "vase ".repeat(400);
        let quoted = quotation(&endless, &["vase".to_owned()]);
        assert!(quoted.ends_with('…') && quoted.chars().count() <= QUOTATION_CHARACTERS + 1);
    }

    proptest::proptest! {
        #[test]
        fn it_is_a_part_of_the_text(text in "[a-z .!\n]{0,2000}", term in "[a-z]{1,5}") {
            let quoted = quotation(&text, &[term]);
            proptest::prop_assert!(text.contains(quoted.trim_end_matches('…')));
        }
    }
}
