//! Segments from outside: their text, their bounds, and who is in.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod any;
mod bounds;
mod columns;
mod text;
mod who;
