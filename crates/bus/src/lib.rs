//! Carries what was committed, and what is never stored, to the sessions of the accounts it concerns.
//!
//! Within this process for now. Concurrency: any thread may publish; each session has a bounded queue of its own. Nothing here
//! is relied upon: a signal that does not fit is dropped and the session is marked as lagging, and a session that sees a
//! gap reads the store.
//!
//! Never: storage, policy, an unbounded queue, a wait for a slow session.

mod queue;
mod registry;
mod session;

pub use registry::Bus;
pub use session::{Live, Signal, Subscription, Watcher};
