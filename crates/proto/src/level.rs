//! Service levels: within what time a brand answers its customers and is done with what they came with, by the ticket.
//!
//! A **policy** says which tickets it is for and which **targets** they have. What it means for one ticket is its **promise**: the clocks
//! that run, each with the moment at which it is due.

use serde::{Deserialize, Serialize};

use crate::object;
use crate::priority::Priority;
use crate::time::Timestamp;

/// What is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum LevelTarget {
    /// A person's first answer in a ticket.
    FirstResponse,
    /// A person's answer to what the customer wrote after the first.
    NextResponse,
    /// That the ticket is resolved.
    Resolution,
}

impl LevelTarget {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::FirstResponse, Self::NextResponse, Self::Resolution];
}

/// Which time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum LevelHours {
    /// All that passes.
    Always,
    /// That in which the brand is open, by its business hours.
    Business,
}

/// How long something may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LevelTime {
    /// 1 to 43,200: a month around the clock.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 43_200, example = 30))]
    pub minutes: u32,
    pub hours: LevelHours,
}

/// Which tickets are promised what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LevelPolicy {
    /// 1 to 40 characters on one line; none of a brand's policies is called like another. Reports count by it.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 40, example = "Urgent"))]
    pub name: String,
    /// It is for tickets of one of these priorities; of any where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 4))]
    pub priorities: Vec<Priority>,
    /// It is for tickets with one of these labels; with any or none where there are none: up to 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub labels: Vec<String>,
    /// How long the customer waits for a person's first answer.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "object::optional")]
    pub first_response: Option<LevelTime>,
    /// How long the customer waits for an answer to what they write after it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "object::optional")]
    pub next_response: Option<LevelTime>,
    /// How long it takes until the ticket is resolved.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "object::optional")]
    pub resolution: Option<LevelTime>,
    /// Whether its clocks rest while the ticket is pending or snoozed.
    pub pauses: bool,
}

impl LevelPolicy {
    /// What it promises of a target.
    #[must_use]
    pub const fn time(&self, target: LevelTarget) -> Option<LevelTime> {
        match target {
            LevelTarget::FirstResponse => self.first_response,
            LevelTarget::NextResponse => self.next_response,
            LevelTarget::Resolution => self.resolution,
        }
    }
}

/// A brand's service levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ServiceLevels {
    /// Up to 20. The first that fits a ticket holds for it; where none does, nothing is promised.
    #[serde(deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub policies: Vec<LevelPolicy>,
    /// How much of a target's time is left when it is warned, in percent: 1 to 90. It is 5 minutes at least, and half the target at most.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 90, example = 25))]
    pub warning_percent: u32,
}

impl Default for ServiceLevels {
    /// Nothing is promised.
    fn default() -> Self {
        Self { policies: Vec::new(), warning_percent: 25 }
    }
}

/// What a ticket's customer is promised now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Promise {
    /// The name of the policy that holds for it.
    pub policy: String,
    /// What has begun and has not ended: one clock of a response at most, and one of the resolution.
    pub clocks: Vec<LevelClock>,
}

/// The time of one target of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LevelClock {
    pub target: LevelTarget,
    pub hours: LevelHours,
    /// How long the target is.
    pub minutes: u32,
    /// When it was last set going, or laid to rest.
    pub since: Timestamp,
    /// How much of its time was left then: milliseconds, less than nothing when it was overdue.
    pub left: i64,
    /// When it is warned; absent while it rests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub warns_at: Option<Timestamp>,
    /// When it is due; absent while it rests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub due_at: Option<Timestamp>,
    /// Whether it was warned.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_warned: bool,
    /// Whether it was due and not done. It stays so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_breached: bool,
}

impl Promise {
    /// The nearest moment at which a clock is due; nothing while all rest.
    #[must_use]
    pub fn due_at(&self) -> Option<Timestamp> {
        self.clocks.iter().filter_map(|clock| clock.due_at).min()
    }

    /// The next moment at which there is something to tell of a clock.
    #[must_use]
    pub fn rings_at(&self) -> Option<Timestamp> {
        self.clocks.iter().filter(|clock| !clock.is_breached).filter_map(LevelClock::rings_at).min()
    }
}

impl LevelClock {
    /// When it is warned, or due.
    const fn rings_at(&self) -> Option<Timestamp> {
        if self.is_warned { self.due_at } else { self.warns_at }
    }
}
