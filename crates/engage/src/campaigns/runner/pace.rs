//! How fast a campaign goes: so that people's messages hardly notice it. After each piece of work it rests for at least as long as that took, and
//! longer where it would send more than its share a second.
//!
//! Never: a rest inside a transaction, or one that somebody waits for.

use std::time::{Duration, Instant};

/// No rest for one piece is longer: a store that stood still for a minute has rested itself.
const LONGEST: Duration = Duration::from_secs(1);
/// Rests that are shorter add up first: timers are no finer.
const SHORTEST: Duration = Duration::from_millis(2);

/// What is owed to everyone else.
pub(super) struct Pace {
    /// Messages a second at most.
    most: u32,
    owed: Duration,
    /// What was rested beyond that.
    ahead: Duration,
}

impl Pace {
    pub(super) fn new(most: u32) -> Self {
        Self { most: most.max(1), owed: Duration::ZERO, ahead: Duration::ZERO }
    }

    /// How many messages go out together, of so many at most: no more than in a second.
    pub(super) fn together(&self, most: usize) -> usize {
        most.min(usize::try_from(self.most).unwrap_or(most))
    }

    /// Rests after a piece of work that began at a moment and brought so many messages.
    pub(super) async fn rest(&mut self, begun: Instant, messages: usize) {
        let slept = self.owe(begun.elapsed(), messages);
        if slept >= SHORTEST {
            let begun = Instant::now();
            tokio::time::sleep(slept).await;
            self.paid(begun.elapsed());
        }
    }

    /// Adds what a piece of work costs; what is owed now.
    fn owe(&mut self, took: Duration, messages: usize) -> Duration {
        let share = Duration::from_secs(1) * u32::try_from(messages).unwrap_or(u32::MAX) / self.most;
        let costs = took.min(LONGEST).max(share.saturating_sub(took));
        let ahead = self.ahead.min(costs);
        self.ahead -= ahead;
        self.owed += costs - ahead;
        self.owed
    }

    /// A timer rings late by up to a few milliseconds: that is for the next.
    fn paid(&mut self, slept: Duration) {
        self.ahead = slept.saturating_sub(self.owed).min(SHORTEST);
        self.owed = self.owed.saturating_sub(slept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn milliseconds(count: u64) -> Duration {
        Duration::from_millis(count)
    }

    #[test]
    fn half_of_the_time_is_for_others() {
        let mut pace = Pace::new(8_000);
        assert_eq!(pace.owe(milliseconds(30), 16), milliseconds(30));
        pace.paid(milliseconds(30));
        assert_eq!(pace.owe(milliseconds(7), 0), milliseconds(7), "nothing is left of it");
    }

    #[test]
    fn no_more_than_a_share_goes_out_in_a_second() {
        let mut pace = Pace::new(8_000);
        let second: Duration = (0..500).map(|_| pace.owe_and_pay(Duration::from_micros(100), 16)).sum();
        assert_eq!(second + Duration::from_micros(100) * 500, Duration::from_secs(1), "8,000 messages");
    }

    #[test]
    fn what_is_short_adds_up_and_a_late_timer_counts() {
        let mut pace = Pace::new(8_000);
        let step = Duration::from_micros(900);
        assert_eq!([pace.owe(step, 0), pace.owe(step, 0), pace.owe(step, 0)], [step, step * 2, step * 3]);
        pace.paid(step * 4);
        assert_eq!(pace.owe(step * 3, 0), step * 2);
        pace.paid(milliseconds(900));
        assert_eq!(pace.owe(milliseconds(10), 0), milliseconds(8), "but not without end");
    }

    impl Pace {
        fn owe_and_pay(&mut self, took: Duration, messages: usize) -> Duration {
            let owed = self.owe(took, messages);
            self.paid(owed);
            owed
        }
    }
}
