//! When a brand is there for its customers.

use serde::{Deserialize, Serialize};

use crate::object;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All of them, Monday first.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];
}

/// From when until when a brand is open on one day of each week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Opening {
    pub day: Weekday,
    /// `00:00` to `23:59`, by the clocks of the time zone.
    #[cfg_attr(feature = "schema", schema(example = "09:00", pattern = "^[0-9]{2}:[0-9]{2}$"))]
    pub opens: String,
    /// Later than that; `24:00` is the end of the day.
    #[cfg_attr(feature = "schema", schema(example = "17:30", pattern = "^[0-9]{2}:[0-9]{2}$"))]
    pub closes: String,
}

/// A day on which the brand is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Holiday {
    #[cfg_attr(feature = "schema", schema(example = "2026-12-25", format = Date))]
    pub date: String,
    /// Up to 60 characters on one line; may be empty.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 60))]
    pub name: String,
}

/// A brand's time zone and its business hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BusinessHours {
    /// A name of the IANA time zone database. Reports count days by its clocks, too.
    #[cfg_attr(feature = "schema", schema(example = "Europe/Berlin", max_length = 64))]
    pub zone: String,
    /// Up to 50, none of which overlap. Without any, the brand is open at all times, holidays included.
    #[serde(default, deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub openings: Vec<Opening>,
    /// Up to 100.
    #[serde(default, deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub holidays: Vec<Holiday>,
}

impl Default for BusinessHours {
    /// Open at all times, by the clocks of UTC.
    fn default() -> Self {
        Self { zone: "UTC".to_owned(), openings: Vec::new(), holidays: Vec::new() }
    }
}

/// A brand's business hours, and how they stand now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hours {
    pub hours: BusinessHours,
    pub is_open: bool,
    /// When it opens next, if it is closed and opens within a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub opens_at: Option<crate::Timestamp>,
}
