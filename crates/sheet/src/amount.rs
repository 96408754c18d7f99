//! Amounts of money: as programs write them, and as people do. Never by way of a floating-point number.

use subrosa_proto::import::DecimalMark;
use subrosa_proto::money;

/// Signs that stand before or behind an amount.
const SIGNS: &str = "€$£¥₹₩₽₺₴₫₪₱₦₡₲₵₸₼₾฿¤";

/// Why a text is no amount of a currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongAmount {
    #[error("no amount")]
    NoAmount,
    #[error("more decimals than {0} has")]
    Decimals(String),
    #[error("an amount of {0}")]
    Currency(String),
}

/// A decimal number with a point, as a whole number of the currency's smallest unit; nothing when it is none, or has more decimals than
/// the currency.
#[must_use]
pub fn exact_amount(text: &str, currency: &str) -> Option<i64> {
    let (sign, digits) = signed(text.trim());
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    sized(whole, part, currency).ok().map(|amount| sign * amount)
}

/// The same for a number that may have more decimals than the currency, such as a row's total divided by its quantity: the nearest
/// amount, half away from zero.
#[must_use]
pub fn nearest_amount(text: &str, currency: &str) -> Option<i64> {
    let (sign, digits) = signed(text.trim());
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if !is_digits(part) {
        return None;
    }
    let (kept, rest) = part.split_at(places(currency).min(part.len()));
    let down = sized(whole, kept, currency).ok()?;
    let is_up = rest.bytes().next().is_some_and(|digit| digit >= b'5');
    Some(sign * (down + i64::from(is_up)))
}

/// An amount as people write it, with this mark before the decimals: `1.234,50 €`, `EUR 1 234.5`, `-3`.
///
/// # Errors
/// [`WrongAmount`]: digits in wrong groups, more decimals than the currency has, another currency beside it.
pub fn amount(text: &str, currency: &str, mark: DecimalMark) -> Result<i64, WrongAmount> {
    let plain =
        text.replace(['\u{2212}', '\u{fe63}', '\u{ff0d}'], "-").replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ");
    let (sign, rest) = signed(plain.trim());
    let is_beside = |letter: char| letter.is_alphabetic() || letter == ' ' || SIGNS.contains(letter);
    let beside: String = rest.chars().filter(|letter| letter.is_alphabetic()).collect();
    if beside.len() == 3 && money::is_currency(&beside.to_ascii_uppercase()) && !beside.eq_ignore_ascii_case(currency) {
        return Err(WrongAmount::Currency(beside.to_ascii_uppercase()));
    }
    let (inner, digits) = signed(rest.trim_matches(is_beside));
    if sign < 0 && inner < 0 {
        return Err(WrongAmount::NoAmount);
    }
    let (decimal, group) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (whole, part) = digits.split_once(decimal).unwrap_or((digits, ""));
    let whole = ungrouped(whole, group).ok_or(WrongAmount::NoAmount)?;
    Ok(sign * inner * sized(&whole, part, currency)?)
}

/// The digits of a whole number whose thousands may be set apart.
fn ungrouped(whole: &str, group: char) -> Option<String> {
    let marks = [group, ' ', '\'', '’'];
    let mut groups = whole.split(marks);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let mut is_grouped = false;
    for group in groups {
        is_grouped = true;
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    (!is_grouped || (1..=3).contains(&first.len())).then_some(digits)
}

/// The amount of these digits before and behind the mark.
fn sized(whole: &str, part: &str, currency: &str) -> Result<i64, WrongAmount> {
    let (places, part) = (places(currency), part.trim_end_matches('0'));
    if whole.is_empty() || !is_digits(whole) || !is_digits(part) {
        return Err(WrongAmount::NoAmount);
    }
    if part.len() > places {
        return Err(WrongAmount::Decimals(currency.to_owned()));
    }
    format!("{whole}{part:0<places$}").parse().map_err(|_| WrongAmount::NoAmount)
}

fn places(currency: &str) -> usize {
    usize::try_from(money::decimals(currency)).unwrap_or(0)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn signed(text: &str) -> (i64, &str) {
    text.strip_prefix('-').map_or((1, text), |digits| (-1, digits.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_write_a_point_and_nothing_else() {
        assert_eq!(exact_amount("49.90", "EUR"), Some(4_990));
        assert_eq!(exact_amount("0.1", "EUR"), Some(10));
        assert_eq!(exact_amount("-5.00", "EUR"), Some(-500));
        assert_eq!(exact_amount("1990.00", "JPY"), Some(1_990));
        assert_eq!(exact_amount("1.234", "KWD"), Some(1_234));
        for wrong in ["1.234", "1e3", "", ".", "1,00", "1 000", "--1", &"9".repeat(30)] {
            assert_eq!(exact_amount(wrong, "EUR"), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_divided_is_rounded() {
        assert_eq!(nearest_amount("6.66666667", "EUR"), Some(667));
        assert_eq!(nearest_amount("21.989999999999998", "EUR"), Some(2_199));
        assert_eq!(nearest_amount("3", "EUR"), Some(300));
        assert_eq!(nearest_amount("0.004", "EUR"), Some(0));
        assert_eq!(nearest_amount("-0.005", "EUR"), Some(-1));
        assert_eq!(nearest_amount("1990.5", "JPY"), Some(1_991));
        for wrong in ["1e-7", "1.2.3", "1.0x", ""] {
            assert_eq!(nearest_amount(wrong, "EUR"), None, "{wrong}");
        }
    }

    #[test]
    fn people_write_amounts_in_many_ways() {
        let (comma, point) = (DecimalMark::Comma, DecimalMark::Point);
        let right = [
            ("1.234,50 €", comma, 123_450),
            ("EUR 1 234,5", comma, 123_450),
            ("1\u{a0}234\u{202f}567,00", comma, 123_456_700),
            ("12,9", comma, 1_290),
            ("1'234.50", point, 123_450),
            ("€1,234.50", point, 123_450),
            ("-€3", point, -300),
            ("€ -3", point, -300),
            ("\u{2212}3.10 eur", point, -310),
            ("49.900", point, 4_990),
        ];
        for (text, mark, wanted) in right {
            assert_eq!(amount(text, "EUR", mark), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_amounts_means_none() {
        let (comma, point) = (DecimalMark::Comma, DecimalMark::Point);
        // Read with the other mark, a thousand would become a one, or the other way round.
        assert_eq!(amount("12.50", "EUR", comma), Err(WrongAmount::NoAmount));
        assert_eq!(amount("12,50", "EUR", point), Err(WrongAmount::NoAmount));
        assert_eq!(amount("1.234.50", "EUR", comma), Err(WrongAmount::NoAmount));
        assert_eq!(amount("1234.567", "EUR", comma), Err(WrongAmount::NoAmount));
        assert_eq!(amount("1.2345", "EUR", point), Err(WrongAmount::Decimals("EUR".to_owned())));
        assert_eq!(amount("19.9", "JPY", point), Err(WrongAmount::Decimals("JPY".to_owned())));
        assert_eq!(amount("12.50 USD", "EUR", point), Err(WrongAmount::Currency("USD".to_owned())));
        for wrong in ["", "free", "-", "(3.00)", "3.00-", "--3", "- -3", "1e3", "12.-", "1 2", "½", "=3", "٣"] {
            assert_eq!(amount(wrong, "EUR", point), Err(WrongAmount::NoAmount), "{wrong}");
        }
    }
}
