//! How much one text resembles another: by the words and by the groups of three letters that both have.

use std::collections::BTreeSet;

use crate::words;

/// A text taken apart for comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    words: BTreeSet<String>,
    letters: BTreeSet<[char; 3]>,
}

impl Likeness {
    /// Takes a text apart. Bound its length before.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words: BTreeSet<String> = words(text).into_iter().collect();
        let letters = words.iter().flat_map(|word| trigrams(word)).collect();
        Self { words, letters }
    }

    /// From 0 (nothing in common) to 100 (the same words): the mean of both Dice coefficients, twice what is shared over
    /// what both have. Words weigh what is meant, letters forgive how it is spelt.
    #[must_use]
    pub fn percent(&self, other: &Self) -> u8 {
        let dice = |shared: usize, both: usize| (200 * shared).checked_div(both).unwrap_or(0);
        let by_words = dice(self.words.intersection(&other.words).count(), self.words.len() + other.words.len());
        let by_letters =
            dice(self.letters.intersection(&other.letters).count(), self.letters.len() + other.letters.len());
        u8::try_from(usize::midpoint(by_words, by_letters)).unwrap_or(100)
    }
}

/// The groups of three letters of a word, each once. It has spaces around, so that its beginning and its end count too and a short
/// word has groups at all.
#[must_use]
pub fn trigrams(word: &str) -> BTreeSet<[char; 3]> {
    let padded: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
    padded.windows(3).filter_map(|three| <[char; 3]>::try_from(three).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(one: &str, other: &str) -> u8 {
        Likeness::of(one).percent(&Likeness::of(other))
    }

    #[test]
    fn the_same_question_in_other_words_is_near() {
        assert_eq!(percent("Where is my order?", "where is my ORDER"), 100);
        assert!(percent("where is my oder", "where is my order") >= 60);
        assert!(percent("hi, where is my order please", "where is my order") >= 60);
        assert!(percent("what are your opening hours", "where is my order") < 30);
        assert_eq!(percent("", "where is my order"), 0);
        assert_eq!(percent("", ""), 0);
    }

    #[test]
    fn a_word_of_one_letter_has_letters() {
        assert_eq!(trigrams("a").into_iter().collect::<Vec<_>>(), [[' ', 'a', ' ']]);
        assert_eq!(trigrams("").len(), 0);
    }
}
