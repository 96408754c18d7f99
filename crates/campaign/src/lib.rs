//! Campaigns as data: checks of what may be kept, what comes of a text for one contact, who is held out and who gets which variant, and whether
//! somebody is told now, later or not at all. Links that are counted, and the words by which customers stop it.
//!
//! Never: I/O, a clock of its own, a blank that is sent without a value, an answer that depends on anything but what is given.

mod blanks;
mod buckets;
mod check;
mod decide;
mod journey;
mod links;
mod name;
mod quiet;
mod recur;
mod render;
mod settings;
mod short_link;
mod stop;
mod texts;
mod trigger;

pub use blanks::NoBlank;
pub use buckets::{Bucket, bucket};
pub use check::{Problem, check};
pub use decide::{Decision, Facts, PATIENCE_HOURS, Refusal, TICKET_SECONDS, WEEK_SECONDS, decide};
pub use links::{destination, links, message_links};
pub use name::client_id;
pub use quiet::{Quiet, local_moment};
pub use recur::{MISSED_SECONDS, ROUND_SECONDS, began, next_occurrence, told_at, turn};
pub use render::{Rendered, VOUCHER, asks_voucher, names, render, text_for};
pub use settings::check_settings;
pub use short_link::{Opened, Unsure};
pub use stop::{Stop, confirmation, is_stop};
pub use trigger::{told_again_after, triggered};
