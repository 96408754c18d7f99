//! Addresses of a brand's that are told what happens.

pub(super) mod create;
pub(super) mod deliveries;
pub(super) mod list;
pub(super) mod remove;
pub(super) mod replace;
pub(super) mod resend;
pub(super) mod test;
