//! Where contacts stand among those who ordered, in fifths: by how lately, how often and for how much.

use subrosa_proto::Timestamp;

use crate::contact::Place;

/// What a contact ordered in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bought {
    pub last_at: Timestamp,
    pub orders: i64,
    /// What was paid, less what was given back.
    pub spent: i64,
}

/// Days that are looked back.
pub const STANDING_DAYS: u32 = 365;

/// The place of each, in their order. Who does as well as another has the same fifth: it is counted from those who do worse.
#[must_use]
pub fn places(all: &[Bought]) -> Vec<Place> {
    let recency = fifths(all.iter().map(|one| one.last_at.microseconds()).collect());
    let frequency = fifths(all.iter().map(|one| one.orders).collect());
    let money = fifths(all.iter().map(|one| one.spent).collect());
    let place = |one: &Bought| Place {
        recency: recency(one.last_at.microseconds()),
        frequency: frequency(one.orders),
        money: money(one.spent),
    };
    all.iter().map(place).collect()
}

/// In which fifth of the values one is, from 1 to 5.
fn fifths(mut values: Vec<i64>) -> impl Fn(i64) -> i64 {
    values.sort_unstable();
    move |value| {
        let below = values.partition_point(|other| *other < value);
        i64::try_from(1 + below * 5 / values.len().max(1)).unwrap_or(5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_do_as_well_stand_in_one_place() {
        let bought = |number: i64, orders| Bought {
            last_at: Timestamp::from_milliseconds(number),
            orders,
            spent: 1_000 - number,
        };
        let all: Vec<Bought> = (0..10).map(|number| bought(number, i64::from(number > 7))).collect();
        let places = places(&all);
        assert_eq!(places[0], Place { recency: 1, frequency: 1, money: 5 });
        assert_eq!(places[7], Place { recency: 4, frequency: 1, money: 2 });
        assert_eq!(places[9], Place { recency: 5, frequency: 5, money: 1 });
        assert!(super::places(&[]).is_empty());
        assert_eq!(super::places(&all[..1])[0], Place { recency: 1, frequency: 1, money: 1 });
    }
}
