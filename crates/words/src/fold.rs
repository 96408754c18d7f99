//! One form for all ways to write a word: large and small letters, with marks and without, wide and narrow, and what those type
//! who lack a key.

use unicode_normalization::char::decompose_compatible;
use unicode_segmentation::UnicodeSegmentation;

/// Marks that are left away: accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic, the Arabic line that only makes
/// a word longer, shades of emoji. Marks of other scripts are letters of their own and stay.
const fn is_left_away(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Letters that have no decomposition, and are typed in another way by those who lack the key.
const fn typed(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        '’' => "'",
        // The same sound at a word's end.
        'ى' => "ي",
        'ة' => "ه",
        _ => return None,
    })
}

/// The digits of Arabic and Persian as those of everyone else.
const fn digit(character: char) -> Option<char> {
    let base = match character {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        _ => return None,
    };
    char::from_u32(character as u32 - base + '0' as u32)
}

/// Gives what a character is in that form: nothing, or some letters.
pub fn fold_character(character: char, mut give: impl FnMut(char)) {
    if character.is_ascii() {
        return give(character.to_ascii_lowercase());
    }
    decompose_compatible(character, |part| {
        for small in part.to_lowercase() {
            if is_left_away(small) {
                continue;
            }
            match (typed(small), digit(small)) {
                (Some(letters), _) => letters.chars().for_each(&mut give),
                (None, Some(digit)) => give(digit),
                (None, None) => give(small),
            }
        }
    });
}

/// A text in that form. It can be some times as long: a sign for a whole word becomes that word.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        fold_character(character, |letter| folded.push(letter));
    }
    folded
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
    fn what_stands_for_each_other_is_the_same() {
        for (one, other) in [
            ("Straße", "STRASSE"),
            ("Müller", "muller"),
            ("Zoë Œuvre", "zoe oeuvre"),
            ("Łódź", "lodz"),
            ("İstanbul Yılmaz", "istanbul yilmaz"),
            ("ΌΔΟΣ", "οδοσ"),
            ("Ёлка", "елка"),
            ("أَهْلًا", "اهلا"),
            ("مدرسة", "مدرسه"),
            ("الطـــلب ١٢٣", "الطلب 123"),
            ("שָׁלוֹם", "שלום"),
            ("ＡＢＣ１２", "abc12"),
            ("ﬁn", "fin"),
            ("ПРИВЕТ", "привет"),
            ("Where’s", "where's"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        assert_ne!(fold("कि"), fold("कु"), "vowel signs of Devanagari tell words apart");
    }

    #[test]
    fn words_of_any_script() {
        assert_eq!(words("Where's my order?!"), ["where's", "my", "order"]);
        assert_eq!(words("返品したい")[..2], ["返", "品"]);
        assert!(words("👍 …").is_empty());
    }
}
