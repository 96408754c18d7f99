//! Tells addresses what is due: on every node, each address and conversation at one of them at a time.

mod deliver;
mod look;
mod post;
mod task;

pub(super) use deliver::keep;
pub(super) use post::post;
