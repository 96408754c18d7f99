//! Where an entry stands in a timeline, and where a page of it begins.

use subrosa_proto::Timestamp;

/// What an entry is, as far as it orders entries of one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Ticket = 1,
    OrderPlaced = 2,
    OrderChanged = 3,
    Consent = 4,
    Event = 5,
}

const RANKS: [Rank; 5] = [Rank::Ticket, Rank::OrderPlaced, Rank::OrderChanged, Rank::Consent, Rank::Event];

/// Where an entry stands: by its moment, then by what it is, then by its number there. The newest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) at: Timestamp,
    pub(super) rank: Rank,
    pub(super) number: i64,
}

/// Everything stands behind this.
pub(super) const FIRST: Place =
    Place { at: Timestamp::from_microseconds(i64::MAX), rank: Rank::Event, number: i64::MAX };

impl Place {
    /// The moment and number behind which entries of one rank stand behind this place.
    pub(super) fn behind(self, rank: Rank) -> (Timestamp, i64) {
        let number = match rank.cmp(&self.rank) {
            std::cmp::Ordering::Less => i64::MAX,
            std::cmp::Ordering::Equal => self.number,
            std::cmp::Ordering::Greater => i64::MIN,
        };
        (self.at, number)
    }

    /// As a page's `next` says it.
    pub(super) fn written(self) -> String {
        format!("{}.{}.{}", self.at.microseconds(), self.rank as i64, self.number)
    }

    /// A place as it was written.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (at, rank, number) = (parts.next()?, parts.next()?, parts.next()?);
        let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || !is_plain(at.strip_prefix('-').unwrap_or(at)) || !is_plain(number) {
            return None;
        }
        let rank = RANKS.into_iter().find(|one| (*one as i64).to_string() == rank)?;
        Some(Self { at: Timestamp::from_microseconds(at.parse().ok()?), rank, number: number.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(at: i64, rank: Rank, number: i64) -> Place {
        Place { at: Timestamp::from_microseconds(at), rank, number }
    }

    #[test]
    fn a_page_begins_where_the_one_before_said() {
        for one in [place(17, Rank::Ticket, 5), place(-17, Rank::Event, 0)] {
            assert_eq!(Place::read(&one.written()), Some(one));
        }
        for wrong in ["", "1.1", "1.0.1", "1.6.1", "1.1.1.1", "+1.1.1", "1.01.1", "1.1.-1", "1.1.99999999999999999999"]
        {
            assert_eq!(Place::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_stands_behind_a_place_is_what_is_smaller() {
        let here = place(17, Rank::OrderChanged, 5);
        for rank in RANKS {
            for (at, number) in [(16, 9), (17, 4), (17, 5), (17, 6), (18, 1)] {
                let other = place(at, rank, number);
                let (before, bound) = here.behind(rank);
                assert_eq!((other.at, other.number) < (before, bound), other < here, "{other:?}");
            }
        }
    }
}
