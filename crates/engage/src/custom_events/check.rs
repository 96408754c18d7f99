//! Whether events can be kept.

use subrosa_messaging::Error;
use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::limits::{
    CUSTOM_EVENT_BYTES, CUSTOM_EVENT_ID_CHARACTERS, CUSTOM_EVENT_NAME_CHARACTERS, EVENTS_AT_ONCE,
};
use subrosa_proto::{ErrorCode, Timestamp, text};
use subrosa_track::has_nul;

/// Clocks of other systems may be ahead of this one by so much.
const AHEAD_SECONDS: i64 = 24 * 60 * 60;

/// Checks all of them, and takes what is around their ids and names away.
///
/// # Errors
/// `invalid_parameter`, `text_invalid`, with the field of the first that can't be kept.
pub(super) fn check(events: Vec<CustomEvent>, now: Timestamp) -> Result<Vec<CustomEvent>, Error> {
    if events.is_empty() || events.len() > EVENTS_AT_ONCE {
        return Err(wrong("events", &format!("1 to {EVENTS_AT_ONCE}")));
    }
    events.into_iter().enumerate().map(|(place, event)| one(place, event, now)).collect()
}

fn one(place: usize, event: CustomEvent, now: Timestamp) -> Result<CustomEvent, Error> {
    let field = |name: &str| format!("events.{place}.{name}");
    let CustomEvent { id, name, at, properties } = event;
    let line = |of: &str, written: String, most: usize| {
        let written = written.trim().to_owned();
        text::check_line(&written, most, false).map_err(|why| Error::text(&field(of), why)).map(|()| written)
    };
    let id = line("id", id, CUSTOM_EVENT_ID_CHARACTERS)?;
    let name = line("name", name, CUSTOM_EVENT_NAME_CHARACTERS)?;
    if at < Timestamp::default() || at > now.plus_seconds(AHEAD_SECONDS) {
        return Err(wrong(&field("at"), "a moment since 1970, at most a day to come"));
    }
    let length = serde_json::to_string(&properties).map_or(usize::MAX, |text| text.len());
    if length > CUSTOM_EVENT_BYTES {
        return Err(wrong(&field("properties"), "at most 32 KiB"));
    }
    if has_nul(&properties) {
        return Err(wrong(&field("properties"), "no text has a NUL in it"));
    }
    Ok(CustomEvent { id, name, at, properties })
}

fn wrong(field: &str, what: &str) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_milliseconds(1_790_000_000_000);

    fn event(json: &str) -> CustomEvent {
        serde_json::from_str(json).expect("an event")
    }

    #[test]
    fn events_are_bounded() {
        let good = event(r#"{"id": " 7 ", "name": "Workshop booked", "at": 1, "properties": {"places": 2}}"#);
        assert_eq!(check(vec![good.clone()], NOW).expect("fits")[0].id, "7");
        assert!(check(Vec::new(), NOW).is_err());
        assert!(check(vec![good.clone(); 101], NOW).is_err());
        let long = "x".repeat(32 * 1024);
        let wrong = [
            r#"{"id": " ", "name": "a", "at": 1}"#.to_owned(),
            r#"{"id": "7", "name": "two\nlines", "at": 1}"#.to_owned(),
            r#"{"id": "7", "name": "a", "at": -1}"#.to_owned(),
            r#"{"id": "7", "name": "a", "at": 1790086400001}"#.to_owned(),
            r#"{"id": "7", "name": "a", "at": 1, "properties": {"a": [{"b": "\u0000"}]}}"#.to_owned(),
            format!(r#"{{"id": "7", "name": "a", "at": 1, "properties": {{"a": "{long}"}}}}"#),
        ];
        for json in wrong {
            assert!(check(vec![good.clone(), event(&json)], NOW).is_err(), "{}", &json[..40]);
        }
        check(vec![event(r#"{"id": "7", "name": "a", "at": 1790086400000}"#)], NOW).expect("a day ahead");
    }
}
