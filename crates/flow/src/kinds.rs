//! Which answers fit which kind of variable.

use jiff::civil::Date;

use crate::flow::{Choice, Kind, Variable};
use crate::limits::VALUE_CHARACTERS;
use crate::number::Number;
use crate::value::Scalar;
use crate::words::{Sentences, words};

/// Whether a variable may hold a value.
pub(crate) fn fits(variable: &Variable, value: &Scalar) -> bool {
    match (variable.kind, value) {
        (Kind::Text, Scalar::Text(_)) | (Kind::Number, Scalar::Number(_)) | (Kind::YesNo, Scalar::YesNo(_)) => true,
        (Kind::Email, Scalar::Text(text)) => email(text).is_some(),
        (Kind::Date, Scalar::Text(text)) => text.len() == 10 && text.parse::<Date>().is_ok(),
        (Kind::Choice, Scalar::Text(text)) => variable.choices.iter().any(|choice| choice.value == *text),
        _ => false,
    }
}

/// What a customer's words mean for a variable; none when they don't fit.
pub(crate) fn read(variable: &Variable, text: &str, sentences: &Sentences) -> Option<Scalar> {
    let text = text.trim();
    match variable.kind {
        Kind::Text => (!text.is_empty()).then(|| Scalar::text(text)),
        Kind::Number => number(text).map(Scalar::Number),
        Kind::Email => email(text).map(Scalar::text),
        Kind::Date => date(text).map(|date| Scalar::text(date.to_string())),
        Kind::Choice => {
            let labels = variable.choices.iter().map(Choice::label);
            let index = choice(text, labels).or_else(|| {
                let said = words(text);
                variable.choices.iter().position(|choice| words(&choice.value) == said)
            })?;
            variable.choices.get(index).map(|choice| Scalar::text(&choice.value))
        }
        Kind::YesNo => yes_or_no(text, sentences).map(Scalar::YesNo),
    }
}

/// Yes, no, or neither.
pub(crate) fn yes_or_no(text: &str, sentences: &Sentences) -> Option<bool> {
    let said = words(text);
    let is = |word: &str, more: &[&str]| words(word) == said || more.iter().any(|other| words(other) == said);
    if is(sentences.yes, sentences.yes_words) {
        Some(true)
    } else {
        is(sentences.no, sentences.no_words).then_some(false)
    }
}

/// Which of several offered answers someone means: by its words, or by its number from 1.
pub(crate) fn choice<'l>(text: &str, labels: impl Iterator<Item = &'l str> + Clone) -> Option<usize> {
    let said = words(text);
    if said.is_empty() {
        return None;
    }
    let by_words = labels.clone().position(|label| words(label) == said);
    by_words.or_else(|| {
        let number: usize = digits(text.trim().trim_end_matches(['.', ')'])).parse().ok()?;
        number.checked_sub(1).filter(|&index| index < labels.count())
    })
}

/// The text with the digits of all scripts that a customer may write as those of ours.
#[must_use]
pub fn digits(text: &str) -> String {
    let plain = |letter: char| {
        let zero = match letter {
            '\u{660}'..='\u{669}' => 0x660,
            '\u{6f0}'..='\u{6f9}' => 0x6f0,
            '\u{966}'..='\u{96f}' => 0x966,
            '\u{ff10}'..='\u{ff19}' => 0xff10,
            '\u{66b}' => return '.',
            letter => return letter,
        };
        char::from_digit(u32::from(letter) - zero, 10).unwrap_or(letter)
    };
    text.chars().map(plain).collect()
}

/// A number with a point or a comma before its decimals. `1,000` is a thousand to some and one to others, so it is neither.
fn number(text: &str) -> Option<Number> {
    let text = digits(text).replace(',', ".");
    let text = text.strip_prefix('+').unwrap_or(&text);
    let is_ambiguous =
        text.split_once('.').is_some_and(|(whole, rest)| rest.len() == 3 && !whole.trim_matches(['-', '0']).is_empty());
    if is_ambiguous { None } else { text.parse().ok() }
}

