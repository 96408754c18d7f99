//! Numbers that a caller chooses, held against what is allowed.

use std::fmt::Display;
use std::ops::RangeInclusive;

use subrosa_proto::ErrorCode;

use crate::Error;

/// The value, if it lies within what is allowed. Refused rather than bent, so that a caller learns of its mistake.
///
/// # Errors
/// `invalid_parameter`, with the field and what is allowed.
pub fn check<N: PartialOrd + Display>(field: &str, value: N, allowed: RangeInclusive<N>) -> Result<N, Error> {
    if allowed.contains(&value) {
        return Ok(value);
    }
    let detail = format!("{} to {}", allowed.start(), allowed.end());
    Err(Error::field(ErrorCode::InvalidParameter, field, detail))
}
