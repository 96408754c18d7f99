//! Whatever is known of somebody: nobody is told who may not be, and whoever waits is asked again.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod moments;
mod who;
