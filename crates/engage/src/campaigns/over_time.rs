//! How a campaign goes on from day to day: of those for whom a day is over, how many had reached the goal by its end. So who was told yesterday
//! says nothing of the second day, and a curve never falls because more were told.

use subrosa_proto::Timestamp;
use subrosa_proto::campaign_report::{CampaignDay, CampaignReached};
use subrosa_store::campaign_deliveries::Outcome;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// The days so far.
pub(super) struct OverTime {
    days: Vec<CampaignDay>,
    now: Timestamp,
}

impl OverTime {
    /// For a goal of so many days.
    pub(super) fn new(days: u32, now: Timestamp) -> Self {
        Self { days: (1..=days).map(|day| CampaignDay { day, ..CampaignDay::default() }).collect(), now }
    }

    pub(super) fn add(&mut self, one: &Outcome) {
        for CampaignDay { day, told, held_out } in &mut self.days {
            let ends = one.at.plus_seconds(i64::from(*day) * DAY_SECONDS);
            if ends > self.now {
                break;
            }
            let CampaignReached { people, reached } = if one.variant > 0 { told } else { held_out };
            *people += 1;
            *reached += u64::from(one.converted_at.is_some_and(|at| at < ends));
        }
    }

    /// Those that are over for somebody.
    pub(super) fn days(mut self) -> Vec<CampaignDay> {
        self.days.retain(|one| one.told.people + one.held_out.people > 0);
        self.days
    }
}

#[cfg(test)]
mod tests {
    use subrosa_proto::{AccountId, ConversationId};

    use super::*;

    const fn at(hours: i64) -> Timestamp {
        Timestamp::from_milliseconds(hours * 60 * 60 * 1_000)
    }

    fn told(variant: u32, hour: i64, converted: Option<i64>) -> Outcome {
        Outcome {
            contact: ConversationId::new(1),
            account: AccountId::new(1),
            variant,
            message: 0,
            at: at(hour),
            seq: 1,
            seen_at: None,
            clicked_at: None,
            replied_at: None,
            converted_at: converted.map(at),
            opted_out_at: None,
            complained_at: None,
            revenue: 0,
            clicked_links: 0,
            occurrence: 0,
            next_at: None,
        }
    }

    #[test]
    fn a_day_counts_those_for_whom_it_is_over() {
        let mut over_time = OverTime::new(3, at(60));
        for one in [told(1, 0, Some(30)), told(2, 20, Some(21)), told(1, 40, Some(41)), told(0, 0, None)] {
            over_time.add(&one);
        }
        let days: Vec<_> = over_time
            .days()
            .into_iter()
            .map(|one| (one.day, one.told.people, one.told.reached, one.held_out.people, one.held_out.reached))
            .collect();
        assert_eq!(days, [(1, 2, 1, 1, 0), (2, 1, 1, 1, 0)]);
    }
}
