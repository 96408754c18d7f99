//! What jobs are called in their rows. A name that was once written must stay.

/// Tell everyone who shares a conversation with an account that its profile has changed.
pub(crate) const PROFILE_CHANGED: &str = "profile_changed";

/// Count what happened at a brand before it was counted. The job's id is the brand's number.
pub(crate) const COUNT_REPORTS: &str = "count_reports";

/// Move what visitors did to whom they turned out to be.
pub(crate) const MOVE_EVENTS: &str = "move_events";

/// Write beside orders of before what they are found by.
pub(crate) const KNOW_ORDERS: &str = "know_orders";

/// Forget what is known of a deleted brand.
pub(crate) const ERASE_BRAND: &str = "erase_brand";
