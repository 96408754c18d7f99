//! How values compare.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde_json::Value;
use subrosa_proto::contact::AttributeValue;
use subrosa_proto::segment::Test;
use subrosa_words::fold;

use crate::days::{Clock, day};

pub(crate) fn is_number(value: &AttributeValue) -> bool {
    matches!(value, AttributeValue::Number(_))
}

pub(crate) fn is_day(value: &AttributeValue) -> bool {
    matches!(value, AttributeValue::Text(text) if day(text).is_some())
}

/// A value of JSON as one of an attribute; lists, objects and nothing are none.
pub(crate) fn of_json(value: &Value) -> Option<AttributeValue> {
    match value {
        Value::Bool(yes) => Some(AttributeValue::YesNo(*yes)),
        Value::Number(number) => Some(AttributeValue::Number(number.clone())),
        Value::String(text) => Some(AttributeValue::Text(text.clone())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether a value is so; nothing is known where there is none.
#[must_use]
pub fn is_as(known: Option<&AttributeValue>, is: &Test, clock: &Clock) -> bool {
    let Some(known) = known else { return matches!(is, Test::Known(false)) };
    let compared = |to: &AttributeValue| compare(known, to);
    match is {
        Test::Known(is_known) => *is_known,
        Test::Equal(value) => equal(known, value),
        Test::OneOf(values) => values.iter().any(|value| equal(known, value)),
        Test::Contains(part) => text(known).is_some_and(|text| fold(text).contains(&fold(part))),
        Test::BeginsWith(part) => text(known).is_some_and(|text| fold(text).starts_with(&fold(part))),
        Test::LessThan(value) => compared(value) == Some(Ordering::Less),
        Test::AtMost(value) => compared(value).is_some_and(Ordering::is_le),
        Test::MoreThan(value) => compared(value) == Some(Ordering::Greater),
        Test::AtLeast(value) => compared(value).is_some_and(Ordering::is_ge),
        Test::InLastDays(days) => until_today(known, clock).is_some_and(|ago| (0..i64::from(*days)).contains(&ago)),
        Test::InNextDays(days) => until_today(known, clock).is_some_and(|ago| (0..i64::from(*days)).contains(&-ago)),
        Test::ReturnsInDays(days) => returns_in(known, clock).is_some_and(|left| left < i64::from(*days)),
    }
}

fn text(value: &AttributeValue) -> Option<&str> {
    if let AttributeValue::Text(text) = value { Some(text) } else { None }
}

fn date(value: &AttributeValue) -> Option<Date> {
    text(value).and_then(day)
}

fn equal(known: &AttributeValue, value: &AttributeValue) -> bool {
    match (known, value) {
        (AttributeValue::YesNo(known), AttributeValue::YesNo(value)) => known == value,
        (AttributeValue::Text(known), AttributeValue::Text(value)) => fold(known) == fold(value),
        _ => compare(known, value) == Some(Ordering::Equal),
    }
}

/// Numbers with numbers, days with days.
fn compare(known: &AttributeValue, value: &AttributeValue) -> Option<Ordering> {
    match (known, value) {
        (AttributeValue::Number(known), AttributeValue::Number(value)) => known.as_f64()?.partial_cmp(&value.as_f64()?),
        _ => Some(date(known)?.cmp(&date(value)?)),
    }
}

/// How many days ago a day was; below zero for one to come.
fn until_today(known: &AttributeValue, clock: &Clock) -> Option<i64> {
    let span = date(known)?.until(clock.today()?).ok()?;
    Some(i64::from(span.get_days()))
}

/// In how many days a day of an earlier year comes again. The 29th of February comes on the 1st of March where there is none.
fn returns_in(known: &AttributeValue, clock: &Clock) -> Option<i64> {
    let (born, today) = (date(known)?, clock.today()?);
    let again = |year: i16| {
        Date::new(year, born.month(), born.day())
            .or_else(|_| Date::new(year, 3, 1))
            .ok()
            .filter(|again| *again >= today)
    };
    let next = again(today.year()).or_else(|| again(today.year() + 1))?;
    Some(i64::from(today.until(next).ok()?.get_days()))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use serde_json::json;
    use subrosa_proto::Timestamp;

    use super::*;

    fn is(known: &Value, test: Value) -> bool {
        let now: jiff::Timestamp = "2027-02-20T12:00:00Z".parse().expect("a moment");
        let clock = Clock { now: Timestamp::from_milliseconds(now.as_millisecond()), zone: TimeZone::UTC };
        is_as(of_json(known).as_ref(), &serde_json::from_value(test).expect("a test"), &clock)
    }

    #[test]
    fn values_are_as_they_are_said() {
        for (expected, known, test) in [
            (true, json!("Gold"), json!({"equal": "gold"})),
            (true, json!("Straße 7"), json!({"contains": "STRASSE"})),
            (true, json!("Straße 7"), json!({"begins_with": "str"})),
            (false, json!("Straße 7"), json!({"begins_with": "7"})),
            (true, json!(40), json!({"equal": 40.0})),
            (true, json!(40), json!({"one_of": ["40", 40]})),
            (false, json!("40"), json!({"equal": 40})),
            (true, json!(40.5), json!({"more_than": 40})),
            (false, json!(40), json!({"more_than": 40})),
            (true, json!(40), json!({"at_most": 40})),
            (true, json!("2026-12-24"), json!({"less_than": "2027-01-01"})),
            (false, json!("gold"), json!({"less_than": "2027-01-01"})),
            (true, json!(true), json!({"equal": true})),
            (false, json!(null), json!({"equal": ""})),
            (true, json!(null), json!({"known": false})),
            (false, json!([1]), json!({"known": true})),
        ] {
            assert_eq!(is(&known, test.clone()), expected, "{known} {test}");
        }
    }

    #[test]
    fn days_are_counted_from_today() {
        for (expected, known, test) in [
            (true, "2027-02-20", json!({"in_last_days": 1})),
            (false, "2027-02-19", json!({"in_last_days": 1})),
            (true, "2027-02-19", json!({"in_last_days": 2})),
            (false, "2027-02-21", json!({"in_last_days": 9})),
            (true, "2027-02-21", json!({"in_next_days": 2})),
            (true, "2027-02-20", json!({"in_next_days": 1})),
            (true, "1990-02-20", json!({"returns_in_days": 1})),
            (true, "1992-02-29", json!({"returns_in_days": 10})),
            (false, "1992-02-29", json!({"returns_in_days": 9})),
            (true, "1990-02-19", json!({"returns_in_days": 365})),
        ] {
            assert_eq!(is(&json!(known), test.clone()), expected, "{known} {test}");
        }
    }
}
