//! Which segments have their turn, and for how long one belongs to who claims it.

use subrosa_proto::Timestamp;

/// Everyone is looked at anew when the last time was so long ago.
const LOOK_AT_ALL_SECONDS: i64 = 60;
/// For so long a step may take without a word.
pub(super) const CLAIM_SECONDS: i64 = 20;

/// A segment of which everyone was looked at no later than this has its turn.
pub(super) fn looked_before(now: Timestamp) -> Timestamp {
    now.plus_seconds(-LOOK_AT_ALL_SECONDS)
}
