//! Whatever is known of somebody: nobody is told who may not be, and whoever waits is asked again. Whatever is done to a short link: nobody makes
//! one up.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod moments;
mod returning;
mod short_links;
mod who;
