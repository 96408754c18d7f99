//! Lengths of time as people write them: `30s`, `10m`, `2h`, `7d`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::openapi::{ObjectBuilder, RefOr, schema};

/// Unit letters with their seconds, largest first.
const UNITS: [(char, u32); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// A length of time in whole seconds, written as a number and a unit: s, m, h or d.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Duration(u32);

/// Why a text is no length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no length of time: write a whole number and s, m, h or d, as in `10m`")]
pub struct InvalidDuration(String);

impl Duration {
    /// From seconds.
    #[must_use]
    pub const fn from_seconds(seconds: u32) -> Self {
        Self(seconds)
    }

    /// In seconds.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }
}

impl FromStr for Duration {
    type Err = InvalidDuration;

    fn from_str(text: &str) -> Result<Self, InvalidDuration> {
        let read = || {
            let unit = text.chars().next_back()?;
            let (_, seconds) = UNITS.into_iter().find(|(letter, _)| *letter == unit)?;
            let number = &text[..text.len() - 1];
            // `parse` alone would take a sign.
            let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| number.parse::<u32>().ok()?.checked_mul(seconds)).flatten()
        };
        read().map(Self).ok_or_else(|| InvalidDuration(text.chars().take(20).collect()))
    }
}

impl TryFrom<String> for Duration {
    type Error = InvalidDuration;

    fn try_from(text: String) -> Result<Self, InvalidDuration> {
        text.parse()
    }
}

impl From<Duration> for String {
    fn from(duration: Duration) -> Self {
        duration.to_string()
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fitting = UNITS.into_iter().find(|(_, seconds)| self.0.is_multiple_of(*seconds) && self.0 > 0);
        let (letter, seconds) = fitting.unwrap_or(('s', 1));
        write!(formatter, "{}{letter}", self.0 / seconds)
    }
}

impl utoipa::PartialSchema for Duration {
    fn schema() -> RefOr<schema::Schema> {
        ObjectBuilder::new()
            .schema_type(schema::Type::String)
            .pattern(Some("^[0-9]+[smhd]$"))
            .description(Some("A length of time: a whole number and s, m, h or d."))
            .examples(["10m"])
            .into()
    }
}
impl utoipa::ToSchema for Duration {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_as_read() {
        for text in ["0s", "30s", "90m", "10m", "2h", "7d"] {
            assert_eq!(text.parse::<Duration>().expect("a length").to_string(), text);
        }
        assert_eq!("120s".parse::<Duration>().expect("a length").to_string(), "2m");
    }

    #[test]
    fn what_is_no_length() {
        for text in ["", "m", "10", "-1m", "+1m", "1.5h", "10 m", "99999d", "10м"] {
            assert!(text.parse::<Duration>().is_err(), "{text}");
        }
    }
}
