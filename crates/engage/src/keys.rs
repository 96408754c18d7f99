//! How identities, order numbers and postcodes are compared: people write the same in many ways.

use std::fmt::Write;

use subrosa_flow::digits;
use subrosa_proto::contact::IdentityKind;
use subrosa_proto::limits::{IDENTITY_CHARACTERS, ORDER_NUMBER_CHARACTERS};
use subrosa_proto::text;

/// Digits of a phone number: at most fifteen (ITU-T E.164); fewer than five are an extension.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 5..=15;
/// Digits that two writings of a phone number must share, when one of them has no country.
const SHARED_DIGITS: usize = 7;

/// An identity as it is kept and compared; nothing when it is none.
pub(crate) fn identity(kind: IdentityKind, text: &str) -> Option<String> {
    match kind {
        IdentityKind::Email => email(text),
        IdentityKind::Phone => phone(text),
        IdentityKind::ExternalId => external_id(text),
        IdentityKind::Subrosa => None,
    }
}

/// An e-mail address in lower case. Mailboxes that differ by case alone exist in the standard (RFC 5321, 2.3.11) and nowhere else.
pub(crate) fn email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (local, domain) = text.rsplit_once('@')?;
    let is_plain = |part: &str| {
        let fits = |letter: char| !letter.is_whitespace() && !letter.is_control() && !"@,;<>".contains(letter);
        !part.is_empty() && part.chars().all(fits)
    };
    let fits = is_plain(local) && is_plain(domain) && text.chars().count() <= IDENTITY_CHARACTERS;
    (fits && text::check_line(&text, IDENTITY_CHARACTERS, false).is_ok()).then_some(text)
}

/// A phone number as its digits, with `+` where the country stands before them.
pub(crate) fn phone(text: &str) -> Option<String> {
    let text = digits(text.trim());
    let is_abroad = text.starts_with('+') || text.starts_with("00");
    let mut number = String::with_capacity(16);
    for letter in text.trim_start_matches('+').chars() {
        match letter {
            '0'..='9' => number.push(letter),
            ' ' | '-' | '(' | ')' | '/' | '.' | '\u{a0}' | '\u{202f}' => {}
            _ => return None,
        }
    }
    if !text.starts_with('+') && is_abroad {
        number.drain(..2);
    }
    PHONE_DIGITS.contains(&number.len()).then(|| if is_abroad { format!("+{number}") } else { number })
}

/// Whether two phone numbers, as [`phone`] gives them, may be the same: with and without the country they end alike.
pub(crate) fn is_same_phone(one: &str, other: &str) -> bool {
    if one.starts_with('+') && other.starts_with('+') {
        return one == other;
    }
    let national = |number: &str| number.trim_start_matches(['+', '0']).to_owned();
    let (one, other) = (national(one), national(other));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.len() >= SHARED_DIGITS && long.ends_with(&short)
}

/// What the brand's own systems call someone: as it is.
pub(crate) fn external_id(text: &str) -> Option<String> {
    let text = text.trim();
    text::check_line(text, IDENTITY_CHARACTERS, false).is_ok().then(|| text.to_owned())
}

/// A postcode without what people put between its letters.
pub(crate) fn postcode(text: &str) -> Option<String> {
    let letters = letters(text, 12);
    (letters.len() >= 2).then_some(letters)
}

/// An order's number without marks and spaces: `# rw-10482` and `RW 10482` are one.
pub(crate) fn order_number(text: &str) -> Option<String> {
    let letters = letters(text, ORDER_NUMBER_CHARACTERS);
    (!letters.is_empty()).then_some(letters)
}

/// Letters and digits in capitals, up to so many.
fn letters(text: &str, most: usize) -> String {
    let mut kept = String::new();
    for letter in digits(text).chars().filter(|letter| letter.is_alphanumeric()).take(most) {
        // Writing into a string can't fail.
        let _ = write!(kept, "{}", letter.to_uppercase());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_compared_without_case() {
        assert_eq!(email(" Ada@Example.ORG "), Some("ada@example.org".to_owned()));
        for wrong in ["", "ada", "@example.org", "ada@", "a b@example.org", "a@b@c", "a\u{0}@b.org"] {
            assert_eq!(email(wrong), None, "{wrong}");
        }
        assert_eq!(email(&format!("{}@example.org", "x".repeat(300))), None);
    }

    #[test]
    fn phones_are_their_digits() {
        assert_eq!(phone("+49 (170) 123-45 67"), Some("+491701234567".to_owned()));
        assert_eq!(phone("0049 170 1234567"), Some("+491701234567".to_owned()));
        assert_eq!(phone("0170/1234567"), Some("01701234567".to_owned()));
        assert_eq!(phone("٠١٧٠١٢٣٤٥٦٧"), Some("01701234567".to_owned()));
        for wrong in ["", "+", "1234", "12345 ext. 6", "+1234567890123456", "call me"] {
            assert_eq!(phone(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_phone_with_and_without_its_country_is_one() {
        assert!(is_same_phone("+491701234567", "01701234567"));
        assert!(is_same_phone("1701234567", "01701234567"));
        assert!(!is_same_phone("+491701234567", "+431701234567"));
        assert!(!is_same_phone("+491701234567", "34567"));
        assert!(!is_same_phone("+491701234567", "01701234568"));
    }

    #[test]
    fn numbers_and_postcodes_are_letters_and_digits() {
        assert_eq!(order_number("# rw-10482 "), Some("RW10482".to_owned()));
        assert_eq!(order_number("RW 10482"), Some("RW10482".to_owned()));
        assert_eq!(order_number("#--"), None);
        assert_eq!(order_number(&"9".repeat(500)).map(|key| key.len()), Some(40));
        assert_eq!(postcode("sw1a 1aa"), Some("SW1A1AA".to_owned()));
        assert_eq!(postcode("1"), None);
    }
}
