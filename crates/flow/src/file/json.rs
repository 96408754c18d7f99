//! Reading JSON. serde_json reads it, because JSON's escapes of letters beyond the first plane are no YAML.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{Places, Unreadable, line_after};
use crate::limits::{FILE_DEPTH, FILE_PARTS};

pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    check_shape(text)?;
    serde_json::from_str(text).map_err(|error| {
        let what = error.to_string();
        // The place stands in a field of its own here.
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
        Unreadable::new(error.line() as u64, what)
    })
}

/// Counts brackets and commas outside of texts, so that neither depth nor number of parts can exceed what is allowed.
fn check_shape(text: &str) -> Result<(), Unreadable> {
    let (mut depth, mut parts, mut in_text, mut escaped) = (0_usize, 0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => (depth, parts) = (depth + 1, parts + 1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => parts += 1,
            _ => {}
        }
        if depth > FILE_DEPTH || parts > FILE_PARTS {
            let before = text.as_bytes().get(..at).unwrap_or_default();
            return Err(Unreadable::new(line_after(before), "this nests too deeply, or has too many parts"));
        }
    }
    Ok(())
}

/// Where the parts stand. The values are slices of the text, so their addresses tell.
pub(super) fn places(text: &str) -> Places {
    let line = |part: &RawValue| {
        let offset = (part.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        line_after(text.as_bytes().get(..offset).unwrap_or_default())
    };
    let entries = |text| serde_json::from_str::<BTreeMap<String, &RawValue>>(text).unwrap_or_default();
    let sections = entries(text);
    let nodes = sections.get("nodes").map(|nodes| entries(nodes.get())).unwrap_or_default();
    let lines = |parts: BTreeMap<String, &RawValue>| parts.into_iter().map(|(name, part)| (name, line(part))).collect();
    Places { nodes: lines(nodes), sections: lines(sections) }
}
