//! Whether days of retention lie within what is allowed.

use std::ops::RangeInclusive;

use subrosa_messaging::{Error, range};
use subrosa_proto::limits::{RETENTION_DAYS, RETENTION_DAYS_OF_MORE};
use subrosa_proto::retention::RetentionSettings;

/// The days, of conversations, files and custom events, if they do.
///
/// # Errors
/// `invalid_parameter`, with the field.
pub(super) fn check(settings: RetentionSettings) -> Result<[Option<u32>; 3], Error> {
    let one = |field, days: Option<u32>, allowed: RangeInclusive<u32>| {
        days.map(|days| range::check(field, days, allowed)).transpose()
    };
    Ok([
        one("conversations_days", settings.conversations_days, RETENTION_DAYS)?,
        one("files_days", settings.files_days, RETENTION_DAYS_OF_MORE)?,
        one("custom_events_days", settings.custom_events_days, RETENTION_DAYS_OF_MORE)?,
    ])
}
