//! Brands, and who works for them.

mod change;
mod create;
mod get;
mod invite;
mod join;
mod leave;
mod members;
mod memberships;
mod named;
mod set_role;

/// Memberships of one person that are listed.
const MEMBERSHIPS: u32 = 100;
