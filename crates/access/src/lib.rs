//! Who may do what, decided in one place.
//!
//! [`permit`] is the only maker of a [`Permit`]; every function that reads or changes people's data takes the permit of its action, so a
//! call without a check does not compile. The whole policy is the one table in [`policy`]. [`Limits`] stands beside it: how
//! often.
//!
//! Never: I/O. The facts a decision needs come in as a [`Subject`].

mod action;
mod actor;
mod limits;
mod permit;
pub mod policy;
mod rights;

pub use action::*;
pub use actor::Actor;
pub use limits::{LimitSettings, Limits, Rate, TooMany, network_of};
pub use permit::{Denied, Permit, Subject, permit};
pub use rights::{Held, Rights, base};
