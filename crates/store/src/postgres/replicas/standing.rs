//! How a replica stands: whether it is asked, and when again after it failed. Each failure lets it rest for longer.
//!
//! A replica that rests is tried beside a page, not by it: only the page that found it failing has waited for it. One that is merely
//! behind does not rest: it goes on giving older pages, and is not asked for what is as new as what it lacked.
//!
//! Never: a clock or randomness of its own.

use std::time::{Duration, Instant};

use subrosa_proto::EventId;

use crate::Fallback;

/// How long the first rest is…
const FIRST: Duration = Duration::from_secs(2);
/// …and the longest, before up to half of it is added.
const LONGEST: Duration = Duration::from_secs(60);
/// The same where a replica lacked something.
const FIRST_LACK: Duration = Duration::from_millis(500);
const LONGEST_LACK: Duration = Duration::from_secs(8);

/// How a replica stands.
pub(super) struct Standing {
    state: State,
    /// Failures since it last gave a page.
    failures: u32,
    lack: Option<Lack>,
}

enum State {
    Usable,
    Resting {
        until: Instant,
    },
    /// Someone tries whether it can be used again.
    Tried,
}

/// What it did not have.
struct Lack {
    /// Nothing as new as this is asked for…
    from: EventId,
    /// …until then.
    until: Instant,
    times: u32,
}

/// What to do with a replica.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Advice {
    Ask,
    /// Try it, and ask another one meanwhile.
    Try,
    Leave(Fallback),
}

impl Standing {
    /// It is tried before it is used.
    pub(super) const fn new(now: Instant) -> Self {
        Self { state: State::Resting { until: now }, failures: 0, lack: None }
    }

    /// Whether it is to be used at all.
    pub(super) fn advice(&mut self, now: Instant) -> Advice {
        match self.state {
            State::Usable => Advice::Ask,
            State::Resting { until } if until <= now => {
                self.state = State::Tried;
                Advice::Try
            }
            State::Resting { .. } | State::Tried => Advice::Leave(Fallback::Resting),
        }
    }

    /// Whether to ask it for a page that ends with this event.
    pub(super) fn advice_for(&mut self, newest: EventId, now: Instant) -> Advice {
        match (self.advice(now), &self.lack) {
            (Advice::Ask, Some(lack)) if newest >= lack.from && now < lack.until => Advice::Leave(Fallback::Behind),
            (advice, _) => advice,
        }
    }

    /// It was tried and can be used. Only a page makes its next rest a short one again.
    pub(super) const fn came_back(&mut self) {
        self.state = State::Usable;
    }

    /// It gave a page that ends with this event.
    pub(super) fn gave(&mut self, newest: EventId) {
        self.failures = 0;
        if self.lack.as_ref().is_some_and(|lack| newest >= lack.from) {
            self.lack = None;
        }
    }

    /// It failed; whether it was in use until now.
    pub(super) fn failed(&mut self, now: Instant, random: u32) -> bool {
        let was_usable = matches!(self.state, State::Usable);
        if was_usable || matches!(self.state, State::Tried) {
            self.state = State::Resting { until: now + rest(FIRST, LONGEST, self.failures, random) };
            self.failures = self.failures.saturating_add(1);
        }
        was_usable
    }

    /// It lacked something of a page that ends with this event.
    pub(super) fn lacked(&mut self, newest: EventId, now: Instant, random: u32) {
        let before = self.lack.as_ref().map_or(0, |lack| lack.times);
        let from = self.lack.as_ref().map_or(newest, |lack| lack.from.min(newest));
        let until = now + rest(FIRST_LACK, LONGEST_LACK, before, random);
        self.lack = Some(Lack { from, until, times: before.saturating_add(1) });
    }
}

/// Twice as long each time, and up to half of it more, so that servers do not come back together.
fn rest(first: Duration, longest: Duration, before: u32, random: u32) -> Duration {
    let rest = first.saturating_mul(1 << before.min(16)).min(longest);
    rest + rest.mul_f64(f64::from(random) / f64::from(u32::MAX) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: EventId = EventId::new(10);
    const NEW: EventId = EventId::new(20);

    fn usable(now: Instant) -> Standing {
        let mut standing = Standing::new(now);
        assert_eq!(standing.advice(now), Advice::Try);
        assert_eq!(standing.advice(now), Advice::Leave(Fallback::Resting), "one tries it, no other");
        standing.came_back();
        standing
    }

    #[test]
    fn each_failure_lets_it_rest_for_longer_until_it_gives_a_page() {
        let mut now = Instant::now();
        let mut standing = usable(now);
        for seconds in [2, 4, 8, 16, 32, 60, 60] {
            standing.failed(now, 0);
            now += Duration::from_secs(seconds) - Duration::from_millis(1);
            assert_eq!(standing.advice(now), Advice::Leave(Fallback::Resting), "{seconds}");
            now += Duration::from_millis(1);
            assert_eq!(standing.advice(now), Advice::Try, "{seconds}");
        }
        standing.came_back();
        standing.gave(OLD);
        assert!(standing.failed(now, 0), "it was in use");
        assert!(!standing.failed(now, 0), "those who asked meanwhile change nothing");
        assert_eq!(standing.advice(now + FIRST), Advice::Try);
    }

    #[test]
    fn a_rest_is_spread_by_up_to_its_half() {
        assert_eq!(rest(FIRST, LONGEST, 0, 0), FIRST);
        assert_eq!(rest(FIRST, LONGEST, 0, u32::MAX), FIRST + FIRST / 2);
        assert_eq!(rest(FIRST, LONGEST, u32::MAX, 0), LONGEST);
    }

    #[test]
    fn one_that_is_behind_gives_older_pages() {
        let now = Instant::now();
        let mut standing = usable(now);
        standing.lacked(NEW, now, 0);
        assert_eq!(standing.advice_for(NEW, now), Advice::Leave(Fallback::Behind));
        assert_eq!(standing.advice_for(OLD, now), Advice::Ask);
        assert_eq!(standing.advice_for(NEW, now + FIRST_LACK), Advice::Ask, "it may have come nearer");
        standing.gave(OLD);
        assert_eq!(standing.advice_for(NEW, now), Advice::Leave(Fallback::Behind), "that says nothing of newer ones");
        standing.gave(NEW);
        assert_eq!(standing.advice_for(NEW, now), Advice::Ask);
    }
}
