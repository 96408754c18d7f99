//! Which of two entries of a consent counts: the latest moment, and above all the customer's own word.
//!
//! Never: a consent that nobody gave. What a customer has withdrawn themselves only they can grant again.

use subrosa_proto::Timestamp;
use subrosa_proto::consent::{ConsentSource, ConsentState};

/// What an entry of a topic and channel says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    pub state: ConsentState,
    /// Where it comes from.
    pub source: ConsentSource,
    /// When the customer said so.
    pub at: Timestamp,
}

/// What an entry would weigh beside the one that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It counts from now on.
    Counts,
    /// It is written down, and the other counts.
    History,
    /// The customer has withdrawn it themselves, and nobody else grants it.
    Refused,
}

impl Said {
    /// Whether the customer has withdrawn it themselves.
    #[must_use]
    pub fn is_own_withdrawal(&self) -> bool {
        self.state == ConsentState::Withdrawn && self.source == ConsentSource::Customer
    }
}

/// Weighs an entry beside the one that counts, if there is one.
#[must_use]
pub fn weigh(before: Option<&Said>, said: &Said) -> Weight {
    let Some(before) = before else { return Weight::Counts };
    if before.at > said.at {
        return Weight::History;
    }
    match (before.is_own_withdrawal() && said.source != ConsentSource::Customer, said.state) {
        (false, _) => Weight::Counts,
        // It takes no weight from what the customer said.
        (true, ConsentState::Withdrawn) => Weight::History,
        (true, ConsentState::Granted) => Weight::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(state: ConsentState, source: ConsentSource, at: i64) -> Said {
        Said { state, source, at: Timestamp::from_milliseconds(at) }
    }

    #[test]
    fn the_latest_moment_counts_whichever_comes_first() {
        use ConsentSource::{Api, Member};
        use ConsentState::{Granted, Withdrawn};

        let granted = said(Granted, Member, 5);
        assert_eq!(weigh(None, &granted), Weight::Counts);
        assert_eq!(weigh(Some(&granted), &said(Withdrawn, Api, 6)), Weight::Counts);
        assert_eq!(weigh(Some(&granted), &said(Withdrawn, Api, 5)), Weight::Counts);
        assert_eq!(weigh(Some(&granted), &said(Withdrawn, Api, 4)), Weight::History);
    }

    #[test]
    fn what_the_customer_withdrew_they_alone_grant() {
        use ConsentSource::{Customer, Flow, Import, Member};
        use ConsentState::{Granted, Withdrawn};

        let withdrawn = said(Withdrawn, Customer, 5);
        assert_eq!(weigh(Some(&withdrawn), &said(Granted, Member, 6)), Weight::Refused);
        assert_eq!(weigh(Some(&withdrawn), &said(Granted, Flow, 6)), Weight::Refused);
        // By a detour neither: the member's withdrawal does not take the place of the customer's.
        assert_eq!(weigh(Some(&withdrawn), &said(Withdrawn, Member, 6)), Weight::History);
        assert_eq!(weigh(Some(&withdrawn), &said(Granted, Customer, 6)), Weight::Counts);
        assert_eq!(weigh(Some(&withdrawn), &said(Granted, Import, 4)), Weight::History);
        assert_eq!(weigh(Some(&said(Withdrawn, Member, 5)), &said(Granted, Member, 6)), Weight::Counts);
    }
}
