//! How a brand asks its customers what they think of its work.

mod get;
mod set;
