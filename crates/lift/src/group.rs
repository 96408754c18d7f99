//! What is known of the people of one side.

/// A number of people, to calculate with.
#[expect(clippy::cast_precision_loss, reason = "people are counted in millions, not in 2^53")]
pub(crate) const fn number(people: u64) -> f64 {
    people as f64
}

/// Sums over people: enough for their mean and its variance, and kept up to date by adding.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Group {
    /// How many people there are, those with nothing to count among them.
    pub people: u64,
    /// Of how many of them there is more than nothing.
    pub active: u64,
    /// The sum over people, of 1 or 0 or of an amount.
    pub sum: f64,
    /// The sum of the squares.
    pub squares: f64,
}

impl Group {
    /// People of whom so many did it.
    #[must_use]
    pub const fn of_counts(people: u64, did: u64) -> Self {
        Self { people, active: did, sum: number(did), squares: number(did) }
    }

    /// Adds a person, with 1 or 0 for whether they did it, or with an amount.
    pub fn add(&mut self, value: f64) {
        self.people += 1;
        self.active += u64::from(value != 0.0);
        self.sum += value;
        self.squares += value * value;
    }

    pub(crate) fn mean(&self) -> f64 {
        self.sum / number(self.people)
    }

    /// The variance of the mean.
    pub(crate) fn variance_of_mean(&self) -> f64 {
        let (size, mean) = (number(self.people), self.mean());
        let spread = (self.squares / size - mean * mean).max(0.0);
        spread / (size - 1.0).max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_people_say_the_same() {
        let mut one_by_one = Group::default();
        for person in 0..50_u8 {
            one_by_one.add(f64::from(u8::from(person % 5 == 0)));
        }
        assert_eq!(one_by_one, Group::of_counts(50, 10));
        assert!((one_by_one.mean() - 0.2).abs() < 1e-12);
        // p (1 − p) / (n − 1)
        assert!((one_by_one.variance_of_mean() - 0.16 / 49.0).abs() < 1e-12);
    }
}
