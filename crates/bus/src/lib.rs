//! Carries what was committed, and what is never stored, to the sessions of the accounts it concerns, at this node and at others.
//!
//! Concurrency: any thread may publish; each session has a bounded queue of its own. Nothing here is relied upon: a signal that does
//! not fit is dropped and the session is marked as lagging, a session that sees a gap reads the store, and what other nodes may have
//! told in vain is found by a look into the store ([`Bus::settle`]).
//!
//! Never: storage, policy, an unbounded queue, a wait for a slow session or node.

mod check;
mod cluster;
mod fan_out;
mod presence;
mod queue;
mod registry;
mod session;

pub use check::PARTS;
pub use cluster::{Arrival, Carrier, Health, Nats, NatsError, NatsOptions, NodeId, look_at_nats, run};
pub use registry::Bus;
pub use session::{Live, Signal, Subscription, Watcher};
