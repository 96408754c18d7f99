//! The clock and the randomness that tests inject.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use subrosa_proto::{Clock, Randomness, Timestamp};

/// When every test begins: 2026-09-21, in milliseconds.
pub const NOON: i64 = 1_790_000_000_000;

/// A clock that moves when told.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl Default for ManualClock {
    fn default() -> Self {
        Self(AtomicI64::new(NOON))
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(self.0.load(Ordering::Relaxed))
    }
}

impl ManualClock {
    /// Moves it to a moment.
    pub fn set(&self, milliseconds: i64) {
        self.0.store(milliseconds, Ordering::Relaxed);
    }

    /// Moves it on.
    pub fn forward(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::Relaxed);
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same bytes in every run.
#[derive(Debug)]
pub struct Seeded(AtomicU64);

impl Seeded {
    /// Begins at a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Randomness for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let mut word = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(word ^ (word >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}
