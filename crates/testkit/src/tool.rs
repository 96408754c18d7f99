//! What the programs of this room share: chance of the day, and how they end.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::Outcome;

/// A seed that no earlier run had.
///
/// # Errors
/// When the clock was never set.
#[expect(clippy::disallowed_methods, reason = "a new seed for each run; the run itself has no other source of chance")]
pub fn seed_of_the_day() -> Outcome<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}

/// Ends a program: well when what it looked at is, and with a word on why not.
#[must_use]
pub fn end(name: &str, outcome: Outcome<bool>) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{name}: {error}");
            ExitCode::FAILURE
        }
    }
}
