//! Somebody who is to be added, as it was written.

use subrosa_proto::limits::SUPPRESSION_NOTE_CHARACTERS;
use subrosa_proto::suppression::SuppressionReason;
use subrosa_proto::text;

use super::whom::Meant;

/// One of many, as it was written: its place, and who is meant, why, with which note; or what is wrong.
#[derive(Clone)]
pub(super) struct Written {
    pub(super) place: u32,
    pub(super) said: Result<(Meant, SuppressionReason, String), String>,
}

/// Somebody with a note that can be kept.
pub(super) fn noted(
    meant: Meant,
    reason: SuppressionReason,
    note: String,
) -> Result<(Meant, SuppressionReason, String), String> {
    match text::check_line(&note, SUPPRESSION_NOTE_CHARACTERS, true) {
        Ok(()) => Ok((meant, reason, note)),
        Err(why) => Err(format!("the note can't be kept: {why}")),
    }
}
