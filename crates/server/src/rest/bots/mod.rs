//! A brand's bots.

pub(super) mod check;
pub(super) mod create;
pub(super) mod list;
pub(super) mod make_token;
pub(super) mod publish;
pub(super) mod remove;
pub(super) mod report;
pub(super) mod revoke_token;
pub(super) mod set_live;
pub(super) mod set_own;
pub(super) mod simulate;
pub(super) mod tokens;
pub(super) mod version;
pub(super) mod versions;
