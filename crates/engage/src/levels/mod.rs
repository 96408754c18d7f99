//! What a brand promises its customers: within what time they are answered, and what they came with is done.

mod get;
mod set;
