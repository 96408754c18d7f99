//! Rules: what a brand has done by itself. A rule says **when** it is woken, **if** which conditions hold, and **then** what is done.
//!
//! - [`log`] reads a conversation's log as what may wake rules;
//! - [`facts`] are what conditions look at, [`condition`] says whether they hold;
//! - [`pass`] asks rules in their order about what happened, and says which run and what they do;
//! - [`clock`] says since when what a rule waits for has lasted;
//! - [`past`] goes through a conversation's log as it was, and says when a rule would have run;
//! - [`check`] bounds a rule that comes from outside.
//!
//! Live and in the past, the same functions decide.
//!
//! Never: I/O, a clock, an id of its own making, who may do what.

pub mod check;
pub mod clock;
pub mod condition;
pub mod facts;
pub mod log;
pub mod pass;
pub mod past;
mod trigger;

/// A rule wakes others, and those others; what the last of so many did wakes none.
pub const CHAIN: i64 = 3;
