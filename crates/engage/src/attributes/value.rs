//! Values of attributes: each is kept as one text, and read as what its attribute is now.

use jiff::civil::Date;
use serde_json::Value as Json;
use subrosa_flow::{Number, Scalar};
use subrosa_proto::contact::{AttributeKind, AttributeValue};
use subrosa_proto::limits::ATTRIBUTE_VALUE_CHARACTERS;
use subrosa_proto::text;

/// The text to keep.
///
/// # Errors
/// What a value of this kind looks like.
pub(crate) fn write(kind: AttributeKind, value: &AttributeValue) -> Result<String, &'static str> {
    match (kind, value) {
        (AttributeKind::Text, AttributeValue::Text(written)) => {
            let written = written.trim();
            let fits = text::check_message(written, ATTRIBUTE_VALUE_CHARACTERS).is_ok();
            fits.then(|| written.to_owned()).ok_or("a text of 1 to 1,000 characters")
        }
        (AttributeKind::Number, AttributeValue::Number(number)) => {
            let number: Result<Number, _> = serde_json::from_value(Json::Number(number.clone()));
            number.map(|number| number.to_string()).map_err(|_| "a number up to 1,000,000,000")
        }
        (AttributeKind::YesNo, AttributeValue::YesNo(yes)) => Ok(yes.to_string()),
        (AttributeKind::Date, AttributeValue::Text(day)) if is_day(day) => Ok(day.clone()),
        (AttributeKind::Text, _) => Err("a text"),
        (AttributeKind::Number, _) => Err("a number"),
        (AttributeKind::YesNo, _) => Err("true or false"),
        (AttributeKind::Date, _) => Err("a day as 2026-12-24"),
    }
}

/// What a kept text is; nothing when it does not fit the kind.
pub(crate) fn read(kind: AttributeKind, kept: &str) -> Option<AttributeValue> {
    match kind {
        AttributeKind::Text => Some(AttributeValue::Text(kept.to_owned())),
        AttributeKind::Number => match serde_json::to_value(kept.parse::<Number>().ok()?).ok()? {
            Json::Number(number) => Some(AttributeValue::Number(number)),
            _ => None,
        },
        AttributeKind::YesNo => kept.parse().ok().map(AttributeValue::YesNo),
        AttributeKind::Date => is_day(kept).then(|| AttributeValue::Text(kept.to_owned())),
    }
}

/// The same for a bot.
pub(crate) fn scalar(kind: AttributeKind, kept: &str) -> Option<Scalar> {
    match kind {
        AttributeKind::Text => Some(Scalar::text(kept)),
        AttributeKind::Number => kept.parse().ok().map(Scalar::Number),
        AttributeKind::YesNo => kept.parse().ok().map(Scalar::YesNo),
        AttributeKind::Date => is_day(kept).then(|| Scalar::text(kept)),
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [AttributeKind; 4] =
        [AttributeKind::Text, AttributeKind::Number, AttributeKind::YesNo, AttributeKind::Date];

    fn value(json: &str) -> AttributeValue {
        serde_json::from_str(json).expect("a value")
    }

    #[test]
    fn values_are_read_as_they_were_written() {
        for (kind, json) in KINDS.iter().zip([r#""gold""#, "12.5", "true", r#""2026-12-24""#]) {
            let kept = write(*kind, &value(json)).expect("fits");
            assert_eq!(read(*kind, &kept), Some(value(json)));
        }
    }

    #[test]
    fn another_kind_takes_what_fits_and_loses_nothing() {
        assert_eq!(read(AttributeKind::Number, "42"), Some(value("42")));
        assert_eq!(read(AttributeKind::Number, "gold"), None);
        assert_eq!(read(AttributeKind::Text, "12.5"), Some(value(r#""12.5""#)));
        assert_eq!(read(AttributeKind::YesNo, "yes"), None);
        assert_eq!(read(AttributeKind::Date, "2026-02-30"), None);
    }

    #[test]
    fn what_is_no_such_value_is_refused() {
        let wrong = [
            (AttributeKind::Text, r#"" ""#),
            (AttributeKind::Text, "1"),
            (AttributeKind::Number, "1e12"),
            (AttributeKind::Number, r#""1""#),
            (AttributeKind::YesNo, r#""true""#),
            (AttributeKind::Date, r#""24.12.2026""#),
            (AttributeKind::Date, r#""2026-13-01""#),
        ];
        for (kind, json) in wrong {
            assert!(write(kind, &value(json)).is_err(), "{json}");
        }
        assert!(write(AttributeKind::Text, &AttributeValue::Text("x".repeat(1_001))).is_err());
    }
}
