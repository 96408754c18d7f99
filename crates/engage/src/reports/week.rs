//! The hours of the week, by the clocks of the brand's zone: what is counted in each, and which times of a range are in one. Both go by
//! the same quarters, so that a number and the list behind it have the same times, also when clocks are set.

use subrosa_desk::figures::{Grain, Measure, start_of};
use subrosa_messaging::Error;
use subrosa_proto::Timestamp;
use subrosa_proto::hours::Weekday;
use subrosa_proto::report::TicketHours;
use subrosa_store::report_sums::Quarter;
use subrosa_store::{Tx, report_sums};

use super::days::Days;

/// By weekday, Monday first, and hour of the day.
pub(super) type Week = Vec<Vec<i64>>;

/// Nothing in any hour.
fn week() -> Week {
    vec![vec![0; 24]; 7]
}

/// What happened in each hour of the week: messages from customers, and what happened to tickets.
pub(super) struct Hours {
    pub(super) received: Week,
    pub(super) tickets: TicketHours,
}

impl Hours {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        let tickets = TicketHours {
            opened: week(),
            reopened: week(),
            resolved: week(),
            first_response: week(),
            next_response: week(),
        };
        Self { received: week(), tickets }
    }

    /// Adds a quarter of the range.
    pub(super) fn add(&mut self, days: &Days, quarter: &Quarter) {
        let (day, hour) = place(days, quarter.quarter);
        self.received[day][hour] += quarter.received;
        self.tickets.opened[day][hour] += quarter.opened;
        self.tickets.reopened[day][hour] += quarter.reopened;
        self.tickets.resolved[day][hour] += quarter.resolved;
    }

    /// Adds the answers of the range. Each is a member's, so those of all members are all of them.
    pub(super) async fn add_answers(&mut self, tx: &mut Tx<'_>, days: &Days) -> Result<(), Error> {
        let tickets = &mut self.tickets;
        let of = [
            (Measure::MemberFirstResponse, &mut tickets.first_response),
            (Measure::MemberNextResponse, &mut tickets.next_response),
        ];
        for (measure, week) in of {
            let which = (days.brand, measure.number(), Grain::Quarter.number());
            for sum in report_sums::by_bucket(tx, which, days.range()).await? {
                let (day, hour) = place(days, sum.bucket);
                week[day][hour] += sum.count;
            }
        }
        Ok(())
    }
}

/// The day of the week and the hour that a quarter is in.
fn place(days: &Days, quarter: i64) -> (usize, usize) {
    let local = days.zone.local(start_of(quarter));
    (local.weekday as usize, local.hour)
}

/// Some hours of the week; all of them where neither is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct During {
    pub(super) weekday: Option<Weekday>,
    pub(super) hour: Option<usize>,
}

impl During {
    /// The times of a range that are in these hours, the newest first: each from a moment up to another.
    pub(super) fn times(self, days: &Days) -> Vec<(Timestamp, Timestamp)> {
        if self.weekday.is_none() && self.hour.is_none() {
            return vec![(days.start(), days.end)];
        }
        let (from, to) = days.range();
        let mut times: Vec<(i64, i64)> = Vec::new();
        for quarter in (from..to).rev().filter(|quarter| self.has(place(days, *quarter))) {
            match times.last_mut() {
                Some((begin, _)) if *begin == quarter + 1 => *begin = quarter,
                _ => times.push((quarter, quarter + 1)),
            }
        }
        times.into_iter().map(|(from, to)| (start_of(from), start_of(to))).collect()
    }

    fn has(self, (day, hour): (usize, usize)) -> bool {
        self.weekday.is_none_or(|wanted| wanted as usize == day) && self.hour.is_none_or(|wanted| wanted == hour)
    }
}
