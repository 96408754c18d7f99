//! One form for all ways to write a word: without case, accents of Latin, Greek and Cyrillic letters, vowel marks of Arabic
//! and Hebrew, and width.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Marks that writers leave out. Those of other scripts, such as the vowels of Indic ones, make another word.
const fn is_dropped(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// The text in its one form. It can be some times as long: a sign for a whole word becomes that word.
#[must_use]
pub fn fold(text: &str) -> String {
    // Upper case first, so that ß meets SS and the two small sigmas meet each other.
    text.nfkd()
        .filter(|&letter| !is_dropped(letter))
        .map(|letter| if letter == '’' { '\'' } else { letter })
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|&letter| !is_dropped(letter))
        .collect()
}

/// The words of a text, each in its one form, as UAX #29 divides them. Scripts without spaces give one word a sign.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    fold(text).unicode_words().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_all_ways_to_write() {
        for [one, other] in [
            ["STRASSE", "straße"],
            ["Café", "cafe"],
            ["ΟΔΟΣ", "οδός"],
            ["İSTANBUL", "istanbul"],
            ["ﬁne", "FINE"],
            ["كِتَاب", "كتاب"],
            ["ＡＢＣ", "abc"],
            ["ПРИВЕТ", "привет"],
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        assert_ne!(fold("कि"), fold("का"));
    }

    #[test]
    fn words_of_any_script() {
        assert_eq!(words("Where's my order?!"), ["where's", "my", "order"]);
        assert_eq!(words("返品したい")[..2], ["返", "品"]);
        assert!(words("👍 …").is_empty());
    }
}
