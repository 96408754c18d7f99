//! The clock of the machine that never jumps, in nanoseconds: the one that the recording layer uses, so that an
//! acknowledgement here and a sync there can be compared.

use rustix::time::{ClockId, clock_gettime};

/// Nanoseconds of the monotonic clock.
#[must_use]
pub fn now() -> u64 {
    let time = clock_gettime(ClockId::Monotonic);
    u64::try_from(time.tv_sec).unwrap_or_default() * 1_000_000_000 + u64::try_from(time.tv_nsec).unwrap_or_default()
}
