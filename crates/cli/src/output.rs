//! What a command prints: text for people, JSON for programs. Each way goes through here, so that `--json` works everywhere.

use std::fmt::Display;
use std::io::{ErrorKind, Write};

use comfy_table::{Table, presets};
use serde::Serialize;

use crate::failure::Failure;

/// Where results go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    pub(crate) json: bool,
}

impl Output {
    /// The result: for programs the value on one line, for people the text.
    pub(crate) fn result(self, value: &impl Serialize, text: impl Display) -> Result<(), Failure> {
        if self.json { self.json(value) } else { self.text(text) }
    }

    /// A line for programs.
    pub(crate) fn json(self, value: &impl Serialize) -> Result<(), Failure> {
        self.text(serde_json::to_string(value).map_err(Failure::new)?)
    }

    /// A line for people.
    pub(crate) fn text(self, text: impl Display) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        match writeln!(out, "{text}").and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            // `subrosa tail | head` ends like this.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Failure::nobody_reads()),
            Err(error) => Err(Failure::new(format!("the output can't be written: {error}"))),
        }
    }
}

/// A table for people: no lines, no room before the first column.
pub(crate) fn table<const COLUMNS: usize>(header: [&str; COLUMNS]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
}

/// A text of someone else's, safe to print: nothing in it moves the cursor or changes colours.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|letter| match letter {
            '\n' => " ⏎ ".chars().collect::<Vec<_>>(),
            letter if letter.is_control() => letter.escape_default().collect(),
            letter => vec![letter],
        })
        .collect()
}

/// A moment, for people, in UTC.
pub(crate) fn moment(at: subrosa_proto::Timestamp) -> String {
    jiff::Timestamp::from_second(at.milliseconds().div_euclid(1_000))
        .map_or_else(|_| "?".to_owned(), |moment| moment.strftime("%Y-%m-%d %H:%M:%SZ").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_people_write_controls_the_terminal() {
        assert_eq!(printable("one\ntwo \u{1b}[31mred\u{7}"), "one ⏎ two \\u{1b}[31mred\\u{7}");
    }

    #[test]
    fn moments_are_in_utc() {
        let at = subrosa_proto::Timestamp::from_milliseconds(1_795_473_443_414);
        assert_eq!(moment(at), "2026-11-23 22:37:23Z");
    }
}
