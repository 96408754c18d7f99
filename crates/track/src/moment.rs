//! When something happened, by two clocks.

use serde_json::Value;
use subrosa_proto::Timestamp;
use subrosa_sheet::exact_moment;

/// Events may be so far ahead of this server's clock.
const AHEAD_SECONDS: i64 = 24 * 60 * 60;

/// A moment as programs write one: in the form of RFC 3339, or as milliseconds since 1970.
///
/// # Errors
/// That it is none.
pub(crate) fn moment(field: &str, value: Option<&Value>) -> Result<Option<Timestamp>, String> {
    let at = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => exact_moment(text),
        Some(Value::Number(number)) => number.as_i64().map(Timestamp::from_milliseconds),
        Some(_) => None,
    };
    at.filter(|at| *at >= Timestamp::default()).map(Some).ok_or_else(|| format!("{field}: no moment since 1970"))
}

/// When something happened by this server's clock: so long before it came in as its teller says, by the teller's clock, between
/// happening and sending. The specification's formula: `receivedAt - (sentAt - originalTimestamp)`.
///
/// # Errors
/// That it is yet to come.
pub(crate) fn happened(
    said: Option<Timestamp>,
    sent: Option<Timestamp>,
    received: Timestamp,
) -> Result<Timestamp, String> {
    let at = match (said, sent) {
        (None, _) => received,
        (Some(said), None) => said,
        (Some(said), Some(sent)) => {
            let ago = sent.microseconds().saturating_sub(said.microseconds());
            Timestamp::from_microseconds(received.microseconds().saturating_sub(ago)).max(Timestamp::default())
        }
    };
    if at > received.plus_seconds(AHEAD_SECONDS) {
        return Err("timestamp: at most a day to come".to_owned());
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn moments_are_texts_or_milliseconds() {
        let at = Ok(Some(Timestamp::from_milliseconds(1_790_000_000_000)));
        for written in
            [json!("2026-09-21T14:13:20.000Z"), json!("2026-09-21T16:13:20+02:00"), json!(1_790_000_000_000_i64)]
        {
            assert_eq!(moment("timestamp", Some(&written)), at, "{written}");
        }
        assert_eq!(moment("timestamp", Some(&Value::Null)), Ok(None));
        for wrong in [json!("soon"), json!(true), json!(-1), json!(1.5), json!([]), json!("1969-12-31T23:59:59Z")] {
            assert!(moment("timestamp", Some(&wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_clock_that_is_wrong_is_no_matter() {
        let at = |seconds| Some(Timestamp::default().plus_seconds(seconds));
        let received = Timestamp::default().plus_seconds(1_000_000);
        let happened = |said, sent| happened(said, sent, received);
        assert_eq!(happened(None, at(5)), Ok(received));
        // Ten seconds before it was sent, by a clock that is 90,000 seconds ahead.
        assert_eq!(happened(at(1_089_990), at(1_090_000)), Ok(received.plus_seconds(-10)));
        assert_eq!(happened(at(900_000), None), Ok(received.plus_seconds(-100_000)));
        assert!(happened(at(1_086_401), None).is_err());
        assert_eq!(happened(at(1_086_400), None), Ok(received.plus_seconds(86_400)));
        assert_eq!(happened(at(5), at(2_000_000)), Ok(Timestamp::default()));
    }
}
