//! Campaigns of a brand.

pub(super) mod approve;
pub(super) mod create;
pub(super) mod dry_run;
pub(super) mod export;
pub(super) mod get;
pub(super) mod get_settings;
pub(super) mod list;
pub(super) mod moved;
pub(super) mod preview;
pub(super) mod progress;
pub(super) mod remove;
pub(super) mod replace;
pub(super) mod report;
pub(super) mod set_settings;
pub(super) mod test;
