//! The rules of a brand's thread from outside.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod assignment;
mod disputes;
mod hours;
mod levels;
mod rules;
mod sending;
