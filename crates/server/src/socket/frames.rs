//! Frames to the client, as bytes.

use bytes::Bytes;
use serde::Serialize;
use subrosa_messaging::Error;
use subrosa_proto::frame::ServerFrame;
use subrosa_proto::{ErrorCode, Problem};
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

/// A frame that was serialised before.
pub(super) fn raw(frame: Bytes) -> Option<Message> {
    Utf8Bytes::try_from(frame).ok().map(Message::Text)
}

/// A frame to serialise now.
pub(super) fn message(frame: &impl Serialize) -> Message {
    let text = serde_json::to_string(frame).unwrap_or_else(|error| {
        tracing::error!(%error, "a frame could not be written");
        r#"{"type":"error"}"#.to_owned()
    });
    Message::text(text)
}

#[derive(Serialize)]
struct Success<'a, T> {
    r#type: &'static str,
    id: u64,
    result: &'a T,
}

#[derive(Serialize)]
struct Refusal {
    r#type: &'static str,
    id: u64,
    error: Problem,
}

/// The reply to a command. A success without an id needs none.
pub(super) fn reply<T: Serialize>(id: Option<u64>, outcome: Result<T, Error>) -> Option<Message> {
    match (outcome, id) {
        (Ok(result), Some(id)) => Some(message(&Success { r#type: "reply", id, result: &result })),
        (Ok(_), None) => None,
        (Err(error), Some(id)) => Some(message(&Refusal { r#type: "reply", id, error: error.into_problem() })),
        (Err(error), None) => Some(message(&ServerFrame::Error { error: Box::new(error.into_problem()) })),
    }
}

/// The frame before the end.
pub(super) fn bye(code: ErrorCode, reconnect_after: Option<u32>) -> Message {
    message(&ServerFrame::Bye { error: Box::new(Problem::new(code)), reconnect_after })
}