/// The form of an address, not whether it exists.
fn email(text: &str) -> Option<&str> {
    let text = text.trim_start_matches('<').trim_end_matches(['>', '.', ',']);
    let (local, domain) = text.rsplit_once('@')?;
    let is_plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
            && part
                .chars()
                .all(|letter| !letter.is_whitespace() && !letter.is_control() && !"@,;:<>()[]\"\\".contains(letter))
    };
    let fits = is_plain(local) && local.chars().count() <= 64 && is_plain(domain) && domain.contains('.');
    (fits && text.chars().count() <= VALUE_CHARACTERS.min(254)).then_some(text)
}

/// A day as `2026-12-24`, `24.12.2026`, or with slashes where only one reading is a day.
fn date(text: &str) -> Option<Date> {
    let text = digits(text);
    if let Some(parts) = three(&text, '-') {
        return day(parts[0], parts[1], parts[2]).filter(|_| text.find('-') == Some(4));
    }
    if let Some(parts) = three(&text, '.') {
        return day(parts[2], parts[1], parts[0]);
    }
    let parts = three(&text, '/')?;
    if parts[0] > 31 {
        return day(parts[0], parts[1], parts[2]);
    }
    match (day(parts[2], parts[1], parts[0]), day(parts[2], parts[0], parts[1])) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => one.or(other),
    }
}

fn three(text: &str, between: char) -> Option<[i16; 3]> {
    let parts: Vec<i16> = text.split(between).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    parts.try_into().ok()
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    let in_reach = (1900..=2200).contains(&year);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| in_reach)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sentences;

    fn said(kind: Kind, text: &str) -> Option<String> {
        let choice = |value: &str, text: &str| Choice { value: value.to_owned(), text: Some(text.to_owned()) };
        let choices = vec![choice("refund", "Money back"), choice("exchange", "Another size")];
        let variable = Variable { kind, choices, default: None };
        let value = read(&variable, text, sentences("de"))?;
        assert!(fits(&variable, &value), "{value}");
        Some(value.to_string())
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, number) in [("12", "12"), (" 3,5 ", "3.5"), ("-0.25", "-0.25"), ("١٢", "12"), ("0,125", "0.125")] {
            assert_eq!(said(Kind::Number, text).as_deref(), Some(number), "{text}");
        }
        for text in ["", "twelve", "1,000", "12.500", "1.2.3", "99999999999"] {
            assert_eq!(said(Kind::Number, text), None, "{text}");
        }
    }

    #[test]
    fn addresses_by_their_form() {
        for text in ["ada@example.com", "<ada@example.com>", "a.b+c@sub.example.org.", "ä@exämple.de"] {
            assert!(said(Kind::Email, text).is_some(), "{text}");
        }
        for text in
            ["", "ada", "ada@", "@example.com", "ada@example", "a b@example.com", "a@b@c.d", "a@.com", "a..b@c.de"]
        {
            assert_eq!(said(Kind::Email, text), None, "{text}");
        }
    }

    #[test]
    fn days_in_one_form() {
        for text in ["2026-12-24", "24.12.2026", "24/12/2026", "12/24/2026", "2026/12/24", "24. 12. 2026", "٢٤/١٢/٢٠٢٦"]
        {
            assert_eq!(said(Kind::Date, text).as_deref(), Some("2026-12-24"), "{text}");
        }
        for text in ["", "tomorrow", "2026-02-30", "24-12-2026", "5/6/2026", "24.12.26", "24.12"] {
            assert_eq!(said(Kind::Date, text), None, "{text}");
        }
        assert_eq!(said(Kind::Date, "6/6/2026").as_deref(), Some("2026-06-06"));
    }

    #[test]
    fn choices_by_words_value_or_number() {
        for text in ["money BACK!", "refund", "1", "1.", "١"] {
            assert_eq!(said(Kind::Choice, text).as_deref(), Some("refund"), "{text}");
        }
        for text in ["", "3", "0", "money"] {
            assert_eq!(said(Kind::Choice, text), None, "{text}");
        }
        assert_eq!(said(Kind::YesNo, "Ja!").as_deref(), Some("true"));
        assert_eq!(said(Kind::YesNo, "nö").as_deref(), Some("false"));
        assert_eq!(said(Kind::YesNo, "vielleicht"), None);
    }
}
