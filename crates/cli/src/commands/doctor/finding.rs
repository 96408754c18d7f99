//! What a check found.

use std::fmt;

use serde::Serialize;

/// What one check found, and what to do about it.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    pub(super) check: String,
    pub(super) state: State,
    pub(super) found: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) advice: Option<&'static str>,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Ok,
    /// It works, and may not for long.
    Warn,
    /// It has to be mended.
    Fail,
}

impl Finding {
    pub(super) fn ok(check: impl Into<String>, found: impl Into<String>) -> Self {
        Self { check: check.into(), state: State::Ok, found: found.into(), advice: None }
    }

    pub(super) fn warn(check: impl Into<String>, found: impl Into<String>, advice: &'static str) -> Self {
        Self { check: check.into(), state: State::Warn, found: found.into(), advice: Some(advice) }
    }

    pub(super) fn fail(check: impl Into<String>, found: impl Into<String>, advice: &'static str) -> Self {
        Self { check: check.into(), state: State::Fail, found: found.into(), advice: Some(advice) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Ok => "ok  ",
            State::Warn => "warn",
            State::Fail => "FAIL",
        };
        write!(formatter, "{state}  {}: {}", self.check, self.found)?;
        match self.advice {
            Some(advice) => write!(formatter, "\n      what to do: {advice}"),
            None => Ok(()),
        }
    }
}
