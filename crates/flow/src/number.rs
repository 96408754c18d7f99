//! Numbers that are the same after every trip through JSON.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const SCALE: i64 = 1_000_000;
/// The largest whole part. With six decimals these are fifteen digits, which every JSON number holds.
const LARGEST: i64 = 1_000_000_000;

/// A decimal number with up to six decimals, from minus to plus 1,000,000,000. Kept as millionths, so that comparing is exact
/// and a stored session reads back as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i64);

/// Why a text or a JSON number is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("numbers go up to {LARGEST}, with up to six decimals")]
pub struct InvalidNumber;

impl Number {
    /// A whole number.
    ///
    /// # Errors
    /// When it is larger than a number may be.
    pub const fn whole(number: i64) -> Result<Self, InvalidNumber> {
        if number > LARGEST || number < -LARGEST { Err(InvalidNumber) } else { Ok(Self(number * SCALE)) }
    }

    /// The whole number, if it is one.
    #[must_use]
    pub const fn as_whole(self) -> Option<i64> {
        if self.0 % SCALE == 0 { Some(self.0 / SCALE) } else { None }
    }

    /// As a floating-point number, the nearest to it.
    #[must_use]
    pub fn as_float(self) -> f64 {
        self.0 as f64 / SCALE as f64
    }
}

impl TryFrom<f64> for Number {
    type Error = InvalidNumber;

    /// The nearest of ours.
    fn try_from(number: f64) -> Result<Self, InvalidNumber> {
        if !number.is_finite() || number.abs() > LARGEST as f64 {
            return Err(InvalidNumber);
        }
        Ok(Self((number * SCALE as f64).round() as i64))
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    /// Reads digits with an optional sign and decimals after a point.
    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(decimals) || decimals.len() > 6 {
            return Err(InvalidNumber);
        }
        let whole: i64 = whole.parse().map_err(|_| InvalidNumber)?;
        let millionths: i64 = format!("{decimals:0<6}").parse().map_err(|_| InvalidNumber)?;
        if whole > LARGEST || (whole == LARGEST && millionths > 0) {
            return Err(InvalidNumber);
        }
        let amount = whole * SCALE + millionths;
        Ok(Self(if text.starts_with('-') { -amount } else { amount }))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, millionths) = (amount / SCALE.unsigned_abs(), amount % SCALE.unsigned_abs());
        write!(formatter, "{sign}{whole}")?;
        if millionths == 0 {
            return Ok(());
        }
        write!(formatter, ".{}", format!("{millionths:06}").trim_end_matches('0'))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.as_float()),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Number, E> {
        Number::whole(number).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Number, E> {
        i64::try_from(number).map_err(E::custom).and_then(|number| self.visit_i64(number))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Number, E> {
        Number::try_from(number).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn written_as_read() {
        for text in ["0", "12", "-3", "19.9", "-0.5", "0.000001", "1000000000"] {
            assert_eq!(text.parse::<Number>().expect("a number").to_string(), text);
        }
        for text in ["", "-", ".5", "5.", "1e3", "1.0000001", "1000000000.1", "1,5", "+1"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }

    #[test]
    fn json_numbers_out_of_range_are_refused() {
        for json in ["1000000001", "1e10", "-1000000001", "18446744073709551615"] {
            assert!(serde_json::from_str::<Number>(json).is_err(), "{json}");
        }
    }

    proptest! {
        #[test]
        fn the_same_after_a_trip_through_json(millionths in -1_000_000_000_000_000_i64..=1_000_000_000_000_000) {
            let number = Number(millionths);
            let json = serde_json::to_string(&number).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<Number>(&json).expect("a number"), number);
            prop_assert_eq!(number.to_string().parse::<Number>().expect("a number"), number);
        }
    }
}
