//! Frames as text: how a command is written and how the server's frames are read.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use subrosa_proto::Problem;
use subrosa_proto::frame::ServerFrame;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::Error;

/// Writes a frame: a command with an id to be answered, or without one.
pub(crate) fn write(kind: &str, id: Option<u64>, params: &impl Serialize) -> Result<Utf8Bytes, Error> {
    #[derive(Serialize)]
    struct Frame<'a, P> {
        #[serde(rename = "type")]
        kind: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<u64>,
        params: &'a P,
    }
    let text = serde_json::to_string(&Frame { kind, id, params }).map_err(|error| Error::protocol("frame", &error))?;
    Ok(text.into())
}

/// A frame from the server.
pub(crate) enum Incoming {
    /// The answer to a command. Its result stays as it came: bodies are kept as the bytes that were sent.
    Reply {
        id: u64,
        outcome: Result<Box<RawValue>, Error>,
    },
    Frame(ServerFrame),
    /// A kind of frame that this client does not know; later servers may have more.
    Unknown,
}

/// Reads a frame.
pub(crate) fn read(text: &str) -> Result<Incoming, Error> {
    #[derive(Deserialize)]
    struct Head<'a> {
        #[serde(rename = "type", borrow)]
        kind: std::borrow::Cow<'a, str>,
        id: Option<u64>,
        result: Option<Box<RawValue>>,
        error: Option<Box<Problem>>,
    }
    let wrong = |error: serde_json::Error| Error::protocol("frame", &error);
    let head: Head<'_> = serde_json::from_str(text).map_err(wrong)?;
    match (head.kind.as_ref(), head.id) {
        ("reply", Some(id)) => {
            let outcome = match (head.error, head.result) {
                (Some(problem), _) => Err(Error::Problem(problem)),
                (None, Some(result)) => Ok(result),
                (None, None) => Ok(RawValue::NULL.to_owned()),
            };
            Ok(Incoming::Reply { id, outcome })
        }
        ("welcome" | "snapshot" | "entry" | "caught_up" | "error" | "typing" | "presence" | "bye", _) => {
            Ok(Incoming::Frame(ServerFrame::from_text(text).map_err(wrong)?))
        }
        _ => Ok(Incoming::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use subrosa_proto::frame::Hello;

    use super::*;

    #[test]
    fn commands_are_of_the_documented_shape() {
        let frame = write("hello", None, &Hello::default()).expect("a frame");
        assert_eq!(frame.as_str(), r#"{"type":"hello","params":{}}"#);
    }

    #[test]
    fn a_reply_keeps_the_bytes_of_its_result() {
        let text = r#"{"type":"reply","id":7,"result":{"z":1, "a":2}}"#;
        let Ok(Incoming::Reply { id: 7, outcome: Ok(result) }) = read(text) else { panic!("no reply") };
        assert_eq!(result.get(), r#"{"z":1, "a":2}"#);
    }

    #[test]
    fn frames_of_later_servers_are_passed_over() {
        assert!(matches!(read(r#"{"type":"reaction","id":1}"#), Ok(Incoming::Unknown)));
        assert!(read("{}").is_err());
    }
}
