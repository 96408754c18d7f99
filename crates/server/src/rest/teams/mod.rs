//! Teams of a brand's members, and who is at work.

pub(super) mod assignment;
pub(super) mod create;
pub(super) mod list;
pub(super) mod remove;
pub(super) mod replace;
pub(super) mod set_assignment;
pub(super) mod set_availability;
