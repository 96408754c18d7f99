//! How a text falls into words.
//!
//! Scripts with spaces have words as they are written. Chinese, Japanese, Thai and others write none: there each character is a word
//! of its own, and what is looked for is a row of them. So any part of a sentence is found, also one that is no word of the language.
//! Signs such as emoji are words, too. Punctuation parts words and is none.

use subrosa_words::fold_character;
use unicode_normalization::char::is_combining_mark;

/// Characters that are kept of a word, as it is looked for: more are left away alike in texts and in queries.
pub const WORD_CHARACTERS: usize = 40;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is looked for: folded, of letters, digits, marks and signs, with neither spaces nor ASCII punctuation.
    pub text: String,
    /// Where it begins in the text, in characters.
    pub begin: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether the script writes no spaces, so that the word before it may belong to it.
    pub is_part: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Letter,
    /// A character that is a word by itself.
    Alone,
    /// Belongs to what stands before it.
    Mark,
    Gap,
}

/// Scripts without spaces: Thai, Lao, Burmese, Khmer, kana, Han.
const fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Emoji and other pictures.
const fn is_sign(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
        | '\u{1f000}'..='\u{1faff}' | '€' | '£' | '¥')
}

/// What a character that was folded is.
fn class(character: char) -> Class {
    if character.is_ascii() {
        return if character.is_ascii_alphanumeric() { Class::Letter } else { Class::Gap };
    }
    if is_combining_mark(character) {
        Class::Mark
    } else if is_unspaced(character) {
        if character.is_alphanumeric() { Class::Alone } else { Class::Gap }
    } else if is_sign(character) {
        Class::Alone
    } else if character.is_alphanumeric() {
        Class::Letter
    } else {
        Class::Gap
    }
}

/// The words of a text, in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut making = Making::default();
    for (index, character) in text.chars().enumerate() {
        // One character can stand for several, such as a ligature, and for several words.
        fold_character(character, |part| making.take(index, part));
    }
    making.close();
    making.done
}

/// Words, the last of them in the making.
#[derive(Default)]
struct Making {
    done: Vec<Word>,
    open: Option<Word>,
    /// Whether letters may join it.
    joins: bool,
    length: usize,
}

impl Making {
    fn take(&mut self, index: usize, part: char) {
        let class = class(part);
        if matches!(class, Class::Gap | Class::Alone) || (class == Class::Letter && !self.joins) {
            self.close();
        }
        if class == Class::Gap || (class == Class::Mark && self.open.is_none()) {
            return;
        }
        if self.open.is_none() {
            let is_part = is_unspaced(part);
            self.open = Some(Word { text: String::new(), begin: index, end: index, is_part });
            (self.joins, self.length) = (class == Class::Letter, 0);
        }
        if let Some(word) = &mut self.open {
            word.end = index + 1;
            if self.length < WORD_CHARACTERS {
                word.text.push(part);
                self.length += 1;
            }
        }
    }

    fn close(&mut self) {
        self.done.extend(self.open.take());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn texts_fall_into_words() {
        assert_eq!(texts("Where's my parcel, no. 10-482?"), ["where", "s", "my", "parcel", "no", "10", "482"]);
        assert_eq!(texts("Die Größe: 42½"), ["die", "grosse", "421", "2"]);
        assert_eq!(texts("أين طلبي؟ رقم ١٢٣"), ["اين", "طلبي", "رقم", "123"]);
        assert_eq!(texts("我的订单12号在哪里？"), ["我", "的", "订", "单", "12", "号", "在", "哪", "里"]);
        assert_eq!(texts("ありがとう"), ["あ", "り", "か\u{3099}", "と", "う"]);
        assert_eq!(texts("thanks🎉👍🏽"), ["thanks", "🎉", "👍"]);
        assert_eq!(texts("हिन्दी में"), ["हिन्दी", "में"]);
        assert_eq!(texts("… ?! --"), [] as [&str; 0]);
    }

    #[test]
    fn a_word_says_where_it_stands() {
        let found = words("Ünï 订单!");
        let places: Vec<_> = found.iter().map(|word| (word.begin, word.end, word.is_part)).collect();
        assert_eq!(places, [(0, 3, false), (4, 5, true), (5, 6, true)]);
    }

    #[test]
    fn a_word_has_a_bound() {
        assert_eq!(texts(&"ß".repeat(1_000)), ["s".repeat(WORD_CHARACTERS)]);
    }

    proptest! {
        #[test]
        fn any_text_has_words_in_order_and_whole(text in ".{0,300}") {
            let length = text.chars().count();
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.begin + 1 >= end && word.end > word.begin && word.end <= length);
                end = word.end;
                let clean = |part: char| class(part) != Class::Gap;
                prop_assert!(!word.text.is_empty() && word.text.chars().all(clean), "{:?}", word.text);
                prop_assert!(word.text.chars().count() <= WORD_CHARACTERS);
            }
        }

        /// What was found once is found again: a word looked for is the word that was indexed.
        #[test]
        fn the_words_of_words_are_themselves(text in "\\PC{0,60}") {
            for word in words(&text) {
                prop_assert_eq!(texts(&word.text), [word.text]);
            }
        }
    }
}
