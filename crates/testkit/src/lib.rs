//! For development only: real nodes, people who write to each other on them, and everything that can go wrong below
//! them. Tests, `crash-test` and the benchmarks build on it.
//!
//! Never: a mock of what can run for real, a wait for luck, or anything that the product depends on.

pub mod authority;
pub mod campaign;
pub mod cluster;
pub mod crash;
pub mod injected;
pub mod model;
pub mod moment;
pub mod nats;
pub mod node;
pub mod port;
pub mod postgres;
pub mod powercut;
pub mod process;
pub mod proxy;
pub mod s3;
pub mod stores;
pub mod tool;
pub mod writing;

pub use node::{Node, Program};

/// What tools of this kind return: a failure is told to a person, and no program decides by it.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
