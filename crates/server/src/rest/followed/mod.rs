//! Conversations that members follow.

pub(super) mod follow;
pub(super) mod list;
pub(super) mod unfollow;
