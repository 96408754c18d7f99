//! How long to wait before trying again: exponential, with full jitter, so that clients who lost one server at one
//! instant do not return at one instant.

use std::time::Duration;

use crate::Random;

const FIRST: Duration = Duration::from_millis(250);
const MOST: Duration = Duration::from_secs(30);

/// The waits of one series of tries.
#[derive(Debug, Clone)]
pub(crate) struct Backoff {
    tries: u32,
    random: Random,
}

impl Backoff {
    pub(crate) fn new(random: Random) -> Self {
        Self { tries: 0, random }
    }

    /// The next wait: between nothing and a bound that doubles with each try, up to half a minute.
    pub(crate) fn next(&mut self) -> Duration {
        let bound = FIRST.saturating_mul(1 << self.tries.min(16)).min(MOST);
        self.tries += 1;
        self.random.up_to(bound)
    }

    /// Begins anew after a success.
    pub(crate) fn reset(&mut self) {
        self.tries = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_and_ends() {
        let mut longest = Backoff::new(Random::from_fn(|| u128::MAX));
        let bounds: Vec<_> = (0..9).map(|_| longest.next().as_millis()).collect();
        assert_eq!(bounds, [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
        longest.reset();
        assert_eq!(longest.next(), FIRST);
    }

    #[test]
    fn the_jitter_is_full() {
        let mut shortest = Backoff::new(Random::from_fn(|| 0));
        assert_eq!(shortest.next(), Duration::ZERO);
        let mut middle = Backoff::new(Random::from_fn(|| u128::from(u32::MAX / 2)));
        assert_eq!(middle.next().as_millis(), 125);
    }
}
