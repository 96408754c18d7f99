//! Tables that a brand brings in: looked at first, then read a piece at a time. Nothing of a file is kept but what its rows say, so
//! whoever brings it in holds it until the end, and goes on where they were broken off.

mod columns;
mod consents;
mod contacts;
mod fields;
mod look;
mod names;
mod order_rows;
mod orders;
mod piece;
mod tally;
mod words;

pub(crate) use fields::{OF_CONTACTS, plain};
pub(crate) use names::Name;

use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;

fn wrong(field: &str, what: impl Into<String>) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, what.into())
}
