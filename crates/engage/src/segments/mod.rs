//! Segments: saved rules over contacts, how many each holds of, who these are, and why someone is in.
//!
//! Never: what a condition means (that is `segment`'s), an estimate, somebody shown who may not be seen.

mod all;
mod asked;
mod attributes;
mod contact;
mod count;
mod events;
mod explain;
mod given;
mod list;
mod orders;
mod remove;
mod save;

use jiff::tz::TimeZone;
use subrosa_proto::{AccountId, Timestamp};
use subrosa_segment::{Clock, print};
use subrosa_store::segments::Kept;
use subrosa_store::{Error, Tx, brand_hours};

/// How deep segments may stand in one another, each in the next.
const NESTED: usize = 5;

/// The moment at which a rule is looked at, with the days of the brand's zone.
async fn clock(tx: &mut Tx<'_>, brand: AccountId, now: Timestamp) -> Result<Clock, Error> {
    let hours = brand_hours::find(tx, brand).await?;
    // What is kept was a zone when it was set.
    Ok(Clock { now, zone: TimeZone::get(&hours.zone).unwrap_or(TimeZone::UTC) })
}

/// A segment as members see it.
fn shown(kept: Kept) -> subrosa_proto::saved_segment::Segment {
    let Kept { id, name, rule, created_at, changed_at } = kept;
    let text = print(&rule);
    subrosa_proto::saved_segment::Segment { id, name, rule, text, created_at, changed_at }
}
