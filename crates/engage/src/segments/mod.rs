//! Segments: saved rules over contacts, how many each holds of, who these are, and why someone is in.
//!
//! Never: what a condition means (that is `segment`'s), an estimate, somebody shown who may not be seen.

mod asked;
mod campaigns;
mod contact;
mod count;
mod events;
mod explain;
mod fresh;
mod given;
mod held;
mod list;
mod lists;
mod live;
mod look;
mod orders;
mod pages;
mod remove;
mod save;
mod which;

pub(crate) use events::fits;
pub(crate) use given::{check_named, rule_of};

use jiff::tz::TimeZone;
use subrosa_proto::saved_segment::{Segment, SegmentKind};
use subrosa_proto::{AccountId, Timestamp};
use subrosa_segment::{Clock, print};
use subrosa_store::segments::Kept;
use subrosa_store::{Error, Tx, brand_hours};

use count::told;

pub(crate) use held::Held;

/// The moment at which a rule is looked at, with the days of the brand's zone.
pub(crate) async fn clock(tx: &mut Tx<'_>, brand: AccountId, now: Timestamp) -> Result<Clock, Error> {
    let hours = brand_hours::find(tx, brand).await?;
    // What is kept was a zone when it was set.
    Ok(Clock { now, zone: TimeZone::get(&hours.zone).unwrap_or(TimeZone::UTC) })
}

/// A segment as members see it, who may see single contacts or not.
fn shown(kept: Kept, may_see: bool) -> Segment {
    let Kept { id, name, rule, kind, contacts, is_ready, created_at, changed_at } = kept;
    let text = print(&rule);
    let contacts = usize::try_from(contacts).ok().filter(|_| kind != SegmentKind::Asked);
    let contacts = contacts.and_then(|contacts| told(contacts, usize::MAX, may_see));
    Segment { id, name, rule, text, kind, contacts, is_ready, created_at, changed_at }
}
