//! The batch: where changes of conversations come together.
//!
//! Changes queue here; one task takes all that wait and applies them in a single command of the store, so that a
//! conversation touched by many sends is read once and written once. While that is being fsynced the next batch
//! gathers. After the commit the callers are answered, and the live frames are serialised and handed to the bus in the order of
//! the accounts' numbers: by a second task when more work waits, or else at once.
//!
//! Lifecycle: both tasks end when the last handle is dropped and the queue is empty.
//!
//! Never: an answer or a frame before the commit, an unbounded queue, a wait for a session.

mod agreed;
mod apply;
mod around;
mod assign;
mod attachments;
mod becomes;
mod bots;
mod business;
mod change;
mod closing;
mod consents;
mod desks;
mod dispute_steps;
mod disputes;
pub(crate) mod figures;
mod folded;
mod holding;
mod levels;
mod members;
mod origin;
mod programs;
mod promises;
mod promotions;
mod publish;
mod recall;
mod removal;
mod rules;
mod ruling;
mod run;
mod scheduled;
mod sessions;
mod stops;
mod surveys;
mod teams;
mod templates;
mod vouchers;
mod waiting;
mod waits;
mod welcome;

pub(crate) use change::{Change, Outcome, Work};
pub(crate) use disputes::{Command, Disputing, Wanted};
pub(crate) use run::{Batch, WeakBatch};
pub(crate) use scheduled::Scheduled;
pub(crate) use templates::Templated;

use std::time::Duration;

/// How long the node that took what happened may be at it before another looks.
pub(crate) const GRACE_SECONDS: i64 = 2;

/// What one batch did, for whoever measures.
#[derive(Debug, Clone, Copy)]
pub struct Observation {
    /// Changes asked for.
    pub changes: usize,
    /// Messages appended.
    pub messages: usize,
    /// From taking the batch to its commit.
    pub took: Duration,
}
