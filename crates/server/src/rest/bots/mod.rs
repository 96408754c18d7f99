//! A brand's bots.

pub(super) mod check;
pub(super) mod create;
pub(super) mod list;
pub(super) mod publish;
pub(super) mod remove;
pub(super) mod set_live;
pub(super) mod simulate;
pub(super) mod version;
pub(super) mod versions;
