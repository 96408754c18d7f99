//! What the demo's people wrote to each other, one file per pair that has much to say.

mod bakery;
mod bicycles;
mod lisbon;
mod others;
mod table;

/// A conversation of two people.
pub(super) struct Thread {
    pub(super) between: [&'static str; 2],
    pub(super) lines: &'static [Line],
    /// How far whoever did not write the last message has come with it.
    pub(super) ends: End,
    /// What one of them has begun to write.
    pub(super) draft: Option<Line>,
}

/// Who says what, and when.
pub(super) type Line = (When, &'static str, &'static str);

/// How far the last messages have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Read,
    Delivered,
    Sent,
}

/// A moment before the demo is made.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    /// On an earlier day, at a minute of it.
    Day { days: i64, minute: i64 },
    /// A few minutes ago.
    Ago { minutes: i64 },
}

/// Some days ago, at this time of the day.
const fn on(days: i64, hour: i64, minute: i64) -> When {
    When::Day { days, minute: hour * 60 + minute }
}

/// Some minutes ago. At most 180: whatever the hour is now, it is after all that was on earlier days.
const fn ago(minutes: i64) -> When {
    When::Ago { minutes }
}

pub(super) const THREADS: [&Thread; 8] = [
    &bicycles::THREAD,
    &bakery::THREAD,
    &lisbon::THREAD,
    &table::THREAD,
    &others::CELLAR,
    &others::SIBLINGS,
    &others::ORDER,
    &others::RUNNING,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_speaks_in_the_order_of_time() {
        for thread in THREADS {
            let moments: Vec<i64> = thread
                .lines
                .iter()
                .map(|(when, who, _)| {
                    assert!(thread.between.contains(who), "{who} is not in {:?}", thread.between);
                    match when {
                        When::Day { days, minute } => {
                            assert!((1..=7).contains(days) && *minute < 20 * 60 + 30, "too near to what is {when:?}");
                            minute - days * 1440
                        }
                        When::Ago { minutes } => {
                            assert!((1..=180).contains(minutes), "{when:?}");
                            1440 - minutes
                        }
                    }
                })
                .collect();
            assert!(moments.is_sorted(), "{:?}", thread.between);
        }
    }
}
