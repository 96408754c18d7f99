//! Keeps the contacts of segments: of live ones as things happen, of lists once.
//!
//! The log of changed contacts is the queue: a live segment is right up to a number of it, and a step looks at whoever changed since, and writes who
//! came in and who left together with the new number. What time alone changes is found by looking at everyone, every minute. A step holds a claim,
//! and its writes count only while it does; so whatever dies, another node goes on from what was written.
//!
//! Never: a move that did not happen, work where nothing has changed.

mod claim;
mod some;
mod step;
mod task;
mod whole;

use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;

/// Why a write is undone: another has taken the segment over, or it is another by now.
fn gone() -> Error {
    Error::new(ErrorCode::NotFound)
}

/// What is no failure: another goes on.
fn unless_gone(outcome: Result<(), Error>) -> Result<(), Error> {
    outcome.or_else(|error| if error.code() == ErrorCode::NotFound { Ok(()) } else { Err(error) })
}
