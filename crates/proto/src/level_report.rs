//! The report of service levels: how much of what was promised was kept. Each figure is defined in `docs/brands/reports.md`.

use serde::{Deserialize, Serialize};

use crate::level::LevelTarget;

/// What was kept of what a brand promised in some days, beside the same number of days before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LevelReport {
    /// The brand's time zone, by whose clocks the days begin and end.
    #[cfg_attr(feature = "schema", schema(example = "Europe/Berlin"))]
    pub zone: String,
    pub from: String,
    pub to: String,
    pub totals: LevelShares,
    /// Those of as many days right before.
    pub before: LevelShares,
    /// Each day, in order.
    pub days: Vec<LevelDay>,
    /// By the policy that was promised, the one with the most broken promises first. One that is gone is there by the name it had.
    pub policies: Vec<PolicyShares>,
}

/// What was kept of each target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LevelShares {
    pub first_response: LevelShare,
    pub next_response: LevelShare,
    pub resolution: LevelShare,
}

impl LevelShares {
    /// That of a target.
    pub const fn of(&mut self, target: LevelTarget) -> &mut LevelShare {
        match target {
            LevelTarget::FirstResponse => &mut self.first_response,
            LevelTarget::NextResponse => &mut self.next_response,
            LevelTarget::Resolution => &mut self.resolution,
        }
    }

    /// Each, in the order of [`LevelTarget::ALL`].
    #[must_use]
    pub const fn each(&self) -> [LevelShare; 3] {
        [self.first_response, self.next_response, self.resolution]
    }
}

/// How often a promise was kept, and how often it was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LevelShare {
    pub kept: i64,
    pub breached: i64,
    /// How many of both were kept, in percent, rounded down: 100 are all of them. Absent where there were none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, minimum = 0, maximum = 100))]
    pub percent: Option<i64>,
}

impl LevelShare {
    /// So many more, kept or breached.
    pub const fn add(&mut self, is_kept: bool, count: i64) {
        if is_kept {
            self.kept += count;
        } else {
            self.breached += count;
        }
        let all = self.kept + self.breached;
        self.percent = if all > 0 { Some(100 * self.kept / all) } else { None };
    }
}

/// One day of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LevelDay {
    #[cfg_attr(feature = "schema", schema(example = "2026-11-01"))]
    pub date: String,
    pub levels: LevelShares,
}

/// What was kept of one policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PolicyShares {
    pub policy: String,
    pub levels: LevelShares,
}
