//! A brand's knowledge: its articles, and what they answer.

pub(super) mod ask;
pub(super) mod create;
pub(super) mod dismiss;
pub(super) mod get;
pub(super) mod import;
pub(super) mod list;
pub(super) mod publish;
pub(super) mod remove;
pub(super) mod replace;
pub(super) mod unanswered;
pub(super) mod versions;
pub(super) mod withdraw;
