//! How a scripted conversation came out.

use std::fmt;

use serde::Serialize;

/// A conversation that was played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// The line it begins at.
    pub line: u64,
    /// Where it went another way than written; none: it went as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// The first line at which a conversation went another way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The line of the script.
    pub line: u64,
    /// What was said before, newest last.
    pub before: Vec<String>,
    /// What the script says.
    pub expected: String,
    /// What happened instead.
    pub actual: String,
}

impl fmt::Display for Failure {
    /// The conversation up to here, then the expected line after `-` and what happened after `+`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (mark, text) in
            self.before.iter().map(|line| (' ', line)).chain([('-', &self.expected), ('+', &self.actual)])
        {
            for line in text.lines() {
                writeln!(formatter, "  {mark} {line}")?;
            }
        }
        Ok(())
    }
}
