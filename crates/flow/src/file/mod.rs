//! Flow files: bytes to a [`Flow`] and where its parts stand, within limits.
//!
//! A file is JSON when it begins with a brace, YAML otherwise; both are read into the same types. Size, depth, the number
//! of parts and the repeats by aliases are bounded by [`crate::limits`], before or while the text is taken apart, so that no file
//! costs more than its size allows.
//!
//! Never: reads the file itself, or follows anything that a file names.

mod json;
mod places;
mod yaml;

use serde::de::DeserializeOwned;

pub use places::Places;

use crate::flow::Flow;
use crate::limits::FILE_BYTES;

/// Why a text can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Unreadable {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong, in a sentence without its stop.
    pub what: String,
}

impl Unreadable {
    pub(crate) fn new(line: u64, what: impl Into<String>) -> Self {
        Self { line: line.max(1), what: what.into() }
    }
}

/// Reads a flow and where its parts stand.
///
/// # Errors
/// When the bytes are no UTF-8, exceed a limit, are neither YAML nor JSON, or are not of a flow's shape.
pub fn read_flow(bytes: &[u8]) -> Result<(Flow, Places), Unreadable> {
    let text = text(bytes)?;
    if is_json(text) {
        let flow = json::read(text)?;
        return Ok((flow, json::places(text)));
    }
    let flow = yaml::read(text)?;
    Ok((flow, yaml::places(text)))
}

/// Reads anything else that is written in YAML: scripts.
///
/// # Errors
/// As [`read_flow`].
pub(crate) fn read_yaml<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    yaml::read(text(bytes)?)
}

fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    if bytes.len() > FILE_BYTES {
        return Err(Unreadable::new(1, format!("the file has more than {FILE_BYTES} bytes")));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        Unreadable::new(line_after(before), "this is not UTF-8")
    })
}

/// The line that the next byte stands in.
fn line_after(before: &[u8]) -> u64 {
    before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "\
v: 1
name: Small
language: en
start: hello
nodes:
  hello:
    say: { text: Hello!, then: over }
  over:
    end: {}
";

    #[test]
    fn yaml_and_json_are_the_same_flow() {
        let (from_yaml, places) = read_flow(SMALL.as_bytes()).expect("a flow");
        assert_eq!((places.node("hello"), places.node("over"), places.section("nodes")), (Some(6), Some(8), Some(5)));
        let json = serde_json::to_string_pretty(&from_yaml).expect("JSON");
        let (from_json, places) = read_flow(json.as_bytes()).expect("a flow");
        assert_eq!(from_json, from_yaml);
        let line = json.lines().position(|line| line.contains("\"over\": {")).expect("a line") as u64 + 1;
        assert_eq!(places.node("over"), Some(line));
    }

    #[test]
    fn what_is_wrong_has_its_line() {
        let wrong = |text: &str| read_flow(text.as_bytes()).expect_err("no flow").to_string();
        let line = |text: &str| read_flow(text.as_bytes()).expect_err("no flow").line;
        assert_eq!(line(&SMALL.replace("then: over", "than: over")), 7);
        assert_eq!(line(&SMALL.replace("  over:", "  hello:")), 8);
        assert_eq!(line(&SMALL.replace("end: {}", "stop: {}")), 9);
        assert_eq!(line(&SMALL.replace("start: hello", "start: Hello")), 4);
        assert_eq!(wrong("{\"v\": 1,\n \"v\": 1}"), "line 2: duplicate field `v`");
        assert_eq!(line("{\"v\": 1,\n}"), 2);
        assert_eq!(line(""), 1);
        assert!(wrong(&"x".repeat(FILE_BYTES + 1)).contains("more than 262144 bytes"));
        assert_eq!(read_flow(b"v: 1\nname: \xff").expect_err("no flow").line, 2);
    }

    #[test]
    fn bombs_are_refused() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let before = level - 1;
            let repeats = vec![format!("*a{before}"); 8].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{repeats}]\n"));
        }
        assert!(read_flow(bomb.as_bytes()).is_err());
        assert!(read_flow("[".repeat(100_000).as_bytes()).is_err());
        let deep_json = format!("{{\"nodes\": {}", "[".repeat(100_000));
        assert!(read_flow(deep_json.as_bytes()).is_err());
        assert!(read_yaml::<serde_json::Value>("[".repeat(33).as_bytes()).is_err());
    }
}
