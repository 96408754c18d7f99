//! What of a brand's work is counted, and how the sums are kept: for reports that read a few thousand small rows instead of every
//! message there ever was.
//!
//! A **fact** is one time that something counted happened ([`Fact`]); [`Tallies`] sum up facts and messages in **buckets** of a quarter
//! of an hour, so that a day in any time zone is a sum of whole ones, and of a day in UTC, so that a year is no more than some
//! hundreds. [`replay`] derives the same from a conversation's log alone: for what was written before anything was counted, and to
//! see that nothing is counted wrong.
//!
//! Never: what a figure is for; that is the reports' (`engage`).

mod bins;
mod buckets;
mod facts;
mod replay;
mod tallies;

pub use bins::{bin_of, quantile, seconds_of};
pub use buckets::{DAY_QUARTERS, Grain, QUARTER_SECONDS, Span, covering, quarter_of, start_of};
pub use facts::{Deed, Fact, disputed, facts, levelled, surveyed};
pub use replay::{Entry, Log, Replay};
pub use tallies::{Cell, Counts, Measure, Sum, Tallies, level_bin, level_of_bin};
