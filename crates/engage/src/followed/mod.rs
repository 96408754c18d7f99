//! Conversations that members follow without holding their tickets.

mod follow;
mod list;
