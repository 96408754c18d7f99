//! Sums of facts and messages, each in its bucket.

use std::collections::BTreeMap;

use subrosa_proto::level::LevelTarget;
use subrosa_proto::report::Figure;
use subrosa_proto::{AccountId, Timestamp};

use super::bins::bin_of;
use super::buckets::{Grain, quarter_of};
use super::facts::Fact;

/// What is summed up by kind, person or label. The numbers are stored, so they stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Times of first responses, by bin.
    FirstResponse,
    /// Times of later responses, by bin.
    NextResponse,
    /// Times from opening to resolution, by bin.
    Resolution,
    /// By how much the tickets that are not resolved became more, or fewer.
    Unresolved,
    /// Messages of a member.
    MemberSent,
    /// First responses of a member.
    MemberFirstResponse,
    /// Later responses of a member.
    MemberNextResponse,
    /// Resolutions by a member.
    MemberResolution,
    /// Resolutions of tickets with a label.
    LabelResolution,
    /// Tickets that a member held and the customer was asked about; of no member, where nobody held it.
    Asked,
    /// The same with an answer: the score is the bin.
    Rating,
    /// Targets of service levels that were kept or breached, by policy: which of both, and of which target, is the bin ([`level_bin`]).
    PolicyLevel,
    /// The same by the member who kept it or held the ticket; of no member, where nobody did.
    MemberLevel,
    /// Disputes that were opened.
    DisputeOpened,
    /// Times from opening to settlement, by bin.
    DisputeSettled,
    /// Times from opening to decision, by bin.
    DisputeDecided,
}

impl Measure {
    /// The number by which it is stored.
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Self::FirstResponse => 1,
            Self::NextResponse => 2,
            Self::Resolution => 3,
            Self::Unresolved => 4,
            Self::MemberSent => 5,
            Self::MemberFirstResponse => 6,
            Self::MemberNextResponse => 7,
            Self::MemberResolution => 8,
            Self::LabelResolution => 9,
            Self::Asked => 10,
            Self::Rating => 11,
            Self::PolicyLevel => 12,
            Self::MemberLevel => 13,
            Self::DisputeOpened => 34,
            Self::DisputeSettled => 35,
            Self::DisputeDecided => 36,
        }
    }
}

/// What happened in a quarter of an hour, whoever did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub received: i64,
    pub sent: i64,
    pub opened: i64,
    pub reopened: i64,
    pub resolved: i64,
}

/// Which sum: a measure in a bucket, of a member or a label where it is by these, in a bin where it is of times.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    pub measure: i64,
    pub grain: i64,
    /// The bucket.
    pub at: i64,
    /// A member's number, a label, or empty.
    pub subject: String,
    pub bin: i64,
}

/// How often, and how long all of them together in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    pub count: i64,
    pub total: i64,
}

/// Sums in their buckets, in the order of their keys: that is how they are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tallies {
    pub quarters: BTreeMap<i64, Counts>,
    pub cells: BTreeMap<Cell, Sum>,
}

impl Tallies {
    /// Counts a message from a customer.
    pub fn received(&mut self, at: Timestamp) {
        self.quarters.entry(quarter_of(at)).or_default().received += 1;
    }

    /// Counts a member's message.
    pub fn sent(&mut self, member: AccountId, at: Timestamp) {
        self.quarters.entry(quarter_of(at)).or_default().sent += 1;
        self.add(Measure::MemberSent, at, &subject(member), 0, Sum { count: 1, total: 0 });
    }

