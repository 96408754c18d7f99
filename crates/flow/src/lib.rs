//! Bots as data: what a flow is, whether it is sound, how it goes on, and whether it says what it should.
//!
//! A [`Flow`] is read from a file ([`read_flow`]), checked ([`lint`]) and made into a [`Program`], which only a flow without
//! errors becomes. [`engine::start`], [`engine::begin`] and [`engine::resume`] are pure functions: a session and an input give the next session and the
//! actions to carry out, the same ones each time. Whoever calls them keeps the session and carries the actions out; each
//! action has a key, so that one carried out before is known. [`script`] plays written conversations against a flow,
//! [`rehearsal`] one that someone makes up as it goes, [`compare`] tells two versions apart.
//!
//! Never: input or output, a clock, randomness, a store. All that a bot learns comes in as an input or a fact. What people
//! write is bounded before it is read ([`limits`]), and what a flow does is bounded by steps, so none runs for ever.

pub mod compare;
pub mod duration;
pub mod engine;
mod file;
pub mod flow;
mod graph;
mod kinds;
pub mod limits;
pub mod lint;
pub mod name;
pub mod number;
mod program;
pub mod rehearsal;
pub mod schema;
pub mod script;
mod stage;
mod template;
mod unique;
pub mod value;
mod words;

pub use duration::Duration;
pub use file::{Places, Unreadable, read_flow};
pub use flow::Flow;
pub use kinds::digits;
pub use lint::{Finding, Severity, lint, lint_journey, lint_teams, lint_topics};
pub use name::Name;
pub use number::Number;
pub use program::{FlowVersion, Program};
pub use template::percent_encoded;
pub use value::Scalar;
