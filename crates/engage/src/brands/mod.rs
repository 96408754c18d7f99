//! Brands, and who works for them.

mod change;
mod change_member;
mod create;
mod delete;
mod get;
mod invite;
mod join;
mod leave;
mod members;
mod memberships;
mod named;

/// Memberships of one person that are listed.
const MEMBERSHIPS: u32 = 100;
