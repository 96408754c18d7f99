//! Bytes from outside against every shape that the server reads: nothing panics, what is accepted is within its limits,
//! and what is written down is read back as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;
use subrosa_proto::account::{PasswordChange, PlatformSignIn, ProfileChange, SignIn, SignUp};
use subrosa_proto::body::{SealedBody, Voice};
use subrosa_proto::conversation::{ListRequest, MarkRead, SaveDraft, StartConversation};
use subrosa_proto::event::{PageRequest, SendMessage};
use subrosa_proto::frame::{ClientFrame, Hello, InConversation, ServerFrame};
use subrosa_proto::limits::{BODY_BYTES, TEXT_CHARACTERS};
use subrosa_proto::sync::{Ack, Cursor, SyncRequest, Watch};
use subrosa_proto::{AccountId, Body, ConversationId, DeviceId, EventId};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    id::<AccountId>(text);
    id::<ConversationId>(text);
    id::<DeviceId>(text);
    id::<EventId>(text);
    id::<Cursor>(text);
    if let Ok(raw) = RawValue::from_string(text.to_owned()) {
        body(&raw);
        parameters(&raw);
    }
    if let Ok(frame) = serde_json::from_str::<ClientFrame<'_>>(text)
        && let Some(params) = frame.params
    {
        parameters(params);
    }
    if let Ok(frame) = ServerFrame::from_text(text) {
        let written = serde_json::to_string(&frame).expect("frames are JSON");
        assert_eq!(ServerFrame::from_text(&written).expect("its own text"), frame);
    }
});

/// An id or cursor that is read is the only text for what it means.
fn id<T: std::str::FromStr + ToString + PartialEq>(text: &str) {
    if let Ok(id) = text.parse::<T>() {
        assert!(id.to_string().parse::<T>().is_ok_and(|again| again == id), "{text}");
    }
}

/// A body that is accepted is within its limits, and its canonical form is accepted as itself.
fn body(raw: &RawValue) {
    let Ok(sealed) = SealedBody::from_wire(raw, Voice::Member) else { return };
    let canonical = std::str::from_utf8(sealed.as_bytes()).expect("canonical bytes are text");
    assert!(canonical.len() <= BODY_BYTES);
    let body: Body = serde_json::from_str(canonical).expect("canonical bytes are a body");
    assert!(body.check(Voice::Member).is_ok() && body.text.chars().count() <= TEXT_CHARACTERS);
    let again = RawValue::from_string(canonical.to_owned()).expect("canonical bytes are JSON");
    assert_eq!(SealedBody::from_wire(&again, Voice::Member), Ok(sealed));
}

/// Every command's parameters: reading may fail, and must not panic.
fn parameters(raw: &RawValue) {
    let text = raw.get();
    let _ = serde_json::from_str::<SignUp>(text);
    let _ = serde_json::from_str::<SignIn>(text);
    let _ = serde_json::from_str::<PlatformSignIn>(text);
    let _ = serde_json::from_str::<ProfileChange>(text);
    let _ = serde_json::from_str::<PasswordChange>(text);
    let _ = serde_json::from_str::<StartConversation>(text);
    let _ = serde_json::from_str::<ListRequest>(text);
    let _ = serde_json::from_str::<PageRequest>(text);
    let _ = serde_json::from_str::<SyncRequest>(text);
    let _ = serde_json::from_str::<Ack>(text);
    let _ = serde_json::from_str::<Watch>(text);
    let _ = serde_json::from_str::<Hello>(text);
    let _ = serde_json::from_str::<InConversation<MarkRead>>(text);
    let _ = serde_json::from_str::<InConversation<SaveDraft>>(text);
    if let Ok(send) = serde_json::from_str::<InConversation<SendMessage>>(text) {
        body(&send.params.body);
    }
}
