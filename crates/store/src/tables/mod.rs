//! The queries, one file per table.

pub mod accounts;
pub mod avatars;
pub mod brand_members;
pub mod brands;
pub mod conversations;
pub mod counters;
pub mod devices;
pub mod drafts;
pub mod events;
pub mod invites;
pub mod jobs;
pub mod journal;
pub mod labels;
pub mod media;
pub mod members;
pub mod meta;
pub mod replies;
pub mod search;
pub mod threads;
pub mod tickets;
