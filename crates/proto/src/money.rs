//! Money in words: an amount of a currency's smallest unit as a decimal number.

/// Currencies whose smallest unit is not a hundredth, and how many decimals they have: ISO 4217, list one
/// (<https://www.six-group.com/en/products-services/financial-information/data-standards.html>).
const DECIMALS: &[(&str, u32)] = &[
    ("BHD", 3),
    ("BIF", 0),
    ("CLF", 4),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("IQD", 3),
    ("ISK", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("PYG", 0),
    ("RWF", 0),
    ("TND", 3),
    ("UGX", 0),
    ("UYI", 0),
    ("UYW", 4),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
];

/// How many decimals amounts of a currency have.
#[must_use]
pub fn decimals(currency: &str) -> u32 {
    DECIMALS.iter().find(|(code, _)| *code == currency).map_or(2, |(_, decimals)| *decimals)
}

/// Whether a text has the form of a currency's code: three capital letters.
#[must_use]
pub fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The amount with its currency, in the form that every language can read: `49.90 EUR`.
#[must_use]
pub fn text(amount: i64, currency: &str) -> String {
    format!("{} {currency}", number(amount, currency))
}

/// The amount alone, with all decimals of its currency: `49.90`.
#[must_use]
pub fn number(amount: i64, currency: &str) -> String {
    let decimals = decimals(currency);
    let unit = 10_u64.pow(decimals);
    let (sign, amount) = (if amount < 0 { "-" } else { "" }, amount.unsigned_abs());
    let whole = amount / unit;
    if decimals == 0 {
        return format!("{sign}{whole}");
    }
    let width = usize::try_from(decimals).unwrap_or(0);
    format!("{sign}{whole}.{:0width$}", amount % unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        assert_eq!(text(4990, "EUR"), "49.90 EUR");
        assert_eq!(text(5, "EUR"), "0.05 EUR");
        assert_eq!(text(-1200, "USD"), "-12.00 USD");
        assert_eq!(text(1990, "JPY"), "1990 JPY");
        assert_eq!(text(1234, "KWD"), "1.234 KWD");
        assert_eq!(text(i64::MIN, "EUR"), "-92233720368547758.08 EUR");
    }

    #[test]
    fn codes_are_capital_letters() {
        assert!(is_currency("EUR"));
        for wrong in ["eur", "EU", "EURO", "E R", "€€€"] {
            assert!(!is_currency(wrong), "{wrong}");
        }
        assert!(DECIMALS.iter().all(|(code, _)| is_currency(code)));
    }
}
