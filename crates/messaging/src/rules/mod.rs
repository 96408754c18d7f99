//! What a brand's rules need of messaging: to be told where something happened, and to write what comes of it. Which rules run, others
//! know.
//!
//! Never: two steps from one state, a step made from what is no longer so.

mod step;

pub use step::{RuleDoes, RuleRan, RuleStep};
