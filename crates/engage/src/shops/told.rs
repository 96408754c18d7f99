//! What both shops' words have in common: amounts, moments and texts, made to fit.

use serde::Deserialize;
use serde_json::Value as Json;
use subrosa_proto::Timestamp;
use subrosa_sheet::{exact_amount, exact_moment, nearest_amount};

/// A number, in a text or bare, as it stands there: never by way of a floating-point number's arithmetic.
fn digits(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// An amount of a currency.
///
/// # Errors
/// The field, and that it is none.
pub(super) fn amount(field: &str, value: &Json, currency: &str) -> Result<i64, String> {
    let amount = digits(value).and_then(|digits| exact_amount(&digits, currency));
    amount.ok_or_else(|| format!("{field}: no amount of {currency}"))
}

/// The price of one, which may have been divided and have more decimals than the currency; 0 where it can't be read: it is shown and
/// adds nothing up.
pub(super) fn price(value: &Json, currency: &str) -> i64 {
    digits(value).and_then(|digits| nearest_amount(&digits, currency)).unwrap_or(0).max(0)
}

/// A moment.
///
/// # Errors
/// The field, and that it is none.
pub(super) fn moment(field: &str, text: &str) -> Result<Timestamp, String> {
    exact_moment(text).ok_or_else(|| format!("{field}: no moment"))
}

/// A text on one line and no longer than this: no order is lost for the name of a thing.
pub(super) fn line(text: &str, most: usize) -> String {
    // What no line may have: ends of lines, tabs, controls, and marks that turn what follows around.
    let is_stray = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
            || ('\u{202a}'..='\u{202e}').contains(&letter)
            || ('\u{2066}'..='\u{2069}').contains(&letter)
    };
    let plain: String = text.chars().map(|letter| if is_stray(letter) { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

/// The name of a thing, which is never empty.
pub(super) fn name(text: &str, most: usize) -> String {
    given(Some(text.to_owned()), most).unwrap_or_else(|| "–".to_owned())
}

/// The same of a text that may be absent; an empty one is.
pub(super) fn given(text: Option<String>, most: usize) -> Option<String> {
    text.map(|text| line(&text, most)).filter(|text| !text.trim().is_empty())
}

/// The id of what was deleted.
///
/// # Errors
/// That there is none.
pub(super) fn reference(body: &[u8]) -> Result<String, String> {
    #[derive(Deserialize)]
    struct Deleted {
        id: i64,
    }
    let deleted: Result<Deleted, _> = serde_json::from_slice(body);
    deleted.map(|deleted| deleted.id.to_string()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_read_bare_and_in_texts() {
        assert_eq!(amount("total", &json!("49.90"), "EUR"), Ok(4_990));
        assert_eq!(amount("total", &json!(29.99), "USD"), Ok(2_999));
        assert_eq!(amount("total", &json!(null), "EUR"), Err("total: no amount of EUR".to_owned()));
        assert_eq!(price(&json!(6.666_666_67), "EUR"), 667);
        assert_eq!((price(&json!(1e-9), "EUR"), price(&json!(-3), "EUR"), price(&json!([]), "EUR")), (0, 0, 0));
    }

    #[test]
    fn texts_are_made_to_fit() {
        assert_eq!(line(" two\nlines\u{202e} and\ttabs ", 100), "two lines and tabs");
        assert_eq!(line(&"ü".repeat(300), 200).chars().count(), 200);
        assert_eq!((given(Some(" \n".to_owned()), 9), given(None, 9)), (None, None));
        assert_eq!(name("\t", 9), "–");
        assert_eq!(reference(br#"{"id": 727}"#), Ok("727".to_owned()));
        assert!(reference(b"{}").is_err());
    }
}
