//! A request: one call, or a batch of them.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use subrosa_proto::Timestamp;

use crate::call::{self, Call, Kind};
use crate::moment::moment;

/// Bytes of one call.
pub const CALL_BYTES: usize = 32 * 1024;
/// Calls of one request.
pub const CALLS_AT_ONCE: usize = 5_000;

/// The calls of a request, in their order; of those that can't be used, why.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    pub calls: Vec<Result<Call, Unusable>>,
}

/// A call that can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The field, and what is wrong.
    pub why: String,
}

/// A request that is none. No call of it can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRequest {
    /// No JSON, or not of the shape.
    Malformed(String),
    /// More than 5,000 calls.
    TooMany,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Batch<'a> {
    #[serde(borrow)]
    batch: Vec<&'a RawValue>,
    sent_at: Option<Value>,
}

/// Reads the calls of a request: one of a kind, or of a batch where there is no kind. They came in at this moment.
///
/// # Errors
/// [`NoRequest`]; what is wrong with single calls stands in their places.
pub fn read(kind: Option<Kind>, body: &[u8], received: Timestamp) -> Result<Request, NoRequest> {
    let malformed = |why: String| NoRequest::Malformed(why);
    if kind.is_some() {
        let raw: &RawValue = serde_json::from_slice(body).map_err(|error| malformed(error.to_string()))?;
        return Ok(Request { calls: vec![one(kind, raw, None, received)] });
    }
    if !body.trim_ascii_start().starts_with(b"{") {
        return Err(malformed("a batch is an object with the list `batch`".to_owned()));
    }
    let Batch { batch, sent_at } = serde_json::from_slice(body).map_err(|error| malformed(error.to_string()))?;
    if batch.len() > CALLS_AT_ONCE {
        return Err(NoRequest::TooMany);
    }
    let sent = moment("sentAt", sent_at.as_ref()).map_err(malformed)?;
    Ok(Request { calls: batch.into_iter().map(|raw| one(None, raw, sent, received)).collect() })
}

fn one(kind: Option<Kind>, raw: &RawValue, sent: Option<Timestamp>, received: Timestamp) -> Result<Call, Unusable> {
    if raw.get().len() > CALL_BYTES {
        return Err(Unusable { why: "a call has at most 32 KiB".to_owned() });
    }
    call::read(kind, raw, sent, received).map_err(|why| Unusable { why })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const RECEIVED: Timestamp = Timestamp::from_milliseconds(1_790_000_000_000);

    #[test]
    fn a_batch_is_not_refused_for_one_call_of_it() {
        let body = json!({
            "batch": [
                {"type": "track", "userId": "u", "event": "Seen", "timestamp": "2026-09-21T14:13:10Z"},
                {"type": "track", "userId": "u", "event": "Long", "properties": {"a": "x".repeat(40_000)}},
                7,
                {"type": "identify", "userId": "u"},
            ],
            "sentAt": "2026-09-21T14:13:15Z", "context": {},
        });
        let request = read(None, body.to_string().as_bytes(), RECEIVED).expect("a request");
        let usable: Vec<bool> = request.calls.iter().map(Result::is_ok).collect();
        assert_eq!(usable, [true, false, false, true]);
        let first = request.calls[0].as_ref().expect("a call");
        assert_eq!(first.at, RECEIVED.plus_seconds(-5));
    }

    #[test]
    fn a_call_is_not_as_deep_as_it_likes() {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        let body = format!(
            r#"{{"batch": [{{"type": "track", "userId": "u", "event": "Deep", "properties": {{"a": {deep}}}}}]}}"#
        );
        let request = read(None, body.as_bytes(), RECEIVED).expect("a request");
        assert!(request.calls[0].as_ref().expect_err("too deep").why.contains("recursion"));
    }

    #[test]
    fn what_is_no_request_is_told() {
        let many = json!({"batch": vec![1; CALLS_AT_ONCE + 1]}).to_string();
        assert_eq!(read(None, many.as_bytes(), RECEIVED), Err(NoRequest::TooMany));
        for wrong in ["", "[]", "{}", r#"{"batch": {}}"#, r#"{"batch": [], "sentAt": "soon"}"#, r#"{"batch": [1"#] {
            assert!(matches!(read(None, wrong.as_bytes(), RECEIVED), Err(NoRequest::Malformed(_))), "{wrong}");
        }
        let one = read(Some(Kind::Track), br#"{"userId": "u", "event": "Seen"}"#, RECEIVED).expect("a request");
        assert_eq!(one.calls.len(), 1);
        assert!(one.calls[0].is_ok());
    }
}
