//! Which statuses a filter leaves open, so that nothing is read of the others.

use subrosa_proto::ticket::TicketStatus;
use subrosa_proto::view::Filter;

const ALL: [TicketStatus; 4] =
    [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Snoozed, TicketStatus::Resolved];

/// A set of statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Statuses(u8);

impl Statuses {
    pub(super) const NONE: Self = Self(0);
    pub(super) const RESOLVED: Self = Self(0b1000);
    pub(super) const UNRESOLVED: Self = Self(0b0111);
    const EVERY: Self = Self(0b1111);

    /// Those that a ticket which the filter finds may have.
    pub(super) fn of(filter: &Filter) -> Self {
        bounds(filter).0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn each(self) -> impl Iterator<Item = TicketStatus> {
        ALL.into_iter().enumerate().filter(move |(place, _)| self.0 & (1 << place) != 0).map(|(_, status)| status)
    }

    fn from_list(list: &[TicketStatus]) -> Self {
        let places = ALL.iter().enumerate().filter(|(_, status)| list.contains(status));
        Self(places.fold(0, |bits, (place, _)| bits | (1 << place)))
    }
}

/// The statuses with which a ticket may be found, and those with which it is found whatever else holds.
fn bounds(filter: &Filter) -> (Statuses, Statuses) {
    let each = |all: &[Filter], begin, join: fn(Statuses, Statuses) -> Statuses| {
        all.iter().map(bounds).fold((begin, begin), |sum, one| (join(sum.0, one.0), join(sum.1, one.1)))
    };
    match filter {
        Filter::All(all) => each(all, Statuses::EVERY, Statuses::and),
        Filter::Any(any) => each(any, Statuses::NONE, Statuses::or),
        Filter::Not(one) => {
            let (may, must) = bounds(one);
            (Statuses::EVERY.without(must), Statuses::EVERY.without(may))
        }
        Filter::Status(list) => (Statuses::from_list(list), Statuses::from_list(list)),
        _ => (Statuses::EVERY, Statuses::NONE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_found_is_not_read() {
        let read = |text: &str| {
            let filter: Filter = serde_json::from_str(text).expect("a filter");
            Statuses::of(&filter).each().map(|status| format!("{status:?} ")).collect::<String>()
        };
        for (text, statuses) in [
            (r#"{"all":[]}"#, "Open Pending Snoozed Resolved "),
            (r#"{"any":[]}"#, ""),
            (r#"{"all":[{"status":["open","pending"]},{"label":"a"}]}"#, "Open Pending "),
            (r#"{"all":[{"status":["open"]},{"status":["pending"]}]}"#, ""),
            (r#"{"any":[{"status":["open"]},{"status":["snoozed"]}]}"#, "Open Snoozed "),
            (r#"{"any":[{"status":["open"]},{"label":"a"}]}"#, "Open Pending Snoozed Resolved "),
            (r#"{"not":{"status":["resolved"]}}"#, "Open Pending Snoozed "),
            // A pending ticket without the label is found.
            (r#"{"not":{"any":[{"status":["resolved"]},{"label":"a"}]}}"#, "Open Pending Snoozed "),
            (r#"{"not":{"all":[{"status":["resolved"]},{"label":"a"}]}}"#, "Open Pending Snoozed Resolved "),
        ] {
            assert_eq!(read(text), statuses, "{text}");
        }
    }
}
