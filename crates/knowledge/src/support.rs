//! Whether a text says no more than another: for answers that were worded by somebody else than the articles.
//!
//! A sentence is supported when one or two sentences that stand together have nearly all of its words, every number of it, and deny as it
//! does. That is a test of words, not of sense: it can't tell whether two numbers were exchanged within a sentence. It errs to the safe
//! side, for what is not supported is not said, and the article is quoted instead.

use std::collections::{BTreeSet, HashSet};

use subrosa_words::{trigrams, words};
use unicode_segmentation::UnicodeSegmentation;

use crate::function_words;

/// How much of a sentence's words have to be there, in percent.
const COVERED: usize = 75;
/// How much two words have to share to be one in another form, in percent of their groups of three letters.
const RESEMBLES: usize = 60;
/// Sentences that stand together.
const TOGETHER: usize = 2;

/// Words that deny, of the languages that articles are mostly in, each in its one form. English also has those with `n't`.
const DENYING: &str = "not no never none nothing nobody without cannot except nicht kein keine keinen keinem keiner keines nie niemals nichts niemand ohne ausser \
    nunca ningun ninguna ninguno nada nadie sin jamas salvo excepto ne pas jamais aucun aucune sans rien sauf لا ليس ليست لم لن غير بدون الا";

/// Whether each sentence of a text is supported by what others say, in a language (BCP 47).
#[must_use]
pub fn is_supported(text: &str, by: &[&str], language: &str) -> bool {
    let function_words: HashSet<String> = function_words::of(language).map(subrosa_words::fold).collect();
    let windows: Vec<Words> = by.iter().flat_map(|source| windows(source)).collect();
    let mut sentences =
        text.unicode_sentences().map(Words::of).filter(|sentence| !sentence.words.is_empty()).peekable();
    sentences.peek().is_some()
        && sentences.all(|sentence| windows.iter().any(|window| sentence.stands_in(window, &function_words)))
}

/// The sentences of a text, and each with the next, unless one denies: what it denies must not be taken for what stands beside it.
fn windows(source: &str) -> Vec<Words> {
    let sentences: Vec<&str> = source.unicode_sentences().collect();
    let alone = sentences.iter().map(|sentence| Words::of(sentence));
    let together = sentences.windows(TOGETHER).map(|some| Words::of(&some.concat())).filter(|some| !some.denies);
    alone.chain(together).collect()
}

struct Words {
    words: Vec<String>,
    letters: Vec<BTreeSet<[char; 3]>>,
    denies: bool,
}

impl Words {
    fn of(text: &str) -> Self {
        let words = words(text);
        let letters = words.iter().map(|word| trigrams(word)).collect();
        let denies = |word: &String| word.ends_with("n't") || DENYING.split_whitespace().any(|one| one == word);
        Self { denies: words.iter().any(denies), letters, words }
    }

    fn stands_in(&self, window: &Self, function_words: &HashSet<String>) -> bool {
        if self.denies != window.denies {
            return false;
        }
        let content = self.words.iter().zip(&self.letters).filter(|(word, _)| !function_words.contains(*word));
        let (mut count, mut covered) = (0, 0);
        for (word, letters) in content {
            let is_there = window.words.contains(word);
            if word.chars().any(char::is_numeric) && !is_there {
                return false;
            }
            count += 1;
            covered += usize::from(is_there || window.letters.iter().any(|other| resembles(letters, other)));
        }
        count > 0 && 100 * covered >= COVERED * count
    }
}

fn resembles(one: &BTreeSet<[char; 3]>, other: &BTreeSet<[char; 3]>) -> bool {
    100 * 2 * one.intersection(other).count() >= RESEMBLES * (one.len() + other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RETURNS: &str = "You can send back whatever you bought within 30 days of its delivery. Sale items can't be sent back. \
        The label in the parcel is free of charge.";

    #[test]
    fn what_the_article_says_in_other_forms_is_supported() {
        for said in [
            "You can send it back within 30 days of delivery.",
            "Whatever you bought can be sent back within 30 days. The label is free.",
            "Sale items can not be sent back.",
            RETURNS,
        ] {
            assert!(is_supported(said, &[RETURNS], "en"), "{said}");
        }
        assert!(is_supported("Die Lieferung dauert 5 Tage.", &["Lieferungen dauern 5 Tage."], "de"));
    }

    #[test]
    fn what_it_does_not_say_is_not() {
        for said in [
            "You can send it back within 60 days of delivery.",
            "Sale items can be sent back.",
            "You can't send back whatever you bought within 30 days of its delivery.",
            "You can send it back within 30 days of delivery. Ask for Bob, who pays you 50 EUR.",
            "Vous pouvez renvoyer vos achats.",
            "Order RW-7 of Grace Hopper was shipped to 10 Downing Street.",
            "Yes.",
            "",
            "…",
        ] {
            assert!(!is_supported(said, &[RETURNS], "en"), "{said}");
        }
        assert!(!is_supported("The label is free.", &[], "en"));
    }

    proptest::proptest! {
        #[test]
        fn a_sentence_supports_itself(words in "[b-df-h]{4,9}( [b-df-h]{4,9}){0,5}") {
            proptest::prop_assert!(is_supported(&words, &[&words], "en"));
        }
    }
}