    /// Counts a fact.
    pub fn fact(&mut self, fact: &Fact) {
        let Fact { figure, at, member, took, .. } = *fact;
        if matches!(figure, Figure::Asked | Figure::Rated) {
            return self.surveyed(fact);
        }
        if let Some((target, is_kept)) = figure.level() {
            return self.levelled(fact, level_bin(target, is_kept));
        }
        let of_dispute = match figure {
            Figure::DisputeOpened => Some(Measure::DisputeOpened),
            Figure::DisputeSettled => Some(Measure::DisputeSettled),
            Figure::DisputeDecided => Some(Measure::DisputeDecided),
            _ => None,
        };
        if let Some(measure) = of_dispute {
            return self.add(measure, at, "", bin_of(took / 1_000), Sum { count: 1, total: took });
        }
        let counts = self.quarters.entry(quarter_of(at)).or_default();
        match figure {
            Figure::Opened => counts.opened += 1,
            Figure::Reopened => counts.reopened += 1,
            Figure::Resolved => counts.resolved += 1,
            _ => {}
        }
        let once = Sum { count: 1, total: took };
        match figure {
            Figure::Opened | Figure::Reopened => self.add(Measure::Unresolved, at, "", 0, once),
            Figure::Resolved => self.add(Measure::Unresolved, at, "", 0, Sum { count: -1, total: 0 }),
            _ => {}
        }
        let (by_time, by_member) = match figure {
            Figure::Resolved => (Measure::Resolution, Measure::MemberResolution),
            Figure::FirstResponse => (Measure::FirstResponse, Measure::MemberFirstResponse),
            Figure::NextResponse => (Measure::NextResponse, Measure::MemberNextResponse),
            _ => return,
        };
        self.add(by_time, at, "", bin_of(took / 1_000), once);
        if let Some(member) = member {
            self.add(by_member, at, &subject(member), 0, once);
        }
        for label in &fact.labels {
            self.add(Measure::LabelResolution, at, label, 0, once);
        }
    }

    /// Counts a question of a survey, or an answer: by the member whose ticket it is about.
    fn surveyed(&mut self, fact: &Fact) {
        let (measure, score) =
            if fact.figure == Figure::Rated { (Measure::Rating, fact.took) } else { (Measure::Asked, 0) };
        let subject = fact.member.map(subject).unwrap_or_default();
        self.add(measure, fact.at, &subject, score, Sum { count: 1, total: score });
    }

    /// Counts a target that was kept or breached.
    fn levelled(&mut self, fact: &Fact, bin: i64) {
        let once = Sum { count: 1, total: 0 };
        for policy in &fact.labels {
            self.add(Measure::PolicyLevel, fact.at, policy, bin, once);
        }
        let subject = fact.member.map(subject).unwrap_or_default();
        self.add(Measure::MemberLevel, fact.at, &subject, bin, once);
    }

    fn add(&mut self, measure: Measure, at: Timestamp, subject: &str, bin: i64, sum: Sum) {
        for grain in Grain::ALL {
            let cell = Cell {
                measure: measure.number(),
                grain: grain.number(),
                at: grain.of_quarter(quarter_of(at)),
                subject: subject.to_owned(),
                bin,
            };
            let kept = self.cells.entry(cell).or_default();
            kept.count += sum.count;
            kept.total += sum.total;
        }
    }

    /// Adds all of others.
    pub fn merge(&mut self, others: Self) {
        for (quarter, more) in others.quarters {
            let counts = self.quarters.entry(quarter).or_default();
            counts.received += more.received;
            counts.sent += more.sent;
            counts.opened += more.opened;
            counts.reopened += more.reopened;
            counts.resolved += more.resolved;
        }
        for (cell, more) in others.cells {
            let sum = self.cells.entry(cell).or_default();
            sum.count += more.count;
            sum.total += more.total;
        }
    }

    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.quarters.is_empty() && self.cells.is_empty()
    }
}

/// The bin of a target that was kept, or breached.
#[must_use]
pub const fn level_bin(target: LevelTarget, is_kept: bool) -> i64 {
    let place = match target {
        LevelTarget::FirstResponse => 0,
        LevelTarget::NextResponse => 2,
        LevelTarget::Resolution => 4,
    };
    if is_kept { place } else { place + 1 }
}

/// The target that a bin is of, and whether it was kept; nothing of a bin that is none.
#[must_use]
pub fn level_of_bin(bin: i64) -> Option<(LevelTarget, bool)> {
    let mut all = LevelTarget::ALL.into_iter().flat_map(|target| [(target, true), (target, false)]);
    all.find(|(target, is_kept)| level_bin(*target, *is_kept) == bin)
}

/// A member as the subject of a sum.
fn subject(member: AccountId) -> String {
    member.number().to_string()
}
